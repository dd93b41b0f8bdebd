import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- A chart opened by somebody outside its care team, who said why: for how long, and what came of looking at it afterwards.
create table episodes.emergency_access (
  id uuid primary key,
  clinic_id uuid not null,
  client_id uuid not null,
  user_id uuid not null constraint emergency_access_user references identity.user (id),
  user_name text not null,
  reason text not null constraint emergency_access_reason check (length(trim(reason)) between 1 and 500),
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  finding text constraint emergency_access_finding check (finding in ('justified', 'not_justified')),
  review_note text constraint emergency_access_note check (length(review_note) <= 500),
  reviewed_at timestamptz,
  reviewed_by_user_id uuid,
  reviewed_by_name text,
  version int not null default 1,
  constraint emergency_access_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id),
  constraint emergency_access_days check (ends_at > opened_at),
  constraint emergency_access_review_whole check ((finding is null) = (reviewed_at is null) and (finding is null) = (reviewed_by_name is null)),
  constraint emergency_access_fault_explained check (finding is distinct from 'not_justified' or length(trim(coalesce(review_note, ''))) > 0),
  -- Nobody finds their own opening justified.
  constraint emergency_access_reviewed_by_another check (reviewed_by_user_id <> user_id),
  -- One at a time: asked for twice at once, it is opened once.
  constraint emergency_access_once exclude using gist (user_id with =, client_id with =, tstzrange(opened_at, ends_at) with &&)
);
create index emergency_access_latest on episodes.emergency_access (clinic_id, opened_at desc, id desc);
create index emergency_access_waiting on episodes.emergency_access (clinic_id, opened_at desc, id desc) where finding is null;
create index emergency_access_by_client on episodes.emergency_access (client_id);

-- What was opened and why is never reworded, and nothing is taken away; a review is written once.
create function episodes.keep_emergency_access() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.finding is not null
     or (new.id, new.clinic_id, new.client_id, new.user_id, new.user_name, new.reason, new.opened_at, new.ends_at)
        is distinct from (old.id, old.clinic_id, old.client_id, old.user_id, old.user_name, old.reason, old.opened_at, old.ends_at) then
    raise exception 'What was opened in an emergency stays on record.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger emergency_access_kept before update or delete on episodes.emergency_access for each row execute function episodes.keep_emergency_access();

-- Tokens that read charts until now go on doing so; theirs is never more than their maker's.
update identity.api_token set permissions = permissions || 'charts.read'::text where 'clients.read' = any (permissions) and not 'charts.read' = any (permissions);
`;

export class EmergencyAccess20261127005100 implements MigrationInterface {
  readonly name = 'EmergencyAccess20261127005100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `update identity.api_token set permissions = array_remove(permissions, 'charts.read') where permissions <> '{charts.read}';
       drop table if exists episodes.emergency_access; drop function if exists episodes.keep_emergency_access()`,
    );
  }
}

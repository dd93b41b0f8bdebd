import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- What a payer allows of a stay: so many days or minutes between two days. What is used of it is never kept, but counted
-- from attendance; how it stands follows from its days and its use.
create table episodes.authorization (
  id uuid primary key,
  clinic_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  payer text not null constraint authorization_payer check (length(trim(payer)) between 1 and 120),
  number text not null constraint authorization_number check (length(trim(number)) between 1 and 60),
  starts_on date not null,
  -- The last authorized day.
  ends_on date not null,
  unit text not null constraint authorization_unit check (unit in ('day', 'minute')),
  granted int not null,
  -- When the payer looks at the stay again.
  next_review_on date,
  note text constraint authorization_note check (length(note) <= 1000),
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_reason text constraint authorization_withdrawn_reason check (length(trim(withdrawn_reason)) between 1 and 500),
  version int not null default 1,
  created_at timestamptz not null,
  constraint authorization_episode foreign key (episode_id, client_id, clinic_id) references episodes.episode (id, client_id, clinic_id),
  constraint authorization_days check (ends_on between starts_on and starts_on + 730),
  constraint authorization_granted check (granted between 1 and case unit when 'day' then 1000 else 600000 end),
  constraint authorization_review check (next_review_on >= starts_on),
  constraint authorization_withdrawal_whole check ((withdrawn_at is null) = (withdrawn_by_name is null) and (withdrawn_at is null) = (withdrawn_reason is null)),
  -- A day is charged to one authorization, never to two.
  constraint authorization_no_overlap exclude using gist (
    episode_id with =, daterange(starts_on, ends_on, '[]') with &&) where (withdrawn_at is null)
);
create index authorization_by_client on episodes.authorization (client_id, starts_on desc, id desc);
create index authorization_by_end on episodes.authorization (clinic_id, ends_on) where withdrawn_at is null;

-- One that was withdrawn stays as it was, and none is reworded into that of another stay.
create function episodes.keep_authorization() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_at is not null or (new.id, new.clinic_id, new.episode_id, new.client_id) is distinct from (old.id, old.clinic_id, old.episode_id, old.client_id) then
    raise exception 'An authorization stays on record.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger authorization_kept before update or delete on episodes.authorization for each row execute function episodes.keep_authorization();

create view episodes.v_authorization as
  select id, clinic_id, episode_id, client_id, payer, number, starts_on, ends_on, unit, granted, next_review_on, note, withdrawn_at, withdrawn_by_name, withdrawn_reason, version
  from episodes.authorization;

-- Those after which the stay goes on and nothing is authorized yet: the day by which the next one is asked for, so many days
-- before the last authorized one as the policy of that day says.
create view episodes.v_authorization_to_renew as
  select a.id, a.clinic_id, a.episode_id, a.client_id, a.ends_on, a.ends_on - coalesce((v.parameters->'deadlines.authorization_request_days'->>'value')::int, 0) as ask_by
  from episodes.authorization a join episodes.episode e on e.id = a.episode_id
  left join programs.v_policy_version v on v.program_id = e.program_id and v.effective_from <= a.ends_on and (v.effective_to is null or v.effective_to >= a.ends_on)
  where a.withdrawn_at is null and (e.discharged_on is null or e.discharged_on > a.ends_on)
    and not exists (select from episodes.authorization n where n.episode_id = a.episode_id and n.withdrawn_at is null and n.starts_on > a.ends_on);
`;

export class Authorizations20261127005300 implements MigrationInterface {
  readonly name = 'Authorizations20261127005300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view if exists episodes.v_authorization_to_renew; drop view if exists episodes.v_authorization; drop table if exists episodes.authorization; drop function if exists episodes.keep_authorization()');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Up to where the audit chain was walked and found intact. Written as a chain of its own, sealed with a key that is not in the
-- database; only inserts, each of a link as it stands.
create table platform.audit_checkpoint (
  number bigint primary key constraint audit_checkpoint_number check (number > 0),
  -- The last link walked, and its hash as it was then.
  position bigint not null constraint audit_checkpoint_link references platform.audit_link (position),
  hash bytea not null,
  -- The link the walk began after; 0: at the beginning of the chain.
  walked_from bigint not null constraint audit_checkpoint_walk check (walked_from >= 0 and walked_from <= position),
  verified_at timestamptz not null,
  -- The run that walked: what its log lines name.
  run_id uuid not null,
  -- Which key sealed it: a new STEPWELL_SECRET is another key.
  key_name text not null,
  previous_seal bytea not null,
  seal bytea not null
);
create index audit_checkpoint_by_position on platform.audit_checkpoint (position);
create trigger audit_checkpoint_append_only before update or delete on platform.audit_checkpoint
  for each row execute function platform.refuse_change();
create trigger audit_checkpoint_not_emptied before truncate on platform.audit_checkpoint
  for each statement execute function platform.refuse_change();

create function platform.check_audit_checkpoint() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from platform.audit_link l where l.position = new.position and l.hash = new.hash) then
    raise exception 'a checkpoint says of link % what the chain does not say', new.position
      using errcode = '23514', constraint = 'audit_checkpoint_of_chain', table = 'audit_checkpoint', schema = 'platform';
  end if;
  if new.number <> coalesce((select max(number) from platform.audit_checkpoint), 0) + 1 then
    raise exception 'checkpoint % does not follow the one before', new.number
      using errcode = '23514', constraint = 'audit_checkpoint_in_order', table = 'audit_checkpoint', schema = 'platform';
  end if;
  return new;
end $$;
create trigger audit_checkpoint_of_chain before insert on platform.audit_checkpoint
  for each row execute function platform.check_audit_checkpoint();
`;

const DOWN = /* sql */ `
drop table platform.audit_checkpoint;
drop function platform.check_audit_checkpoint();
`;

export class AuditCheckpoints20261127001100 implements MigrationInterface {
  readonly name = 'AuditCheckpoints20261127001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- When what a calendar shows of a session last changed, so that calendars elsewhere know which of two readings is the newer.
-- A seat taken or given back is no such change: the trigger does not even run for it. It comes after the row, never before:
-- with a trigger before, PostgreSQL takes every generated column (live) for changed and locks the key its places point at,
-- so that two who take a seat at once deadlock.
alter table scheduling.session add column changed_at timestamptz not null default now();
create function scheduling.session_changed() returns trigger language plpgsql as $$
begin
  update scheduling.session set changed_at = now() where id = new.id;
  return null;
end $$;
create trigger session_changed after update of kind, service_id, group_id, starts_at, ends_at, room_id, telehealth, status on scheduling.session
  for each row execute function scheduling.session_changed();

-- A session as a calendar outside may know it: nothing anybody wrote freely, no title, no note, nobody's name.
create view scheduling.v_calendar_entry as
  select id, clinic_id, kind, service_id, group_id, room_id, telehealth, starts_at, ends_at, clinic_day, status, version, changed_at from scheduling.session;
`;

const DOWN = /* sql */ `
drop view scheduling.v_calendar_entry;
drop trigger session_changed on scheduling.session;
drop function scheduling.session_changed();
alter table scheduling.session drop column changed_at;
`;

export class SessionChangedAt20261127000800 implements MigrationInterface {
  readonly name = 'SessionChangedAt20261127000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

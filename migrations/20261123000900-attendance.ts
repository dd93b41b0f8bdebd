import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema attendance;

-- Every mark and every change of one, never rewritten: what was, what is, who, when, why.
create table attendance.mark (
  id uuid primary key,
  clinic_id uuid not null,
  participation_id uuid not null constraint mark_participation references scheduling.participation (id),
  session_id uuid not null,
  -- session_changed: nobody marked anything, the session's times or breaks were changed after the fact.
  kind text not null constraint mark_kind check (kind in ('check_in', 'undo', 'correction', 'walk_in', 'import', 'session_changed')),
  before_status text not null,
  after_status text not null,
  before_minutes int not null,
  after_minutes int not null,
  arrived_at timestamptz,
  departed_at timestamptz,
  reason text,
  marked_at timestamptz not null,
  marked_by_user_id uuid,
  marked_by_name text not null,
  constraint mark_correction_explained check (kind <> 'correction' or length(trim(coalesce(reason, ''))) > 0)
);
create index mark_by_participation on attendance.mark (participation_id, marked_at);
create trigger mark_append_only before update or delete on attendance.mark
  for each row execute function platform.refuse_change();

create view attendance.v_mark as
  select id, clinic_id, participation_id, session_id, kind, before_status, after_status, before_minutes, after_minutes, reason,
    marked_at, marked_by_user_id, marked_by_name
  from attendance.mark;

-- Whole minutes a session credits someone who is there from start to end: its length less its unpaid breaks, each counted
-- once and only where it lies in the session. The same rule as creditableMinutes in code; a test holds the two equal.
create function attendance.creditable_minutes(starts_at timestamptz, ends_at timestamptz, breaks jsonb) returns int
language sql stable parallel safe as $$
  select case when breaks = '[]'::jsonb then floor(extract(epoch from ends_at - starts_at) / 60)::int
  else floor(extract(epoch from (ends_at - starts_at) - coalesce((
    select sum(upper(rest) - lower(rest)) from unnest(tstzmultirange(tstzrange(starts_at, ends_at)) * (
      select coalesce(range_agg(tstzrange(b.from_at, b.to_at)), '{}'::tstzmultirange)
      from (select (one->>'startsAt')::timestamptz as from_at, (one->>'endsAt')::timestamptz as to_at from jsonb_array_elements(breaks) one) b
      where b.from_at < b.to_at)) rest), interval '0')) / 60)::int end
$$;
`;

export class Attendance20261123000900 implements MigrationInterface {
  readonly name = 'Attendance20261123000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists attendance cascade');
  }
}

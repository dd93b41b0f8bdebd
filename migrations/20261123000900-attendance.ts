import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema attendance;

-- Every mark and every change of one, never rewritten: what was, what is, who, when, why.
create table attendance.mark (
  id uuid primary key,
  clinic_id uuid not null,
  participation_id uuid not null constraint mark_participation references scheduling.participation (id),
  session_id uuid not null,
  kind text not null constraint mark_kind check (kind in ('check_in', 'undo', 'correction', 'walk_in', 'import', 'removed')),
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
create index mark_by_session on attendance.mark (session_id, marked_at);
create trigger mark_append_only before update or delete on attendance.mark
  for each row execute function platform.refuse_change();
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

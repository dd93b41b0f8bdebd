import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema hours;

-- The minute ledger: every total is a sum of these, and none is ever changed.
create table hours.ledger_entry (
  id uuid primary key,
  clinic_id uuid not null,
  episode_id uuid not null constraint ledger_entry_episode references episodes.episode (id),
  participation_id uuid not null constraint ledger_entry_participation references scheduling.participation (id),
  session_id uuid not null,
  service_day date not null,
  minutes int not null constraint ledger_entry_moves check (minutes <> 0),
  kind text not null constraint ledger_entry_kind check (kind in ('credit', 'reversal')),
  rule_version text not null,
  policy_version_id uuid,
  author_user_id uuid,
  author_name text not null,
  reason text,
  recorded_at timestamptz not null,
  constraint ledger_entry_sign check ((kind = 'credit') = (minutes > 0))
);
create index ledger_entry_by_episode on hours.ledger_entry (episode_id, service_day);
create index ledger_entry_by_participation on hours.ledger_entry (participation_id, recorded_at);
create trigger ledger_entry_append_only before update or delete on hours.ledger_entry
  for each row execute function platform.refuse_change();

-- The week of a program: what is open, and until when a session could still be held.
create table hours.program_week (
  program_id uuid not null constraint program_week_program references programs.program (id),
  week_start date not null,
  clinic_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  policy_version_id uuid,
  open_days int not null,
  program_days int not null,
  bookable_until timestamptz,
  weekly_max_minutes int not null,
  primary key (program_id, week_start),
  constraint program_week_order check (starts_at < ends_at)
);
create index program_week_by_clinic on hours.program_week (clinic_id, week_start);

-- One episode in one program week. Always equal to a recomputation from attendance; kept so that the board is one read.
create table hours.client_week (
  episode_id uuid not null constraint client_week_episode references episodes.episode (id),
  week_start date not null,
  clinic_id uuid not null,
  program_id uuid not null,
  client_id uuid not null,
  full_minutes int not null,
  prescribed_minutes int not null,
  attended_minutes int not null default 0,
  planned_minutes int not null default 0,
  excused_minutes int not null default 0,
  missed_minutes int not null default 0,
  make_up_minutes int not null default 0,
  days_attended int not null default 0,
  days_planned int not null default 0,
  prescribed_days int,
  proration text,
  primary key (episode_id, week_start),
  constraint client_week_program_week foreign key (program_id, week_start) references hours.program_week (program_id, week_start)
);
create index client_week_board on hours.client_week (clinic_id, week_start, program_id, episode_id);

create view hours.v_client_week as
  select w.episode_id, w.week_start, w.clinic_id, w.program_id, w.client_id, w.full_minutes, w.prescribed_minutes, w.attended_minutes,
    w.planned_minutes, w.excused_minutes, w.missed_minutes, w.make_up_minutes, w.days_attended, w.days_planned,
    p.starts_at, p.ends_at, p.bookable_until, p.weekly_max_minutes, p.open_days, p.program_days
  from hours.client_week w join hours.program_week p on p.program_id = w.program_id and p.week_start = w.week_start;
`;

export class Hours20261123001000 implements MigrationInterface {
  readonly name = 'Hours20261123001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists hours cascade');
  }
}

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
  -- The rule of the code that counted the minutes, and the policy of the program on that day.
  rule_version text not null,
  policy_version_id uuid,
  -- The mark that moved the minutes; null where the session was changed and nobody marked anything.
  mark_id uuid constraint ledger_entry_mark references attendance.mark (id),
  author_user_id uuid,
  author_name text not null,
  reason text,
  recorded_at timestamptz not null,
  constraint ledger_entry_sign check ((kind = 'credit') = (minutes > 0))
);
create index ledger_entry_by_episode on hours.ledger_entry (episode_id, service_day);
create index ledger_entry_by_participation on hours.ledger_entry (participation_id, recorded_at);
create index ledger_entry_by_mark on hours.ledger_entry (mark_id) where mark_id is not null;
create trigger ledger_entry_append_only before update or delete on hours.ledger_entry
  for each row execute function platform.refuse_change();

-- The week of a program: what is open, what its policy asks, and until when a session could still be held. Weeks of a
-- program follow each other without a gap; where the policy moves the first day of the week, one week is cut short.
create table hours.program_week (
  program_id uuid not null constraint program_week_program references programs.program (id),
  week_start date not null,
  -- The first day after the week.
  week_end date not null,
  clinic_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  policy_version_id uuid,
  -- The program days on which the clinic is open, and how many of them there are.
  open_dates date[] not null,
  open_days int not null,
  -- Program days of a whole week without closures.
  program_days int not null,
  prorate boolean not null,
  day_min_minutes int not null,
  weekly_max_minutes int not null,
  bookable_until timestamptz,
  -- Whether every episode of the week is known to have its client week, also those with nothing booked.
  complete boolean not null default false,
  primary key (program_id, week_start),
  constraint program_week_order check (starts_at < ends_at and week_start < week_end),
  constraint program_week_no_overlap exclude using gist (program_id with =, daterange(week_start, week_end) with &&)
);
create index program_week_by_clinic on hours.program_week (clinic_id, week_start);

-- One episode in one program week. Always equal to a recomputation from attendance; kept so that the board is one read.
create table hours.client_week (
  episode_id uuid not null constraint client_week_episode references episodes.episode (id) on delete cascade,
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
  days_per_diem int not null default 0,
  prescribed_days int,
  -- Open program days within the episode, and why the week asks for other than the full prescription.
  counted_days int not null,
  causes text[] not null default '{}',
  primary key (episode_id, week_start),
  constraint client_week_program_week foreign key (program_id, week_start) references hours.program_week (program_id, week_start)
) with (fillfactor = 80);
create index client_week_board on hours.client_week (clinic_id, week_start, program_id, episode_id);
create index client_week_of_program on hours.client_week (program_id, week_start);

-- How much a client week is in danger, as one number that sorts: below 0 short, to 100,000 at risk, to 200,000 over,
-- 300,000 on track, 400,000 met; within short, at risk and over the larger gap in minutes first.
create function hours.danger(prescribed int, attended int, planned int, maximum int, week_over boolean, bookable_left boolean) returns int
language sql immutable parallel safe as $$
  select case
    when attended + planned > maximum then 200000 + maximum - attended - planned
    when attended >= prescribed then 400000
    when week_over then attended - prescribed
    when attended + planned >= prescribed then 300000
    when bookable_left then 100000 + attended + planned - prescribed
    else attended + planned - prescribed end
$$;

-- How a client week stands; the same rule as standing() in code, held equal by a test.
create function hours.standing(prescribed int, attended int, planned int, maximum int, week_over boolean, bookable_left boolean) returns text
language sql immutable parallel safe as $$
  select case
    when attended + planned > maximum then 'over'
    when attended >= prescribed then 'met'
    when week_over then 'short'
    when attended + planned >= prescribed then 'on_track'
    when bookable_left then 'at_risk'
    else 'short' end
$$;

create view hours.v_client_week as
  select w.episode_id, w.week_start, w.clinic_id, w.program_id, w.client_id, w.full_minutes, w.prescribed_minutes, w.attended_minutes,
    w.planned_minutes, w.excused_minutes, w.missed_minutes, w.make_up_minutes, w.days_attended, w.days_planned, w.days_per_diem,
    w.prescribed_days, w.counted_days, w.causes, p.week_end, p.starts_at, p.ends_at, p.bookable_until, p.weekly_max_minutes,
    p.open_days, p.program_days, p.policy_version_id
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

import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- A piece of work with an owner and a due date, from a rule, a meeting or a person.
create table episodes.task (
  id uuid primary key,
  clinic_id uuid not null,
  source text not null constraint task_source check (source in ('rule', 'person', 'meeting')),
  -- The rule that asked for it, and which time: a clinic day, a week, an id. A rule asks once for each subject and time.
  rule text,
  occurrence text,
  title text not null constraint task_title check (length(trim(title)) between 1 and 200),
  note text constraint task_note check (length(note) <= 2000),
  -- What it is about; none of them for the clinic's own work. Sessions stand above this floor: their id is bare.
  client_id uuid,
  episode_id uuid,
  session_id uuid,
  -- Nobody yet: it is on everybody's list of what is unowned.
  owner_staff_id uuid,
  due_on date not null,
  snoozed_until date,
  snooze_reason text,
  state text not null default 'open' constraint task_state check (state in ('open', 'done', 'dropped')),
  closed_at timestamptz,
  closed_by_user_id uuid,
  closed_by_name text,
  close_reason text,
  opened_at timestamptz not null,
  opened_by_user_id uuid,
  opened_by_name text not null,
  version int not null default 1,
  constraint task_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id),
  constraint task_episode foreign key (episode_id, client_id, clinic_id) references episodes.episode (id, client_id, clinic_id),
  constraint task_owner foreign key (owner_staff_id, clinic_id) references team.staff (id, clinic_id),
  constraint task_episode_has_client check (episode_id is null or client_id is not null),
  constraint task_rule_said check ((source = 'rule') = (rule is not null) and (rule is null) = (occurrence is null)),
  constraint task_rule_has_subject check (rule is null or coalesce(episode_id, client_id, session_id) is not null),
  constraint task_snooze_explained check ((snoozed_until is null) = (snooze_reason is null) and length(trim(coalesce(snooze_reason, 'x'))) > 0),
  constraint task_closing_said check ((state = 'open') = (closed_at is null) and (closed_at is null) = (closed_by_name is null)),
  constraint task_drop_explained check (state <> 'dropped' or length(trim(coalesce(close_reason, ''))) > 0)
);
-- What was dropped may be asked for again; what is open or done is not asked for twice.
create unique index task_once on episodes.task (clinic_id, rule, coalesce(episode_id, client_id, session_id), occurrence) where rule is not null and state <> 'dropped';
create index task_open_of_owner on episodes.task (clinic_id, owner_staff_id, due_on, id) where state = 'open';
create index task_open on episodes.task (clinic_id, due_on, id) where state = 'open';
create index task_by_client on episodes.task (client_id, opened_at desc) where client_id is not null;
create index task_by_rule on episodes.task (clinic_id, rule, coalesce(episode_id, client_id, session_id), occurrence) where rule is not null;

create view episodes.v_task as
  select id, clinic_id, source, rule, occurrence, title, note, client_id, episode_id, session_id, owner_staff_id, due_on, snoozed_until, snooze_reason,
    state, closed_at, closed_by_name, close_reason, opened_at, opened_by_name, version
  from episodes.task;
`;

export class Tasks20261127000700 implements MigrationInterface {
  readonly name = 'Tasks20261127000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view if exists episodes.v_task; drop table if exists episodes.task');
  }
}

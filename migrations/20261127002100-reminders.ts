import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema reminders;

-- What one person is to be told of one change of a session. What is said follows from the rule and from the session itself:
-- nobody's words are kept here.
create table reminders.message (
  id uuid primary key,
  clinic_id uuid not null constraint message_clinic references clinics.clinic (id),
  rule text not null constraint message_rule check (rule in ('you_lead', 'led_by_another', 'another_room', 'cancelled', 'changed', 'not_yours')),
  session_id uuid not null constraint message_session references scheduling.session (id) on delete cascade,
  -- Which change it tells of: the session's version then, and what of it people are told. Another version that says the same is no news.
  session_version int not null,
  told jsonb not null,
  channel text not null constraint message_channel check (channel in ('app', 'sms')),
  staff_id uuid,
  client_id uuid,
  state text not null constraint message_state check (state in ('due', 'held_back', 'told', 'superseded')),
  held_reason text constraint message_held_reason check (held_reason in ('no_consent', 'no_account')),
  -- The last thing that came of it, by whom and when. Who was not reached is still to be told.
  outcome text constraint message_outcome check (outcome in ('read', 'reached', 'left_word', 'not_reached')),
  outcome_at timestamptz,
  outcome_by_user_id uuid,
  outcome_by_name text,
  tries int not null default 0,
  -- The clinic day by which somebody should know.
  due_on date not null,
  made_at timestamptz not null,
  version int not null default 1,
  constraint message_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id),
  constraint message_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id),
  constraint message_to_one check (num_nonnulls(staff_id, client_id) = 1),
  constraint message_held_said check (state <> 'held_back' or held_reason is not null),
  constraint message_due_free check (state <> 'due' or held_reason is null),
  constraint message_told_said check ((state <> 'told') or (outcome in ('read', 'reached', 'left_word'))),
  constraint message_outcome_said check ((outcome is null) = (outcome_at is null) and (outcome is null) = (outcome_by_name is null))
);
-- Exactly one for each person, change of a session, channel and rule, whoever makes it and how often.
create unique index message_once on reminders.message (session_id, session_version, (coalesce(staff_id, client_id)), channel, rule);
create index message_by_time on reminders.message (clinic_id, made_at desc, id desc);
create index message_open on reminders.message (clinic_id, made_at desc, id desc) where state in ('due', 'held_back');
create index message_to_call on reminders.message (clinic_id, due_on) where state = 'held_back';
create index message_of_staff on reminders.message (staff_id, made_at desc, id desc) where state = 'due';
create index message_by_client on reminders.message (client_id) where client_id is not null;

create view reminders.v_message as select id, clinic_id, rule, session_id, channel, staff_id, client_id, state, held_reason, outcome, tries, due_on, made_at from reminders.message;
`;

/** What people are told when a session is no longer what they know. */
export class Reminders20261127002100 implements MigrationInterface {
  readonly name = 'Reminders20261127002100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists reminders cascade');
  }
}

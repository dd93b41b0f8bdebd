import type { MigrationInterface, QueryRunner } from 'typeorm';

const BASE = '00000000-0000-7000-8000-00000000b000';
const OURS = 'Product default; no authority claimed';
const VALUES = [
  ['waitlist.offer_minutes', 2880],
  ['waitlist.lead_days', 14],
] as const;

const UP = /* sql */ `
-- What the base layer says to programs, and to groups that belong to none.
create view programs.v_base_value as
  select v.parameter, v.population, v.value, v.effective_from, v.effective_to
  from programs.rule_value v join programs.rule_profile p on p.id = v.profile_id where p.layer = 'base' and p.clinic_id is null and v.superseded_at is null;

create table scheduling.waitlist_entry (
  id uuid primary key,
  clinic_id uuid not null,
  group_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  -- Whose turn it is: the lowest first. Rewritten when somebody is moved.
  position int not null,
  since timestamptz not null,
  -- About times and wishes; nothing clinical.
  note text,
  state text not null default 'waiting' constraint waitlist_entry_state check (state in ('waiting', 'offered', 'joined', 'declined', 'expired', 'withdrawn')),
  ended_at timestamptz,
  version int not null default 1,
  constraint waitlist_entry_group foreign key (group_id, clinic_id) references scheduling.therapy_group (id, clinic_id),
  constraint waitlist_entry_episode foreign key (episode_id, client_id, clinic_id) references episodes.episode (id, client_id, clinic_id),
  constraint waitlist_entry_ended check ((ended_at is not null) = (state not in ('waiting', 'offered'))),
  constraint waitlist_entry_in_group unique (id, group_id, clinic_id)
);
create unique index waitlist_entry_once on scheduling.waitlist_entry (group_id, client_id) where ended_at is null;
create index waitlist_entry_in_order on scheduling.waitlist_entry (group_id, position) where ended_at is null;
create index waitlist_entry_ended_lately on scheduling.waitlist_entry (group_id, ended_at) where ended_at is not null;
create index waitlist_entry_by_episode on scheduling.waitlist_entry (episode_id) where ended_at is null;

-- A free seat, kept for the person whose turn it is until they answer or the time is up.
create table scheduling.seat_offer (
  id uuid primary key,
  clinic_id uuid not null,
  group_id uuid not null,
  entry_id uuid not null,
  -- The first day on which the seat is free.
  starts_on date not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open' constraint seat_offer_state check (state in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
  closed_at timestamptz,
  reason text,
  constraint seat_offer_entry foreign key (entry_id, group_id, clinic_id) references scheduling.waitlist_entry (id, group_id, clinic_id),
  constraint seat_offer_times check (expires_at > offered_at),
  constraint seat_offer_closed check ((closed_at is not null) = (state <> 'open'))
);
create unique index seat_offer_one_open on scheduling.seat_offer (entry_id) where state = 'open';
create index seat_offer_by_entry on scheduling.seat_offer (entry_id, offered_at);
create index seat_offer_of_group on scheduling.seat_offer (group_id) where state = 'open';
create index seat_offer_to_expire on scheduling.seat_offer (expires_at) where state = 'open';
create index seat_offer_open on scheduling.seat_offer (clinic_id, expires_at, id) where state = 'open';

-- An open offer keeps its seat in every session to come: nobody else can be booked into it, on any path.
create table scheduling.seat_hold (
  offer_id uuid not null constraint seat_hold_offer references scheduling.seat_offer (id) on delete cascade,
  session_id uuid not null constraint seat_hold_session references scheduling.session (id) on delete cascade,
  clinic_id uuid not null,
  primary key (offer_id, session_id)
);
create index seat_hold_by_session on scheduling.seat_hold (session_id);

alter table scheduling.session add column seats_held int not null default 0;
alter table scheduling.session drop constraint session_capacity_held;
alter table scheduling.session add constraint session_capacity_held check (seats_taken >= 0 and seats_held >= 0 and seats_taken + seats_held <= capacity);

create function scheduling.count_seats_held() returns trigger language plpgsql as $$
begin
  update scheduling.session s set seats_held = s.seats_held + d.n from (select session_id, count(*)::int as n from added group by session_id order by session_id) d where s.id = d.session_id;
  return null;
end $$;
create function scheduling.count_seats_let_go() returns trigger language plpgsql as $$
begin
  update scheduling.session s set seats_held = s.seats_held - d.n from (select session_id, count(*)::int as n from removed group by session_id order by session_id) d where s.id = d.session_id;
  return null;
end $$;
create trigger seat_hold_added after insert on scheduling.seat_hold referencing new table as added for each statement execute function scheduling.count_seats_held();
create trigger seat_hold_removed after delete on scheduling.seat_hold referencing old table as removed for each statement execute function scheduling.count_seats_let_go();

-- Sessions made while an offer is open keep the seat too. The group's row is locked, so that an offer made at the same
-- moment is seen here, or sees these sessions.
create function scheduling.hold_offered_seats() returns trigger language plpgsql as $$
begin
  if not exists (select from added where group_id is not null) then return null; end if;
  perform from scheduling.therapy_group where id in (select group_id from added) order by id for share;
  insert into scheduling.seat_hold (offer_id, session_id, clinic_id)
  select o.id, s.id, s.clinic_id
  from added a join scheduling.session s on s.id = a.id
  join lateral (select id, row_number() over (order by offered_at, id) as n from scheduling.seat_offer where group_id = s.group_id and state = 'open' and starts_on <= s.clinic_day) o on true
  where s.status <> 'cancelled' and s.ends_at > (select min(offered_at) from scheduling.seat_offer where group_id = s.group_id and state = 'open')
    and s.seats_taken + o.n <= s.capacity
  on conflict do nothing;
  return null;
end $$;
create trigger session_holds_offered_seats after insert on scheduling.session referencing new table as added for each statement execute function scheduling.hold_offered_seats();

-- The most members a group has at once on any day from a day on.
create function scheduling.most_members(p_group uuid, p_from date) returns int language sql stable as $$
  select coalesce(max(n), 0)::int from (
    select (select count(*) from scheduling.group_member m where m.group_id = p_group and m.joined_on <= d.day and (m.left_on is null or m.left_on >= d.day)) as n
    from (select p_from as day union select joined_on from scheduling.group_member where group_id = p_group and joined_on > p_from) d) counted
$$;

-- Members at once and open offers together never pass the seats, from the day the first offer begins: an offered seat
-- cannot be given away by a membership either, also where no session lies ahead yet.
create function scheduling.keep_offered_seats() returns trigger language plpgsql as $$
declare seats int; offers int; first_day date;
begin
  select capacity into seats from scheduling.therapy_group where id = new.group_id for no key update;
  select count(*), min(starts_on) into offers, first_day from scheduling.seat_offer where group_id = new.group_id and state = 'open';
  if offers > 0 and (new.left_on is null or new.left_on >= first_day) and scheduling.most_members(new.group_id, first_day) + offers > seats then
    raise exception 'the seat is offered to somebody who waited' using errcode = '23514', constraint = 'group_seats_kept', table = 'group_member', schema = 'scheduling';
  end if;
  return null;
end $$;
create trigger group_member_seats_kept_added after insert on scheduling.group_member for each row execute function scheduling.keep_offered_seats();
create trigger group_member_seats_kept_longer after update of joined_on, left_on on scheduling.group_member for each row
  when (new.joined_on < old.joined_on or coalesce(new.left_on, 'infinity') > coalesce(old.left_on, 'infinity')) execute function scheduling.keep_offered_seats();

-- To everybody above, a seat that is kept for somebody is a seat that is taken.
create or replace view scheduling.v_session as
  select id, clinic_id, kind, title, service_id, program_id, group_id, series_id, starts_at, ends_at, clinic_day, room_id, telehealth,
    capacity, seats_taken + seats_held as seats_taken, counts_toward_hours, breaks, status, live, external_source, external_id from scheduling.session;
create view scheduling.v_waitlist_entry as
  select id, clinic_id, group_id, episode_id, client_id, since, state, ended_at from scheduling.waitlist_entry;
create view scheduling.v_seat_offer as
  select id, clinic_id, group_id, entry_id, starts_on, offered_at, expires_at, state, closed_at from scheduling.seat_offer;
`;

const DOWN = /* sql */ `
drop view scheduling.v_seat_offer, scheduling.v_waitlist_entry;
create or replace view scheduling.v_session as
  select id, clinic_id, kind, title, service_id, program_id, group_id, series_id, starts_at, ends_at, clinic_day, room_id, telehealth,
    capacity, seats_taken, counts_toward_hours, breaks, status, live, external_source, external_id from scheduling.session;
drop trigger group_member_seats_kept_longer on scheduling.group_member;
drop trigger group_member_seats_kept_added on scheduling.group_member;
drop function scheduling.keep_offered_seats();
drop function scheduling.most_members(uuid, date);
drop trigger session_holds_offered_seats on scheduling.session;
drop function scheduling.hold_offered_seats();
drop table scheduling.seat_hold, scheduling.seat_offer, scheduling.waitlist_entry;
drop function scheduling.count_seats_held(), scheduling.count_seats_let_go();
alter table scheduling.session drop constraint session_capacity_held;
alter table scheduling.session drop column seats_held;
alter table scheduling.session add constraint session_capacity_held check (seats_taken between 0 and capacity);
drop view programs.v_base_value;
`;

export class Waitlist20261127000300 implements MigrationInterface {
  readonly name = 'Waitlist20261127000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
    await runner.query(
      `insert into programs.rule_value (id, profile_id, parameter, value, effective_from, source, evidence)
       select gen_random_uuid(), $1, parameter, value, '0001-01-01', $3, 'D' from jsonb_to_recordset($2::jsonb) as v(parameter text, value jsonb)`,
      [BASE, JSON.stringify(VALUES.map(([parameter, value]) => ({ parameter, value }))), OURS],
    );
    // The policies that stand were resolved before these parameters were known: they say what the base layer says.
    await runner.query('alter table programs.policy_version disable trigger policy_version_append_only');
    await runner.query(
      `update programs.policy_version k set parameters = k.parameters || added.parameters
       from (select jsonb_object_agg(v.parameter, jsonb_build_object('value', v.value, 'layer', 'base', 'profileId', p.id, 'profileName', p.name, 'source', v.source, 'evidence', v.evidence)) as parameters
         from programs.rule_value v join programs.rule_profile p on p.id = v.profile_id where p.id = $1 and v.parameter = any ($2::text[])) added
       where k.superseded_at is null and k.parameters <> '{}'::jsonb`,
      [BASE, VALUES.map(([parameter]) => parameter)],
    );
    await runner.query('alter table programs.policy_version enable trigger policy_version_append_only');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
    const parameters = VALUES.map(([parameter]) => parameter);
    for (const [table, trigger] of [['policy_version', 'policy_version_append_only'], ['rule_value', 'rule_value_append_only']]) await runner.query(`alter table programs.${table} disable trigger ${trigger}`);
    await runner.query('update programs.policy_version set parameters = parameters - $1::text[]', [parameters]);
    await runner.query('delete from programs.rule_value where parameter = any ($1::text[])', [parameters]);
    for (const [table, trigger] of [['policy_version', 'policy_version_append_only'], ['rule_value', 'rule_value_append_only']]) await runner.query(`alter table programs.${table} enable trigger ${trigger}`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema scheduling;

create table scheduling.therapy_group (
  id uuid primary key,
  clinic_id uuid not null constraint therapy_group_clinic references clinics.clinic (id),
  program_id uuid,
  service_id uuid not null,
  name text not null,
  room_id uuid,
  telehealth boolean not null default false,
  telehealth_url text,
  minimum int not null default 2,
  capacity int not null,
  enrollment text not null default 'open' constraint therapy_group_enrollment check (enrollment in ('open', 'closed')),
  curriculum jsonb not null default '[]',
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint therapy_group_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint therapy_group_service foreign key (service_id, clinic_id) references programs.service (id, clinic_id),
  constraint therapy_group_room foreign key (room_id, clinic_id) references clinics.room (id, clinic_id),
  constraint therapy_group_size check (1 <= minimum and minimum <= capacity and capacity <= 200),
  constraint therapy_group_name_once unique (clinic_id, name),
  constraint therapy_group_in_clinic unique (id, clinic_id)
);

create table scheduling.group_facilitator (
  group_id uuid not null,
  staff_id uuid not null,
  clinic_id uuid not null,
  position int not null default 1,
  primary key (group_id, staff_id),
  constraint group_facilitator_group foreign key (group_id, clinic_id) references scheduling.therapy_group (id, clinic_id) on delete cascade,
  constraint group_facilitator_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id)
);

-- Who belongs to a group, from a day to a day. Join and leave dates change future sessions only.
create table scheduling.group_member (
  id uuid primary key,
  clinic_id uuid not null,
  group_id uuid not null,
  episode_id uuid not null,
  client_id uuid not null,
  joined_on date not null,
  left_on date,
  version int not null default 1,
  constraint group_member_group foreign key (group_id, clinic_id) references scheduling.therapy_group (id, clinic_id),
  constraint group_member_episode foreign key (episode_id, client_id, clinic_id) references episodes.episode (id, client_id, clinic_id),
  constraint group_member_days check (left_on is null or left_on >= joined_on),
  constraint group_member_once exclude using gist (
    group_id with =, client_id with =, daterange(joined_on, left_on, '[]') with &&)
);
create index group_member_by_group on scheduling.group_member (group_id, joined_on);
create index group_member_by_episode on scheduling.group_member (episode_id);

create table scheduling.series (
  id uuid primary key,
  clinic_id uuid not null constraint series_clinic references clinics.clinic (id),
  group_id uuid,
  rule text not null,
  start_day date not null,
  start_time time not null,
  duration_minutes int not null constraint series_duration check (duration_minutes between 5 and 720),
  time_zone text not null,
  -- What each of its sessions is made from. A series of a group follows the group's title, service, place and people
  -- instead; who attends is then who belongs to the group on that day.
  kind text not null constraint series_kind check (kind in ('individual', 'group', 'family')),
  title text not null,
  service_id uuid not null,
  program_id uuid,
  room_id uuid,
  telehealth boolean not null default false,
  telehealth_url text,
  capacity int not null constraint series_capacity check (capacity between 1 and 500),
  -- Unpaid breaks: [{afterMinutes, minutes}], counted from the start of each session.
  breaks jsonb not null default '[]',
  outside_hours_reason text,
  -- Sessions exist up to this day; the horizon job carries it on.
  generated_until date,
  ended_on date,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint series_group foreign key (group_id, clinic_id) references scheduling.therapy_group (id, clinic_id),
  constraint series_service foreign key (service_id, clinic_id) references programs.service (id, clinic_id),
  constraint series_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint series_room foreign key (room_id, clinic_id) references clinics.room (id, clinic_id),
  constraint series_in_clinic unique (id, clinic_id)
);
create index series_by_group on scheduling.series (group_id) where group_id is not null;
create index series_to_extend on scheduling.series (generated_until) where ended_on is null;

create table scheduling.series_staff (
  series_id uuid not null,
  staff_id uuid not null,
  clinic_id uuid not null,
  position int not null default 1,
  primary key (series_id, staff_id),
  constraint series_staff_series foreign key (series_id, clinic_id) references scheduling.series (id, clinic_id) on delete cascade,
  constraint series_staff_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id)
);

create table scheduling.series_client (
  series_id uuid not null,
  client_id uuid not null,
  clinic_id uuid not null,
  primary key (series_id, client_id),
  constraint series_client_series foreign key (series_id, clinic_id) references scheduling.series (id, clinic_id) on delete cascade,
  constraint series_client_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id)
);

-- Days the rule gives and no session was made for: closed, left out by a person, or in conflict when the horizon moved on.
-- A conflict stays open until somebody settles it, so that no occurrence is ever lost in silence.
create table scheduling.series_gap (
  series_id uuid not null,
  day date not null,
  clinic_id uuid not null,
  cause text not null constraint series_gap_cause check (cause in ('closed', 'left_out', 'conflict')),
  in_the_way jsonb not null default '[]',
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (series_id, day),
  constraint series_gap_series foreign key (series_id, clinic_id) references scheduling.series (id, clinic_id) on delete cascade
);
create index series_gap_open on scheduling.series_gap (clinic_id, day) where cause = 'conflict' and settled_at is null;

create table scheduling.session (
  id uuid primary key,
  clinic_id uuid not null constraint session_clinic references clinics.clinic (id),
  kind text not null constraint session_kind check (kind in ('individual', 'group', 'family')),
  title text not null,
  service_id uuid not null,
  program_id uuid,
  group_id uuid,
  series_id uuid,
  -- Which occurrence of the series this is: the clinic day its rule gave, even after the session was moved.
  series_day date,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The clinic day it starts on, in the clinic's zone, and the day's sessions are found by it.
  clinic_day date not null,
  room_id uuid,
  room_shareable boolean,
  telehealth boolean not null default false,
  telehealth_url text,
  modality text,
  capacity int not null constraint session_capacity_positive check (capacity between 1 and 500),
  seats_taken int not null default 0,
  counts_toward_hours boolean not null,
  -- Unpaid breaks: [{startsAt, endsAt}], not credited.
  breaks jsonb not null default '[]',
  status text not null default 'scheduled' constraint session_status check (status in ('scheduled', 'cancelled')),
  cancel_reason text,
  live boolean generated always as (status <> 'cancelled') stored,
  outside_hours_reason text,
  note text,
  external_source text,
  external_id text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint session_order check (starts_at < ends_at and ends_at - starts_at <= interval '24 hours'),
  constraint session_service foreign key (service_id, clinic_id) references programs.service (id, clinic_id),
  constraint session_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint session_group foreign key (group_id, clinic_id) references scheduling.therapy_group (id, clinic_id),
  constraint session_series foreign key (series_id, clinic_id) references scheduling.series (id, clinic_id),
  constraint session_room foreign key (room_id, clinic_id) references clinics.room (id, clinic_id),
  constraint session_room_shareable foreign key (room_id, room_shareable) references clinics.room (id, shareable) on update cascade,
  constraint session_room_shareable_said check ((room_id is null) = (room_shareable is null)),
  constraint session_cancel_said check ((status = 'cancelled') = (cancel_reason is not null)),
  -- Children carry these five and follow them, so their own constraints always see the truth.
  constraint session_times unique (id, clinic_id, starts_at, ends_at, live),
  constraint session_capacity_held check (seats_taken between 0 and capacity),
  constraint session_room_free exclude using gist (
    room_id with =, tstzrange(starts_at, ends_at, '[)') with &&) where (status <> 'cancelled' and room_id is not null and not room_shareable)
-- A session changes as people join it: room is left on its page, so that its many indexes need not follow.
) with (fillfactor = 75);
create index session_by_day on scheduling.session (clinic_id, clinic_day, starts_at, id);
create index session_by_group on scheduling.session (group_id, starts_at) where group_id is not null;
create unique index session_series_day_once on scheduling.session (series_id, series_day) where series_id is not null;
create unique index session_external_once on scheduling.session (clinic_id, external_source, external_id) where external_id is not null;
create index session_by_end on scheduling.session (clinic_id, ends_at) where status <> 'cancelled';

create table scheduling.session_staff (
  session_id uuid not null,
  staff_id uuid not null,
  clinic_id uuid not null,
  position int not null default 1,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  live boolean not null,
  primary key (session_id, staff_id),
  constraint session_staff_session foreign key (session_id, clinic_id, starts_at, ends_at, live)
    references scheduling.session (id, clinic_id, starts_at, ends_at, live) on update cascade on delete cascade,
  constraint session_staff_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id),
  constraint session_staff_free exclude using gist (
    staff_id with =, tstzrange(starts_at, ends_at, '[)') with &&) where (live)
);
create index session_staff_by_staff on scheduling.session_staff (staff_id, starts_at);

create table scheduling.participation (
  id uuid primary key,
  clinic_id uuid not null,
  session_id uuid not null,
  client_id uuid not null,
  -- Hours belong to an episode. Null for a client seen outside any episode (an intake visit, an imported past).
  episode_id uuid,
  status text not null default 'booked' constraint participation_status check (status in
    ('booked', 'attended', 'late', 'left_early', 'no_show', 'excused', 'cancelled')),
  walk_in boolean not null default false,
  is_make_up boolean not null default false,
  -- Attendance. Recorded when status is attended, late, left_early, no_show or excused.
  arrived_at timestamptz,
  departed_at timestamptz,
  credited_minutes int not null default 0,
  reason text,
  recorded_at timestamptz,
  recorded_by_user_id uuid,
  recorded_by_name text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  live boolean not null,
  -- Present (or expected to be): holds a seat and the client's time.
  holds_seat boolean generated always as (status in ('booked', 'attended', 'late', 'left_early')) stored,
  external_source text,
  external_id text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint participation_once unique (session_id, client_id),
  constraint participation_session foreign key (session_id, clinic_id, starts_at, ends_at, live)
    references scheduling.session (id, clinic_id, starts_at, ends_at, live) on update cascade,
  constraint participation_client foreign key (client_id, clinic_id) references clients.client (id, clinic_id),
  constraint participation_episode foreign key (episode_id, client_id, clinic_id) references episodes.episode (id, client_id, clinic_id),
  constraint participation_client_free exclude using gist (
    client_id with =, tstzrange(starts_at, ends_at, '[)') with &&) where (live and status in ('booked', 'attended', 'late', 'left_early')),
  constraint participation_recorded check ((recorded_at is not null) = (status in ('attended', 'late', 'left_early', 'no_show', 'excused'))),
  constraint participation_not_on_cancelled check (live or status in ('booked', 'cancelled', 'excused')),
  -- Nobody attends the future: a person may be checked in at most an hour early, and missed only what has begun.
  constraint participation_not_in_future check (
    (status not in ('attended', 'late', 'left_early') or recorded_at >= starts_at - interval '60 minutes')
    and (status <> 'no_show' or recorded_at >= starts_at)),
  constraint participation_arrival check (arrived_at is null or (status in ('attended', 'late', 'left_early') and arrived_at < ends_at and arrived_at >= starts_at - interval '24 hours')),
  constraint participation_departure check (departed_at is null or (status in ('attended', 'late', 'left_early') and departed_at > coalesce(arrived_at, starts_at) )),
  constraint participation_credit check (credited_minutes between 0 and 1440 and (credited_minutes = 0 or status in ('attended', 'late', 'left_early')))
);
create unique index participation_external_once on scheduling.participation (clinic_id, external_source, external_id) where external_id is not null;
create index participation_by_client on scheduling.participation (client_id, starts_at);
create index participation_by_episode on scheduling.participation (episode_id, starts_at) where episode_id is not null;
create index participation_to_record on scheduling.participation (clinic_id, ends_at) where (status = 'booked' and live);

-- Recording the future is impossible whoever writes: the database's own clock is asked too.
create function scheduling.attendance_not_ahead() returns trigger language plpgsql as $$
begin
  if new.recorded_at > clock_timestamp() + interval '5 minutes' then
    raise exception 'attendance cannot be recorded ahead of time'
      using errcode = '23514', constraint = 'participation_not_ahead', table = 'participation', schema = 'scheduling';
  end if;
  return new;
end $$;
create trigger participation_not_ahead before insert or update of recorded_at on scheduling.participation
  for each row when (new.recorded_at is not null) execute function scheduling.attendance_not_ahead();

-- The seats of a session, counted where nobody can go around it: the count moves under the session's row lock, and
-- session_capacity_held refuses the one too many.
create function scheduling.count_seat_added() returns trigger language plpgsql as $$
begin
  update scheduling.session set seats_taken = seats_taken + 1 where id = new.session_id;
  return null;
end $$;
create function scheduling.count_seats_removed() returns trigger language plpgsql as $$
begin
  update scheduling.session s set seats_taken = s.seats_taken - d.n
  from (select session_id, count(*)::int as n from removed where holds_seat group by session_id order by session_id) d
  where s.id = d.session_id;
  return null;
end $$;
create function scheduling.count_seats_changed() returns trigger language plpgsql as $$
begin
  update scheduling.session s set seats_taken = s.seats_taken + d.n
  from (
    select session_id, sum(n)::int as n from (
      select session_id, 1 as n from added where holds_seat
      union all select session_id, -1 from removed where holds_seat) c
    group by session_id having sum(n) <> 0 order by session_id) d
  where s.id = d.session_id;
  return null;
end $$;
create trigger participation_seats_added after insert on scheduling.participation
  for each row when (new.holds_seat) execute function scheduling.count_seat_added();
create trigger participation_seats_removed after delete on scheduling.participation
  referencing old table as removed for each statement execute function scheduling.count_seats_removed();
create trigger participation_seats_changed after update on scheduling.participation
  referencing old table as removed new table as added for each statement execute function scheduling.count_seats_changed();

create view scheduling.v_session as
  select id, clinic_id, kind, title, service_id, program_id, group_id, series_id, starts_at, ends_at, clinic_day, room_id, telehealth,
    capacity, seats_taken, counts_toward_hours, breaks, status, live, external_source, external_id from scheduling.session;
-- What attendance records of a place: the one view of this schema that is written through.
create view scheduling.v_attendance as
  select id, clinic_id, session_id, client_id, episode_id, status, arrived_at, departed_at, credited_minutes, reason, recorded_at,
    recorded_by_user_id, recorded_by_name, starts_at, ends_at, live, version from scheduling.participation;
create view scheduling.v_group as
  select id, clinic_id, program_id, service_id, name, room_id, telehealth, minimum, capacity, enrollment, active from scheduling.therapy_group;
create view scheduling.v_group_member as select id, clinic_id, group_id, episode_id, client_id, joined_on, left_on from scheduling.group_member;
create view scheduling.v_session_staff as select session_id, staff_id, clinic_id, position, starts_at, ends_at, live from scheduling.session_staff;
create view scheduling.v_participation as
  select id, clinic_id, session_id, client_id, episode_id, status, walk_in, is_make_up, arrived_at, departed_at, credited_minutes, reason,
    recorded_at, recorded_by_name, starts_at, ends_at, live, holds_seat, external_source, external_id from scheduling.participation;

-- Everything the rules of booking ask of the floors below, in one read: of a service, a program, a room, staff and clients,
-- between two days. Its plan costs several times what running it does, so it is made once for each connection.
-- Bookings with the same keys wait here for each other until the transaction ends.
create function scheduling.booking_facts(p_clinic uuid, p_service uuid, p_program uuid, p_room uuid, p_staff uuid[], p_clients uuid[], p_from date, p_to date, p_keys text[]) returns json language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest(p_keys) key;
  return (select json_build_object(
    'service', (select json_build_object('name', name, 'kind', kind, 'countsTowardHours', counts_toward_hours, 'defaultMinutes', default_minutes,
        'capacity', capacity, 'modality', modality, 'disciplines', disciplines, 'active', active)
      from programs.v_service where id = p_service and clinic_id = p_clinic),
    'program', (select json_build_object('active', p.active, 'groupCapacity', (select v.group_capacity from programs.v_policy_version v
        where v.program_id = p.id and v.effective_from <= p_from and (v.effective_to is null or v.effective_to >= p_from) limit 1))
      from programs.v_program p where p.id = p_program and p.clinic_id = p_clinic),
    'room', (select json_build_object('capacity', capacity, 'shareable', shareable, 'active', active)
      from clinics.v_room where id = p_room and clinic_id = p_clinic),
    'staff', coalesce((select json_agg(json_build_object('staffId', s.id, 'discipline', s.discipline, 'active', s.active, 'supervised', coalesce(v.active, false),
        'credentials', coalesce((select json_agg(json_build_object('issuedOn', c.issued_on, 'expiresOn', c.expires_on)) from team.v_credential c where c.staff_id = s.id), '[]')))
      from team.v_staff s left join team.v_staff v on v.id = s.supervisor_id
      where s.clinic_id = p_clinic and s.id = any (p_staff)), '[]'),
    'clients', coalesce((select json_agg(json_build_object('clientId', c.id, 'archived', c.status = 'archived',
        'episodes', coalesce((select json_agg(json_build_object('id', e.id, 'programId', e.program_id, 'from', e.admitted_on, 'to', e.discharged_on) order by e.admitted_on desc, e.id)
          from episodes.v_episode e where e.client_id = c.id and e.admitted_on <= p_to and (e.discharged_on is null or e.discharged_on >= p_from)), '[]')))
      from clients.v_client c where c.clinic_id = p_clinic and c.id = any (p_clients)), '[]'),
    'openingHours', coalesce((select json_agg(json_build_array(weekday, left(opens::text, 5), left(closes::text, 5), room_id is not null))
      from clinics.v_opening_hours where clinic_id = p_clinic and (room_id is null or room_id = p_room)), '[]'),
    'closures', coalesce((select json_agg(json_build_object('day', day, 'reason', reason) order by day)
      from clinics.v_closure where clinic_id = p_clinic and day between p_from and p_to), '[]'),
    'availability', coalesce((select json_agg(json_build_array(staff_id, weekday, left(starts::text, 5), left(ends::text, 5), effective_from, effective_to))
      from team.v_availability where staff_id = any (p_staff) and clinic_id = p_clinic and effective_from <= p_to and (effective_to is null or effective_to >= p_from)), '[]'),
    'timeOff', coalesce((select json_agg(json_build_object('staffId', staff_id, 'startsAt', starts_at, 'endsAt', ends_at))
      from team.v_time_off where staff_id = any (p_staff) and clinic_id = p_clinic
        and tstzrange(starts_at, ends_at) && tstzrange(p_from - interval '1 day', p_to + interval '3 days')), '[]')
  ));
end $$;
`;

export class Scheduling20261123000800 implements MigrationInterface {
  readonly name = 'Scheduling20261123000800';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists scheduling cascade');
  }
}

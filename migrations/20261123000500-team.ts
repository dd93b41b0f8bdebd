import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema team;

create table team.staff (
  id uuid primary key,
  clinic_id uuid not null constraint staff_clinic references clinics.clinic (id),
  user_id uuid,
  given_name text not null constraint staff_named check (length(trim(given_name)) > 0),
  family_name text not null default '',
  discipline text not null,
  title text,
  email text,
  phone text,
  languages text[] not null default '{}',
  supervisor_id uuid,
  active boolean not null default true,
  external_source text,
  external_id text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  sort_name text generated always as (platform.plain(coalesce(nullif(family_name, '') || ' ', '') || given_name)) stored,
  -- What search looks through: name, title, e-mail; lower case, without accents.
  search_text text generated always as (platform.plain(
    given_name || ' ' || family_name || ' ' || coalesce(title, '') || ' ' || coalesce(email, ''))) stored,
  constraint staff_in_clinic unique (id, clinic_id),
  constraint staff_external_once unique (clinic_id, external_source, external_id),
  constraint staff_supervisor foreign key (supervisor_id, clinic_id) references team.staff (id, clinic_id),
  constraint staff_not_own_supervisor check (supervisor_id <> id)
);
create index staff_by_name on team.staff (clinic_id, sort_name, id);
create unique index staff_one_per_user on team.staff (clinic_id, user_id) where user_id is not null;
create index staff_by_user on team.staff (user_id) where user_id is not null;
create index staff_by_supervisor on team.staff (supervisor_id) where supervisor_id is not null;
create index staff_search on team.staff using gin (search_text gin_trgm_ops);

create table team.credential (
  id uuid primary key,
  clinic_id uuid not null,
  staff_id uuid not null,
  kind text not null,
  number text not null,
  state text,
  issued_on date,
  expires_on date,
  verified_on date,
  version int not null default 1,
  constraint credential_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id),
  constraint credential_order check (expires_on is null or issued_on is null or expires_on >= issued_on),
  constraint credential_once unique (staff_id, kind, number)
);
create index credential_by_expiry on team.credential (clinic_id, expires_on);

-- Weekly availability in wall time, from a day to a day.
create table team.availability (
  id uuid primary key,
  clinic_id uuid not null,
  staff_id uuid not null,
  weekday int not null constraint availability_weekday check (weekday between 1 and 7),
  starts time not null,
  ends time not null,
  effective_from date not null,
  effective_to date,
  constraint availability_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id),
  constraint availability_order check (starts < ends),
  constraint availability_days check (effective_to is null or effective_to >= effective_from),
  -- Minutes of the day, touching ends allowed.
  constraint availability_once exclude using gist (
    staff_id with =, weekday with =,
    int4range((extract(epoch from starts) / 60)::int, (extract(epoch from ends) / 60)::int) with &&,
    daterange(effective_from, effective_to, '[]') with &&)
);
create index availability_by_staff on team.availability (staff_id, weekday);

create table team.time_off (
  id uuid primary key,
  clinic_id uuid not null,
  staff_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null,
  version int not null default 1,
  constraint time_off_staff foreign key (staff_id, clinic_id) references team.staff (id, clinic_id),
  constraint time_off_order check (starts_at < ends_at),
  constraint time_off_once exclude using gist (staff_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index time_off_by_day on team.time_off (clinic_id, ends_at);

create view team.v_staff as
  select id, clinic_id, user_id, given_name, family_name, discipline, title, languages, active, supervisor_id, sort_name, external_source, external_id from team.staff;
create view team.v_availability as select clinic_id, staff_id, weekday, starts, ends, effective_from, effective_to from team.availability;
create view team.v_time_off as select id, clinic_id, staff_id, starts_at, ends_at from team.time_off;
create view team.v_credential as select id, clinic_id, staff_id, kind, number, issued_on, expires_on, verified_on from team.credential;
`;

export class Team20261123000500 implements MigrationInterface {
  readonly name = 'Team20261123000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists team cascade');
  }
}

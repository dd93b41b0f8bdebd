import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema clinics;

create table clinics.clinic (
  id uuid primary key,
  name text not null constraint clinic_name_said check (length(trim(name)) > 0),
  slug text not null constraint clinic_slug_once unique constraint clinic_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  time_zone text not null,
  phone text,
  address text,
  is_demo boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now()
);

create table clinics.room (
  id uuid primary key,
  clinic_id uuid not null constraint room_clinic references clinics.clinic (id),
  name text not null,
  capacity int not null constraint room_capacity_positive check (capacity between 1 and 500),
  shareable boolean not null default false,
  active boolean not null default true,
  external_id text,
  version int not null default 1,
  constraint room_name_once unique (clinic_id, name),
  constraint room_in_clinic unique (id, clinic_id),
  constraint room_shareable_known unique (id, shareable)
);

-- When the clinic (room_id null) or one room is open on a weekday, in wall time.
create table clinics.opening_hours (
  id uuid primary key,
  clinic_id uuid not null constraint opening_hours_clinic references clinics.clinic (id),
  room_id uuid,
  weekday int not null constraint opening_hours_weekday check (weekday between 1 and 7),
  opens time not null,
  closes time not null,
  constraint opening_hours_room foreign key (room_id, clinic_id) references clinics.room (id, clinic_id) on delete cascade,
  constraint opening_hours_order check (opens < closes),
  -- Minutes of the day, touching ends allowed; the clinic's own hours stand for the room without an id.
  constraint opening_hours_once exclude using gist (
    clinic_id with =, coalesce(room_id, clinic_id) with =, weekday with =,
    int4range((extract(epoch from opens) / 60)::int, (extract(epoch from closes) / 60)::int) with &&)
);
create index opening_hours_by_clinic on clinics.opening_hours (clinic_id, room_id, weekday);

-- Days the clinic is closed. Sessions of a series skip them and weeks are prorated by them.
create table clinics.closure (
  id uuid primary key,
  clinic_id uuid not null constraint closure_clinic references clinics.clinic (id),
  day date not null,
  reason text not null,
  version int not null default 1,
  constraint closure_once unique (clinic_id, day)
);

create view clinics.v_clinic as select id, name, slug, time_zone, is_demo from clinics.clinic;
create view clinics.v_room as select id, clinic_id, name, capacity, shareable, active, external_id from clinics.room;
create view clinics.v_opening_hours as select clinic_id, room_id, weekday, opens, closes from clinics.opening_hours;
create view clinics.v_closure as select clinic_id, day, reason from clinics.closure;
`;

export class Clinics20261123000300 implements MigrationInterface {
  readonly name = 'Clinics20261123000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists clinics cascade');
  }
}

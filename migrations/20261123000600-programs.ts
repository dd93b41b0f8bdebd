import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
create schema programs;

create table programs.program (
  id uuid primary key,
  clinic_id uuid not null constraint program_clinic references clinics.clinic (id),
  name text not null,
  code text not null,
  population text not null constraint program_population check (population in ('adult', 'adolescent')),
  track text not null constraint program_track check (track in ('mental_health', 'substance_use', 'co_occurring')),
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  constraint program_name_once unique (clinic_id, name),
  constraint program_code_once unique (clinic_id, code),
  constraint program_in_clinic unique (id, clinic_id)
);

-- A layer of numbers: base < state < accreditor < payer < program. Clinic null: shipped, the same for all.
create table programs.rule_profile (
  id uuid primary key,
  clinic_id uuid constraint rule_profile_clinic references clinics.clinic (id),
  layer text not null constraint rule_profile_layer check (layer in ('base', 'state', 'accreditor', 'payer', 'program')),
  name text not null,
  program_id uuid,
  version int not null default 1,
  constraint rule_profile_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint rule_profile_program_layer check ((layer = 'program') = (program_id is not null)),
  -- The base is the same for all; a program's own numbers belong to its clinic; the layers between are shipped as
  -- examples (no clinic) or a clinic's own.
  constraint rule_profile_base_shared check (layer <> 'base' or clinic_id is null),
  constraint rule_profile_program_owned check (layer <> 'program' or clinic_id is not null)
);
create unique index rule_profile_name_once on programs.rule_profile (clinic_id, layer, name) nulls not distinct where layer <> 'program';
create unique index rule_profile_one_per_program on programs.rule_profile (program_id) where program_id is not null;

-- A row that is superseded, never rewritten: the one change it takes is being told when another took its place.
create function programs.only_superseded() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.superseded_at is null and new.superseded_at is not null
    and to_jsonb(old) - 'superseded_at' = to_jsonb(new) - 'superseded_at' then
    return new;
  end if;
  raise exception 'rows of %.% are superseded, never changed or removed', tg_table_schema, tg_table_name
    using errcode = '23514', constraint = tg_table_name || '_append_only', table = tg_table_name, schema = tg_table_schema;
end $$;

-- One number of a profile, from a day to a day, with where it comes from, who set it and why. Ending a value supersedes
-- its row and writes it again with its last day, so what was known when can always be shown.
create table programs.rule_value (
  id uuid primary key,
  profile_id uuid not null constraint rule_value_profile references programs.rule_profile (id),
  parameter text not null,
  -- For programs of this population only; null: for all.
  population text constraint rule_value_population check (population in ('adult', 'adolescent')),
  value jsonb not null,
  effective_from date not null,
  effective_to date,
  source text not null constraint rule_value_sourced check (length(trim(source)) > 0),
  evidence text not null constraint rule_value_evidence check (evidence in ('P', 'S', 'K', 'D')),
  reason text,
  author_name text not null default 'Stepwell',
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint rule_value_days check (effective_to is null or effective_to >= effective_from),
  constraint rule_value_one_at_a_time exclude using gist (
    profile_id with =, parameter with =, coalesce(population, '') with =, daterange(effective_from, effective_to, '[]') with &&)
    where (superseded_at is null)
);
create index rule_value_by_profile on programs.rule_value (profile_id, parameter);
create trigger rule_value_append_only before update or delete on programs.rule_value
  for each row execute function programs.only_superseded();

-- Which shared profiles a program follows, and when.
create table programs.program_profile (
  id uuid primary key,
  program_id uuid not null constraint program_profile_program references programs.program (id),
  profile_id uuid not null constraint program_profile_profile references programs.rule_profile (id),
  effective_from date not null,
  effective_to date,
  reason text,
  author_name text not null default 'Stepwell',
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint program_profile_days check (effective_to is null or effective_to >= effective_from),
  constraint program_profile_one_at_a_time exclude using gist (
    program_id with =, profile_id with =, daterange(effective_from, effective_to, '[]') with &&)
    where (superseded_at is null)
);
create index program_profile_by_profile on programs.program_profile (profile_id, program_id);
create trigger program_profile_append_only before update or delete on programs.program_profile
  for each row execute function programs.only_superseded();

-- The resolved policy of a program for a range of days: every parameter with the layer and source that won. Never
-- changed; when a layer changes, the versions it touches are superseded and new ones written, so that what was judged by
-- a version can always show it.
create table programs.policy_version (
  id uuid primary key,
  clinic_id uuid not null,
  program_id uuid not null,
  number int not null,
  effective_from date not null,
  effective_to date,
  -- The parameters the week is computed from, as columns, so that the ledger and the board can join them.
  week_starts_on int not null constraint policy_version_week_start check (week_starts_on between 1 and 7),
  program_weekdays int[] not null constraint policy_version_weekdays check (cardinality(program_weekdays) between 1 and 7),
  weekly_min_minutes int not null,
  weekly_max_minutes int not null,
  days_min int not null,
  days_max int not null,
  day_min_minutes int not null,
  prorate_partial_weeks boolean not null,
  group_capacity int not null,
  -- Everything: {parameter: {value, layer, profileId, profileName, source, evidence}}.
  parameters jsonb not null,
  created_at timestamptz not null default now(),
  superseded_at timestamptz,
  constraint policy_version_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint policy_version_number_once unique (program_id, number),
  constraint policy_version_hours check (0 <= weekly_min_minutes and weekly_min_minutes <= weekly_max_minutes and weekly_max_minutes <= 10080),
  constraint policy_version_days check (1 <= days_min and days_min <= days_max and days_max <= 7),
  constraint policy_version_one_at_a_time exclude using gist (
    program_id with =, daterange(effective_from, effective_to, '[]') with &&) where (superseded_at is null)
);
create index policy_version_by_clinic on programs.policy_version (clinic_id, effective_from) where superseded_at is null;
create trigger policy_version_append_only before update or delete on programs.policy_version
  for each row execute function programs.only_superseded();

-- The taper: steps a program's weeks go through, in order.
create table programs.phase (
  id uuid primary key,
  clinic_id uuid not null,
  program_id uuid not null,
  position int not null constraint phase_position check (position between 1 and 20),
  name text not null,
  weeks int not null constraint phase_weeks check (weeks between 1 and 52),
  minutes_per_week int not null constraint phase_minutes check (minutes_per_week between 0 and 10080),
  days_per_week int not null constraint phase_days check (days_per_week between 0 and 7),
  constraint phase_program foreign key (program_id, clinic_id) references programs.program (id, clinic_id),
  constraint phase_once unique (program_id, position) deferrable initially deferred
);

-- The service catalogue.
create table programs.service (
  id uuid primary key,
  clinic_id uuid not null constraint service_clinic references clinics.clinic (id),
  name text not null,
  kind text not null constraint service_kind check (kind in ('individual', 'group', 'family')),
  category text not null,
  counts_toward_hours boolean not null,
  default_minutes int not null constraint service_minutes check (default_minutes between 5 and 720),
  capacity int not null constraint service_capacity check (capacity between 1 and 200),
  modality text,
  billing_code text,
  -- Disciplines that may lead it; empty: any.
  disciplines text[] not null default '{}',
  active boolean not null default true,
  version int not null default 1,
  constraint service_name_once unique (clinic_id, name),
  constraint service_in_clinic unique (id, clinic_id)
);

create view programs.v_program as select id, clinic_id, name, code, population, track, active from programs.program;
create view programs.v_policy_version as
  select id, clinic_id, program_id, number, effective_from, effective_to, week_starts_on, program_weekdays, weekly_min_minutes,
    weekly_max_minutes, days_min, days_max, day_min_minutes, prorate_partial_weeks, group_capacity, parameters
  from programs.policy_version where superseded_at is null;
create view programs.v_phase as select clinic_id, program_id, position, name, weeks, minutes_per_week, days_per_week from programs.phase;
-- The number of any version, superseded ones too: what was judged by a version can always name it.
create view programs.v_policy_number as select id, program_id, number from programs.policy_version;
create view programs.v_service as
  select id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity, modality, billing_code, disciplines, active from programs.service;
`;

export class Programs20261123000600 implements MigrationInterface {
  readonly name = 'Programs20261123000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema if exists programs cascade');
  }
}

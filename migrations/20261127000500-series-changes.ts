import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- A series may depart from its group's room (its staff too, in series_staff), and may carry on another that was split.
alter table scheduling.series
  add column own_room boolean not null default false,
  add column continues_id uuid,
  add constraint series_continues foreign key (continues_id, clinic_id) references scheduling.series (id, clinic_id),
  add constraint series_continues_other check (continues_id <> id);
create index series_by_continued on scheduling.series (continues_id) where continues_id is not null;

-- Each cancellation of a series, with what it takes to take it back.
create table scheduling.series_cancellation (
  id uuid primary key,
  clinic_id uuid not null,
  series_id uuid not null,
  from_day date not null,
  reason text not null,
  ended_on_before date,
  -- The version it gave the series; once that is another, it cannot be taken back as a whole.
  series_version int not null,
  cancelled_at timestamptz not null,
  restored_at timestamptz,
  constraint series_cancellation_series foreign key (series_id, clinic_id) references scheduling.series (id, clinic_id),
  constraint series_cancellation_in_clinic unique (id, clinic_id)
);
create index series_cancellation_by_series on scheduling.series_cancellation (series_id, cancelled_at) where restored_at is null;

-- An exception (changed by hand) is never overwritten in silence; an extra day is one the rule does not give.
alter table scheduling.session
  add column changed_by_hand boolean not null default false,
  add column extra_day boolean not null default false,
  add column cancellation_id uuid,
  add constraint session_of_series_said check (series_id is not null or not (changed_by_hand or extra_day)),
  add constraint session_cancellation foreign key (cancellation_id, clinic_id) references scheduling.series_cancellation (id, clinic_id),
  add constraint session_cancellation_said check (cancellation_id is null or status = 'cancelled');
create index session_by_cancellation on scheduling.session (cancellation_id) where cancellation_id is not null;

-- Whoever moved an occurrence before this was kept, did it by hand.
update scheduling.session s set changed_by_hand = true
from scheduling.series e
where e.id = s.series_id and (s.clinic_day <> s.series_day or s.ends_at - s.starts_at <> make_interval(mins => e.duration_minutes)
  or s.starts_at <> (s.series_day + e.start_time) at time zone e.time_zone);
`;

const DOWN = /* sql */ `
drop index if exists scheduling.session_by_cancellation;
alter table scheduling.session
  drop constraint if exists session_cancellation_said,
  drop constraint if exists session_cancellation,
  drop constraint if exists session_of_series_said,
  drop column if exists cancellation_id,
  drop column if exists extra_day,
  drop column if exists changed_by_hand;
drop table if exists scheduling.series_cancellation;
drop index if exists scheduling.series_by_continued;
alter table scheduling.series
  drop constraint if exists series_continues_other,
  drop constraint if exists series_continues,
  drop column if exists continues_id,
  drop column if exists own_room;
`;

/** What changing a series needs to remember. */
export class SeriesChanges20261127000500 implements MigrationInterface {
  readonly name = 'SeriesChanges20261127000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- A calendar read from outside by whoever has its address. Of the address only the SHA-256 of its secret is kept.
create table exchange.calendar_feed (
  id uuid primary key,
  clinic_id uuid not null constraint calendar_feed_clinic references clinics.clinic (id),
  -- Whose it is: it shows nothing any more once this person may not read it in Stepwell.
  owner_id uuid not null constraint calendar_feed_owner references identity.user (id),
  label text not null constraint calendar_feed_named check (length(trim(label)) between 1 and 80),
  scope text not null constraint calendar_feed_scope check (scope in ('own', 'group', 'room', 'clinic')),
  group_id uuid,
  room_id uuid,
  titles text not null constraint calendar_feed_titles check (titles in ('kind', 'service', 'group')),
  secret_hash bytea not null constraint calendar_feed_secret check (length(secret_hash) = 32),
  created_at timestamptz not null,
  rotated_at timestamptz,
  last_read_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid constraint calendar_feed_revoker references identity.user (id),
  version int not null default 1,
  constraint calendar_feed_group foreign key (group_id, clinic_id) references scheduling.therapy_group (id, clinic_id),
  constraint calendar_feed_room foreign key (room_id, clinic_id) references clinics.room (id, clinic_id),
  constraint calendar_feed_of check ((scope = 'group') = (group_id is not null) and (scope = 'room') = (room_id is not null)),
  constraint calendar_feed_end check (revoked_by is null or revoked_at is not null)
);
create index calendar_feed_by_owner on exchange.calendar_feed (clinic_id, owner_id, created_at desc, id desc);
create index calendar_feed_by_clinic on exchange.calendar_feed (clinic_id, created_at desc, id desc);
`;

export class CalendarFeeds20261127000810 implements MigrationInterface {
  readonly name = 'CalendarFeeds20261127000810';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table exchange.calendar_feed');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rooms in the order in which they are tried, so that the first that is free ends the search. */
export class RoomOrder20261127003000 implements MigrationInterface {
  readonly name = 'RoomOrder20261127003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index room_in_order on clinics.room (clinic_id, shareable, capacity, name) where active');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index clinics.room_in_order');
  }
}

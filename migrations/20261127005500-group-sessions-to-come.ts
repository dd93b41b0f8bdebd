import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Make-ups weigh the group sessions of a program and a week: three of four sessions of such days are somebody's alone and need not
 * be read. No seat count is in it, so that a seat taken still changes no index.
 */
export class GroupSessionsToCome20261127005500 implements MigrationInterface {
  readonly name = 'GroupSessionsToCome20261127005500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create index session_group_to_come on scheduling.session (clinic_id, program_id, clinic_day, starts_at) where kind = 'group' and live and counts_toward_hours`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index scheduling.session_group_to_come');
  }
}

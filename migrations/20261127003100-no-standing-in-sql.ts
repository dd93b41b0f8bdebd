import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a week stands is said in code alone; the database keeps only the order of danger. */
export class NoStandingInSql20261127003100 implements MigrationInterface {
  readonly name = 'NoStandingInSql20261127003100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop function hours.standing(int, int, int, int, boolean, boolean)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`create function hours.standing(prescribed int, attended int, planned int, maximum int, week_over boolean, bookable_left boolean) returns text
language sql immutable parallel safe as $$
  select case
    when attended + planned > maximum then 'over'
    when attended >= prescribed then 'met'
    when week_over then 'short'
    when attended + planned >= prescribed then 'on_track'
    when bookable_left then 'at_risk'
    else 'short' end
$$`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

const BASE = '00000000-0000-7000-8000-00000000b000';

// What the forecast of a running week goes by. No authority says how attendance is foretold, so each is a product default.
const NUMBERS: readonly (readonly [parameter: string, value: number, source: string])[] = [
  ['hours.forecast_weeks', 8, 'Product default: the weeks the hours board shows; no authority claimed'],
  ['hours.forecast_usual_percent', 80, 'No trustworthy attendance rate was found; no-shows above 20 % are what clinics are alerted at; product default'],
  ['hours.forecast_usual_sessions', 4, 'Product default: about a week of sessions; no authority claimed'],
];

export class ForecastNumbers20261127000600 implements MigrationInterface {
  readonly name = 'ForecastNumbers20261127000600';

  async up(runner: QueryRunner): Promise<void> {
    for (const [parameter, value, source] of NUMBERS) {
      await runner.query(
        `insert into programs.rule_value (id, profile_id, parameter, value, effective_from, source, evidence) values (gen_random_uuid(), $1, $2, $3, '0001-01-01', $4, 'D')`,
        [BASE, parameter, JSON.stringify(value), source],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table programs.rule_value disable trigger rule_value_append_only');
    await runner.query('delete from programs.rule_value where profile_id = $1 and parameter = any($2::text[])', [BASE, NUMBERS.map(([parameter]) => parameter)]);
    await runner.query('alter table programs.rule_value enable trigger rule_value_append_only');
  }
}

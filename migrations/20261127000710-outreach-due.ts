import type { MigrationInterface, QueryRunner } from 'typeorm';

const BASE_PROFILE = '00000000-0000-7000-8000-00000000b000';

/** One more number of every policy: when somebody who stayed away is called, at the latest. */
export class OutreachDue20261127000710 implements MigrationInterface {
  readonly name = 'OutreachDue20261127000710';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into programs.rule_value (id, profile_id, parameter, population, value, effective_from, source, evidence)
       values (gen_random_uuid(), $1, 'outreach.no_show_business_days', null, '1', '0001-01-01', 'ATT-OUTREACH: a contact attempt on the same or the next business day; product default', 'D')`,
      [BASE_PROFILE],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table programs.rule_value disable trigger rule_value_append_only');
    await runner.query(`delete from programs.rule_value where profile_id = $1 and parameter = 'outreach.no_show_business_days'`, [BASE_PROFILE]);
    await runner.query('alter table programs.rule_value enable trigger rule_value_append_only');
  }
}

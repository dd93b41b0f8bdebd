import type { MigrationInterface, QueryRunner } from 'typeorm';

const BASE = '00000000-0000-7000-8000-00000000b000';

// What a client weighs in a caseload. No authority says it, so each is a product default; a program may say its own.
const NUMBERS = [
  { parameter: 'caseload.other_percent', value: 50, source: 'Product default: the primary carries the plan, the notes and the calls, anybody else a part of it; no authority claimed' },
  { parameter: 'caseload.new_percent', value: 50, source: 'Product default: the first weeks bring assessment, plan and consents on top; no authority claimed' },
  { parameter: 'caseload.new_days', value: 14, source: 'Product default: two weeks, in which assessment and plan are due; no authority claimed' },
] as const;
const APPEND_ONLY = [['policy_version', 'policy_version_append_only'], ['rule_value', 'rule_value_append_only']] as const;

/** What a client weighs for whom is a number of the policy. */
export class CaseloadWeights20261127005520 implements MigrationInterface {
  readonly name = 'CaseloadWeights20261127005520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into programs.rule_value (id, profile_id, parameter, value, effective_from, source, evidence)
       select gen_random_uuid(), $1, parameter, value, '0001-01-01', source, 'D' from jsonb_to_recordset($2::jsonb) as v(parameter text, value jsonb, source text)`,
      [BASE, JSON.stringify(NUMBERS)],
    );
    // The policies that stand were resolved before these numbers were known: they say what the base layer says.
    await runner.query('alter table programs.policy_version disable trigger policy_version_append_only');
    await runner.query(
      `update programs.policy_version k set parameters = k.parameters || added.parameters
       from (select jsonb_object_agg(v.parameter, jsonb_build_object('value', v.value, 'layer', 'base', 'profileId', p.id, 'profileName', p.name, 'source', v.source, 'evidence', v.evidence)) as parameters
         from programs.rule_value v join programs.rule_profile p on p.id = v.profile_id where p.id = $1 and v.parameter = any ($2::text[])) added
       where k.superseded_at is null and k.parameters <> '{}'::jsonb`,
      [BASE, NUMBERS.map(({ parameter }) => parameter)],
    );
    await runner.query('alter table programs.policy_version enable trigger policy_version_append_only');
  }

  async down(runner: QueryRunner): Promise<void> {
    const parameters = NUMBERS.map(({ parameter }) => parameter);
    for (const [table, trigger] of APPEND_ONLY) await runner.query(`alter table programs.${table} disable trigger ${trigger}`);
    await runner.query('update programs.policy_version set parameters = parameters - $1::text[]', [parameters]);
    await runner.query('delete from programs.rule_value where parameter = any ($1::text[])', [parameters]);
    for (const [table, trigger] of APPEND_ONLY) await runner.query(`alter table programs.${table} enable trigger ${trigger}`);
  }
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { PARAMETER_KEYS, valueProblem, type ParameterKey } from './parameters.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

interface Shipped {
  parameter: string;
  population: string | null;
  value: unknown;
  layer: string;
  source: string;
}

describe('the rule profiles that come with Stepwell', () => {
  it('give every parameter a sourced base value for adults and for adolescents', async () => {
    const base = await house.database.rows<Shipped>(`select v.parameter, v.population, v.source from programs.rule_value v join programs.rule_profile p on p.id = v.profile_id where p.layer = 'base'`);
    for (const population of ['adult', 'adolescent']) {
      const known = base.filter((one) => one.population === null || one.population === population).map((one) => one.parameter);
      expect([...known].sort()).toEqual([...PARAMETER_KEYS].sort());
    }
    expect(base.every((one) => one.source.length > 5)).toBe(true);
  });

  it('hold nothing but known parameters within their bounds', async () => {
    const all = await house.database.rows<Shipped>('select parameter, value from programs.rule_value');
    expect(all.flatMap((one) => (PARAMETER_KEYS.includes(one.parameter as ParameterKey) ? (valueProblem(one.parameter as ParameterKey, one.value) ?? []) : [`unknown ${one.parameter}`]))).toEqual([]);
  });

  it('are superseded, never rewritten or removed, whoever asks', async () => {
    for (const statement of [`update programs.rule_value set value = '1'`, 'delete from programs.rule_value']) {
      await expect(house.database.transaction(() => house.database.rows(statement))).rejects.toMatchObject({ code: 'rule-broken' });
    }
  });
});

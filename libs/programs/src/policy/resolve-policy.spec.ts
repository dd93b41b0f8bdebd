import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type ClinicDay } from '#platform';
import { PARAMETERS, PARAMETER_KEYS, type ParameterKey, type ParameterValue } from './parameters.js';
import { ALWAYS, disagreements, policySegments, resolvePolicy, sayings, type DatedValue, type FollowedProfile } from './resolve-policy.js';
import type { Layer } from './rule-profile.entity.js';

const day = (text: string) => text as ClinicDay;
const value = (parameter: ParameterKey, of: ParameterValue, from: string = ALWAYS, to: string | null = null, population: DatedValue['population'] = null): DatedValue => ({
  parameter,
  population,
  value: of,
  effectiveFrom: day(from),
  effectiveTo: to === null ? null : day(to),
  source: `source of ${String(of)}`,
  evidence: 'D',
});

const SIMPLE: Record<string, ParameterValue> = { integer: 5, boolean: true, weekday: 1 };
const base: FollowedProfile = {
  profileId: 'base',
  name: 'Base',
  layer: 'base',
  from: ALWAYS,
  to: null,
  values: [
    ...PARAMETER_KEYS.filter((key) => key !== 'hours.weekly_minimum_minutes').map((key) => value(key, PARAMETERS[key].type === 'weekdays' ? [1, 2, 3, 4, 5] : (SIMPLE[PARAMETERS[key].type] as ParameterValue))),
    value('hours.weekly_minimum_minutes', 540, ALWAYS, null, 'adult'),
    value('hours.weekly_minimum_minutes', 360, ALWAYS, null, 'adolescent'),
    value('hours.weekly_maximum_minutes', 1200),
  ].filter((one, index, all) => all.findLastIndex((other) => other.parameter === one.parameter && other.population === one.population) === index),
};
const layer = (of: Layer, values: DatedValue[], from: string = ALWAYS, to: string | null = null, name: string = of): FollowedProfile => ({
  profileId: `${of} ${name}`,
  name,
  layer: of,
  from: day(from),
  to: to === null ? null : day(to),
  values,
});
const minimum = (minutes: number, from: string = ALWAYS, to: string | null = null) => value('hours.weekly_minimum_minutes', minutes, from, to);
const minimumOn = (layers: FollowedProfile[], on: string, population: 'adult' | 'adolescent' = 'adult') => resolvePolicy(layers, population, day(on))['hours.weekly_minimum_minutes'];

describe('the policy of a day', () => {
  const state = layer('state', [minimum(600)]);
  const accreditor = layer('accreditor', [minimum(610)]);
  const payer = layer('payer', [minimum(480)]);
  const program = layer('program', [minimum(660)]);

  it.each<[string, FollowedProfile[], string, 'adult' | 'adolescent', number, Layer]>([
    ['is the base where no other layer speaks', [base], '2026-03-02', 'adult', 540, 'base'],
    ['asks adolescents for fewer hours', [base], '2026-03-02', 'adolescent', 360, 'base'],
    ['lets the state win over the base', [state, base], '2026-03-02', 'adult', 600, 'state'],
    ['lets the accreditor win over the state', [accreditor, base, state], '2026-03-02', 'adult', 610, 'accreditor'],
    ['lets the payer win over the accreditor, also with a lower number', [base, payer, accreditor, state], '2026-03-02', 'adult', 480, 'payer'],
    ['lets the program win over all', [program, base, payer, accreditor, state], '2026-03-02', 'adult', 660, 'program'],
    ['forgets a profile followed no more', [base, layer('payer', [minimum(480)], ALWAYS, '2026-03-01')], '2026-03-02', 'adult', 540, 'base'],
    ['does not know a profile before it is followed', [base, layer('payer', [minimum(480)], '2026-03-03')], '2026-03-02', 'adult', 540, 'base'],
    ['holds a number through its last day', [base, layer('program', [minimum(600, '2026-02-01', '2026-03-02')])], '2026-03-02', 'adult', 600, 'program'],
    ['falls back the day after', [base, layer('program', [minimum(600, '2026-02-01', '2026-03-02')])], '2026-03-03', 'adult', 540, 'base'],
    ['prefers the payer followed since later', [base, layer('payer', [minimum(480)], '2026-01-01', null, 'Zeta'), layer('payer', [minimum(500)], '2026-02-01', null, 'Alpha')], '2026-03-02', 'adult', 500, 'payer'],
    ['prefers a number for the population over one for all', [base, layer('state', [minimum(600), value('hours.weekly_minimum_minutes', 420, ALWAYS, null, 'adolescent')])], '2026-03-02', 'adolescent', 420, 'state'],
  ])('%s', (_case, layers, on, population, minutes, winner) => {
    expect(minimumOn(layers, on, population)).toMatchObject({ value: minutes, layer: winner });
  });

  it('says where each number comes from', () => {
    expect(minimumOn([base, state], '2026-03-02')).toEqual({ value: 600, layer: 'state', profileId: 'state state', profileName: 'state', source: 'source of 600', evidence: 'D' });
  });

  it('lists what every layer says, the winner first', () => {
    expect(sayings([base, program, state], 'adult', 'hours.weekly_minimum_minutes', day('2026-03-02')).map((one) => [one.profile.layer, one.said.value])).toEqual([
      ['program', 660],
      ['state', 600],
      ['base', 540],
    ]);
  });

  it('refuses to guess a number no layer sets', () => {
    expect(() => resolvePolicy([state], 'adult', day('2026-03-02'))).toThrow('No layer sets');
  });
});

describe('a program’s policies over time', () => {
  it('are runs of days: one until April, another until June, and the first again', () => {
    const segments = policySegments([base, layer('program', [minimum(600, '2026-04-01', '2026-06-30')])], 'adult');
    expect(segments.map((one) => [one.from, one.to, one.parameters['hours.weekly_minimum_minutes'].value])).toEqual([
      [ALWAYS, '2026-03-31', 540],
      ['2026-04-01', '2026-06-30', 600],
      ['2026-07-01', null, 540],
    ]);
  });

  it('are one run where a change changes nothing', () => {
    expect(policySegments([base, layer('payer', [], '2026-04-01')], 'adult')).toHaveLength(1);
  });

  it('cover every day exactly once and agree with the policy of the day, whatever the layers', () => {
    const start = day('2026-01-01');
    const dated = fc.record({ at: fc.integer({ min: 0, max: 40 }), length: fc.option(fc.integer({ min: 0, max: 20 })), minutes: fc.integer({ min: 0, max: 5 }).map((n) => n * 60) });
    const followed = fc.record({ of: fc.constantFrom<Layer>('state', 'accreditor', 'payer', 'program'), at: fc.integer({ min: 0, max: 30 }), length: fc.option(fc.integer({ min: 0, max: 30 })), values: fc.array(dated, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(followed, { maxLength: 5 }), fc.integer({ min: -5, max: 70 }), (some, probe) => {
        const end = (at: number, length: number | null) => (length === null ? null : addDays(start, at + length));
        const layers = [base, ...some.map((one, index) => layer(one.of, one.values.map((v) => minimum(v.minutes, addDays(start, v.at), end(v.at, v.length))), addDays(start, one.at), end(one.at, one.length), `p${index}`))];
        const segments = policySegments(layers, 'adult');
        segments.forEach((one, index) => {
          const next = segments[index + 1];
          expect(one.to).toBe(next ? addDays(next.from, -1) : null);
        });
        const on = addDays(start, probe);
        const held = segments.filter((one) => one.from <= on && (one.to === null || on <= one.to));
        expect(held).toHaveLength(1);
        expect(held[0]?.parameters).toEqual(resolvePolicy(layers, 'adult', on));
      }),
      { numRuns: 300 },
    );
  });
});

describe('numbers that do not go together', () => {
  const with_ = (...values: DatedValue[]) => disagreements(resolvePolicy([base, layer('program', values)], 'adult', day('2026-03-02')));

  it.each<[string, DatedValue[], ParameterKey[]]>([
    ['are none in the base', [], []],
    ['are a weekly minimum above the maximum', [minimum(1260)], ['hours.weekly_minimum_minutes', 'hours.weekly_maximum_minutes']],
    ['are more days at least than at most', [value('hours.days_minimum', 4), value('hours.days_maximum', 3)], ['hours.days_minimum', 'hours.days_maximum']],
    ['are more days asked than the program runs', [value('hours.program_weekdays', [1, 3, 5])], ['hours.days_minimum', 'hours.program_weekdays']],
    ['are a group too small to be held', [value('group.minimum', 6)], ['group.minimum', 'group.capacity']],
  ])('%s', (_case, values, named) => {
    const found = with_(...values);
    if (named.length === 0) expect(found).toEqual([]);
    else expect(found[0]).toMatchObject({ lower: { parameter: named[0] }, upper: { parameter: named[1] } });
  });
});

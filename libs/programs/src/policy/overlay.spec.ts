import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type ClinicDay } from '#platform';
import { cutOut, untilNextPlanned } from './overlay.js';

const day = (text: string) => text as ClinicDay;
const dated = (from: string, to: string | null) => ({ effectiveFrom: day(from), effectiveTo: to === null ? null : day(to) });

describe('a change from a day on', () => {
  it.each<[string, [string, string | null][], [string, string | null], [string, string | null][]]>([
    ['ends what stood the day before', [['2026-01-01', null]], ['2026-04-01', null], [['2026-01-01', '2026-03-31']]],
    ['with a last day lets what stood come back', [['2026-01-01', null]], ['2026-04-01', '2026-04-30'], [['2026-01-01', '2026-03-31'], ['2026-05-01', null]]],
    ['on the first day of what stood leaves nothing of it', [['2026-04-01', null]], ['2026-04-01', null], []],
    ['leaves alone what lies elsewhere', [['2026-01-01', '2026-01-31'], ['2026-06-01', null]], ['2026-03-01', '2026-03-31'], []],
    ['cuts every one it touches', [['2026-01-01', '2026-01-31'], ['2026-02-01', '2026-02-28'], ['2026-03-01', null]], ['2026-01-15', '2026-03-15'], [['2026-01-01', '2026-01-14'], ['2026-03-16', null]]],
  ])('%s', (_case, standing, [from, to], left) => {
    const { remainders } = cutOut(standing.map(([a, b]) => dated(a, b)), day(from), to === null ? null : day(to));
    expect(remainders.map((one) => [one.from, one.to])).toEqual(left);
  });

  it('never leaves a day covered twice, nor loses one outside the cut', () => {
    const start = day('2026-01-01');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 5 }), fc.boolean(), fc.integer({ min: -5, max: 60 }), fc.option(fc.integer({ min: 0, max: 30 })), (lengths, open, at, length) => {
        let next = 0;
        const standing = lengths.map((days, index) => {
          const one = dated(addDays(start, next), open && index === lengths.length - 1 ? null : addDays(start, next + days - 1));
          next += days;
          return one;
        });
        const [from, to] = [addDays(start, at), length === null ? null : addDays(start, at + length)];
        const { touched, remainders } = cutOut(standing, from, to);
        const after = [...standing.filter((one) => !touched.includes(one)).map((one) => ({ from: one.effectiveFrom, to: one.effectiveTo })), ...remainders, { from, to }];
        for (let offset = -10; offset < 100; offset++) {
          const probe = addDays(start, offset);
          const covering = after.filter((one) => one.from <= probe && (one.to === null || probe <= one.to)).length;
          const before = standing.some((one) => one.effectiveFrom <= probe && (one.effectiveTo === null || probe <= one.effectiveTo));
          const inCut = from <= probe && (to === null || probe <= to);
          expect(covering).toBe(before || inCut ? 1 : 0);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('lasts until the next one already planned, when it is given no end', () => {
    expect(untilNextPlanned([dated('2026-01-01', '2026-05-31'), dated('2026-06-01', null)], day('2026-04-01'))).toBe('2026-05-31');
    expect(untilNextPlanned([dated('2026-01-01', null)], day('2026-04-01'))).toBeNull();
  });
});

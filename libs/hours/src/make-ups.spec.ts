import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clinicDay, type ClinicDay } from '#platform';
import type { AuthorizedDay } from './authorization/authorization-use.js';
import { authorizationRefusal, makeUpRefusal, rankMakeUps, type WeekToMend } from './make-ups.js';

const MONDAY = clinicDay('2026-03-02');
const day = (n: number): ClinicDay => clinicDay(`2026-03-0${2 + n}`);
const time = (n: number, minutes: number, hour = 15) => ({ name: `${n} ${minutes} ${hour}`, day: day(n), from: Date.UTC(2026, 2, 2 + n, hour), to: Date.UTC(2026, 2, 2 + n, hour, minutes), minutes });
const week: WeekToMend = { missing: 90, projected: 450, maximum: 1200, days: new Set([MONDAY, day(2)]), daysMaximum: 3, authorized: null };
const granted = (unit: 'day' | 'minute', left: number, minutes = 0): AuthorizedDay => ({ authorizationId: 'a', unit, left, minutes, dayMinimum: 180 });

describe('make-ups', () => {
  it('come best first: all of it, fewest extra days, least surplus, soonest; what mends a part comes by how much', () => {
    const ranked = rankMakeUps([time(2, 60), time(4, 90), time(2, 120), time(2, 90, 18), time(2, 90), time(1, 60), time(2, 30)], week, 20);
    expect(ranked.map((one) => one.time.name)).toEqual(['2 90 15', '2 90 18', '2 120 15', '4 90 15', '2 60 15', '1 60 15', '2 30 15']);
    expect(ranked.map((one) => one.mending.reason)).toEqual([
      'Mends all 1 h 30 min, on a day the client comes anyway.',
      'Mends all 1 h 30 min, on a day the client comes anyway.',
      'Mends all 1 h 30 min, on a day the client comes anyway, 30 min more than is missing.',
      'Mends all 1 h 30 min, on one more day.',
      'Mends 1 h of 1 h 30 min, on a day the client comes anyway.',
      'Mends 1 h of 1 h 30 min, on one more day.',
      'Mends 30 min of 1 h 30 min, on a day the client comes anyway.',
    ]);
  });

  it.each([
    ['a day more than the policy allows', time(4, 90), { ...week, daysMaximum: 2 }, 'too_many_days'],
    ['a day that is planned already, however many there are', time(2, 90), { ...week, daysMaximum: 1 }, null],
    ['more hours than the policy allows', time(2, 90), { ...week, maximum: 539 }, 'above_maximum'],
    ['hours right up to the maximum', time(2, 90), { ...week, maximum: 540 }, null],
  ])('are judged by the policy: %s', (_, wanted, judged, refusal) => {
    expect(makeUpRefusal(wanted, judged)).toBe(refusal);
  });

  it.each([
    ['nothing is known of a payer', null, 90, null],
    ['no authorization covers the day', new Map([[MONDAY, granted('day', 9)]]), 90, 'not_authorized'],
    ['minutes are left', new Map([[day(2), granted('minute', 90)]]), 90, null],
    ['a minute is lacking', new Map([[day(2), granted('minute', 89)]]), 90, 'authorization_used_up'],
    ['the last day is left, and it becomes a per-diem day', new Map([[day(2), granted('day', 1, 90)]]), 90, null],
    ['no day is left, and it becomes a per-diem day', new Map([[day(2), granted('day', 0, 90)]]), 90, 'authorization_used_up'],
    ['no day is left, and it stays too short to be charged', new Map([[day(2), granted('day', 0, 60)]]), 90, null],
    ['more is charged than granted, and the day is charged anyway', new Map([[day(2), granted('day', -2, 180)]]), 90, null],
  ] as const)('are judged by the payer’s authorization: %s', (_, authorized, minutes, refusal) => {
    expect(authorizationRefusal(time(2, minutes), authorized)).toBe(refusal);
    const [only] = rankMakeUps([time(2, minutes)], { ...week, authorized }, 20);
    expect(only?.mending.beyond).toBe(refusal);
  });

  it('come last where they go beyond the authorization, and say so', () => {
    const authorized = new Map([[day(2), granted('minute', 60)], [day(1), granted('minute', 60)]]);
    const ranked = rankMakeUps([time(2, 90), time(4, 90), time(1, 60), time(2, 30)], { ...week, authorized }, 20);
    expect(ranked.map(({ time: { name }, mending }) => [name, mending.beyond])).toEqual([['1 60 15', null], ['2 30 15', null], ['2 90 15', 'authorization_used_up'], ['4 90 15', 'not_authorized']]);
    expect(ranked.slice(2).map((one) => one.mending.reason)).toEqual([
      'Mends all 1 h 30 min, on a day the client comes anyway, more than is left of the authorization.',
      'Mends all 1 h 30 min, on one more day, on a day no authorization covers.',
    ]);
  });

  it('never break the policy, never repeat, and none that is left out would have come before those shown', () => {
    const times = fc.array(fc.record({ n: fc.integer({ min: 0, max: 6 }), minutes: fc.integer({ min: 0, max: 300 }), hour: fc.integer({ min: 8, max: 20 }) }).map(({ n, minutes, hour }) => time(n, minutes, hour)), { maxLength: 40 });
    const weeks = fc.record({ missing: fc.integer({ min: 1, max: 600 }), projected: fc.integer({ min: 0, max: 1200 }), maximum: fc.integer({ min: 300, max: 1500 }), days: fc.subarray([0, 1, 2, 3, 4, 5, 6]).map((list) => new Set(list.map(day))), daysMaximum: fc.integer({ min: 1, max: 7 }), authorized: fc.option(fc.subarray([0, 1, 2, 3, 4, 5, 6]).chain((covered) => fc.record({ unit: fc.constantFrom('day' as const, 'minute' as const), left: fc.integer({ min: -1, max: 200 }), minutes: fc.integer({ min: 0, max: 300 }) }).map(({ unit, left, minutes }) => new Map(covered.map((n) => [day(n), granted(unit, left, minutes)])))) ) });
    fc.assert(
      fc.property(times, weeks, (offered, mended) => {
        const all = rankMakeUps(offered, mended, 1000);
        for (const { time: one, mending } of all) {
          expect(mended.projected + one.minutes).toBeLessThanOrEqual(mended.maximum);
          expect(new Set([...mended.days, one.day]).size).toBeLessThanOrEqual(Math.max(mended.daysMaximum, mended.days.size));
          expect(mending.mends + mending.surplus).toBe(one.minutes);
        }
        expect(all.length).toBe(offered.filter((one) => one.minutes > 0 && makeUpRefusal(one, mended) === null).length);
        expect(rankMakeUps(offered, mended, 5)).toEqual(all.slice(0, 5));
        const within = all.filter((one) => one.mending.beyond === null);
        expect(all.slice(0, within.length)).toEqual(within);
        for (const part of [within, all.slice(within.length)]) {
          expect(part.findIndex((one) => !one.mending.mendsAll)).toBe(part.every((one) => one.mending.mendsAll) ? -1 : part.filter((one) => one.mending.mendsAll).length);
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Simulation } from '../api/simulation';
import { changeOf, together, triedOf } from './simulation';

const counts = (met: number, short: number) => ({ met, on_track: 0, at_risk: 0, short, over: 0 });
const page = (looked: number, met: number): Simulation => ({ from: '2026-03-02', total: 3, looked, standingChanged: 1, outsideBefore: 1, outsideAfter: 2, weeks: [{ weekStart: '2026-03-02', before: counts(met, 0), after: counts(0, met) }], items: [], nextCursor: looked === 2 ? 'next' : null });

describe('numbers tried', () => {
  it('begin with the policy as it is, and send only what differs', () => {
    const now = triedOf([{ parameter: 'hours.weekly_minimum_minutes', value: 540 }, { parameter: 'hours.program_weekdays', value: [1, 2] }, { parameter: 'hours.prorate_partial_weeks', value: true }, { parameter: 'group.capacity', value: 10 }]);
    expect([now.weeklyMinimumMinutes, now.programWeekdays, now.prorate]).toEqual([540, [1, 2], true]);
    expect(changeOf(now, now)).toEqual({});
    expect(changeOf(now, { ...now, weeklyMinimumMinutes: 600, programWeekdays: [1, 2] })).toEqual({ weeklyMinimumMinutes: 600 });
  });

  it('are the sum of their pages', () => {
    expect(together(page(2, 2), page(1, 1))).toMatchObject({ looked: 3, standingChanged: 2, outsideAfter: 4, nextCursor: null, weeks: [{ before: { met: 3 }, after: { short: 3 } }] });
  });
});

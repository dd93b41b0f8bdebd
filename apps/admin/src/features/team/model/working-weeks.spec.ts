import { describe, expect, it } from '@jest/globals';
import { weeksFrom } from './working-weeks';

describe('the weeks somebody works', () => {
  const week = (from: string, to: string | null) => ({ from, to, stretches: [] });

  it('are the one that holds, those to come and those that were', () => {
    const [first, second, third] = [week('2026-01-01', '2026-02-28'), week('2026-03-01', '2026-05-31'), week('2026-06-01', null)];
    expect(weeksFrom([first, second, third], '2026-03-02')).toEqual({ now: second, later: [third], before: [first] });
    expect(weeksFrom([], '2026-03-02')).toEqual({ now: null, later: [], before: [] });
  });
});

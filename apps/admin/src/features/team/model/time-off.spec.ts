import { describe, expect, it } from '@jest/globals';
import { sayTimeOff, weeksFrom } from './time-off';

describe('time off in words', () => {
  it.each([
    [{ from: '2026-03-06', fromTime: null, to: '2026-03-06', toTime: null }, 'Fri, Mar 6'],
    [{ from: '2026-03-06', fromTime: '13:00', to: '2026-03-06', toTime: '17:00' }, 'Fri, Mar 6, 1:00 PM – 5:00 PM'],
    [{ from: '2026-03-06', fromTime: '13:00', to: '2026-03-06', toTime: null }, 'Fri, Mar 6, from 1:00 PM'],
    [{ from: '2026-03-06', fromTime: null, to: '2026-03-09', toTime: '12:00' }, 'Fri, Mar 6 – Mon, Mar 9, 12:00 PM'],
    [{ from: '2026-12-31', fromTime: null, to: '2027-01-02', toTime: null }, 'Thu, Dec 31 – Sat, Jan 2, 2027'],
  ])('%j', (timeOff, said) => expect(sayTimeOff(timeOff)).toBe(said));
});

describe('the weeks somebody works', () => {
  const week = (from: string, to: string | null) => ({ from, to, stretches: [] });

  it('are the one that holds, those to come and those that were', () => {
    const [first, second, third] = [week('2026-01-01', '2026-02-28'), week('2026-03-01', '2026-05-31'), week('2026-06-01', null)];
    expect(weeksFrom([first, second, third], '2026-03-02')).toEqual({ now: second, later: [third], before: [first] });
    expect(weeksFrom([], '2026-03-02')).toEqual({ now: null, later: [], before: [] });
  });
});

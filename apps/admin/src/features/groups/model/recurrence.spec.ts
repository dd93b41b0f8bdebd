import { describe, expect, it } from '@jest/globals';
import { endTime, isChosen, ruleOf, sayDates, toggled, type Times } from './recurrence';

const base: Times = { weekdays: [3, 1], startTime: '17:30', durationMinutes: 90, startDay: '2026-03-02', everyWeeks: 1, ends: 'never', until: null, count: 12 };

describe('plain controls as a rule', () => {
  it.each<[Partial<Times>, string | null]>([
    [{}, 'FREQ=WEEKLY;BYDAY=MO,WE'],
    [{ everyWeeks: 2 }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE'],
    [{ ends: 'count' }, 'FREQ=WEEKLY;COUNT=12;BYDAY=MO,WE'],
    [{ ends: 'until', until: '2026-05-29' }, 'FREQ=WEEKLY;UNTIL=20260529;BYDAY=MO,WE'],
    [{ ends: 'until' }, null],
    [{ weekdays: [] }, null],
    [{ ends: 'count', count: 0 }, null],
    [{ weekdays: [7] }, 'FREQ=WEEKLY;BYDAY=SU'],
  ])('%j is %s', (change, rule) => expect(ruleOf({ ...base, ...change })).toBe(rule));

  it.each([['17:30', 90, '19:00'], ['23:30', 60, '00:30'], ['09:05', 50, '09:55']])('%s and %i minutes end at %s', (start, minutes, end) => expect(endTime(start, minutes)).toBe(end));
});

describe('the dates to make', () => {
  const dates = [{ day: '2026-03-02', state: 'free' }, { day: '2026-03-04', state: 'closed' }, { day: '2026-03-09', state: 'conflict' }, { day: '2026-03-11', state: 'outside' }];
  const nothing = { without: [], although: [] };

  it('are all that can be, until somebody says otherwise', () => {
    expect(dates.filter((date) => isChosen(date, nothing)).map((date) => date.day)).toEqual(['2026-03-02', '2026-03-11']);
    expect(sayDates(dates, nothing)).toBe('2 of 4 dates; 1 closed, 1 in conflict.');
  });

  it('take in a closed day and leave out a free one when ticked so, and back', () => {
    const once = toggled(dates[1]!, toggled(dates[0]!, nothing));
    expect(dates.filter((date) => isChosen(date, once)).map((date) => date.day)).toEqual(['2026-03-04', '2026-03-11']);
    expect(sayDates(dates, once)).toBe('2 of 4 dates; 1 in conflict, 1 left out.');
    expect(toggled(dates[1]!, toggled(dates[0]!, once))).toEqual(nothing);
  });
});

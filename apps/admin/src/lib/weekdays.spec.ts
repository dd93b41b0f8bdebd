import { describe, expect, it } from '@jest/globals';
import { sayWeekdays, weekdayName } from './weekdays';

describe('weekdays in words', () => {
  it.each<[number[], string]>([
    [[1, 2, 3, 4, 5], 'Mon – Fri'],
    [[5, 1, 3], 'Mon, Wed, Fri'],
    [[1, 2, 4, 5, 6], 'Mon, Tue, Thu – Sat'],
    [[1, 2, 3, 4, 5, 6, 7], 'Every day'],
    [[6, 7], 'Sat, Sun'],
    [[], ''],
  ])('%j is "%s"', (days, said) => expect(sayWeekdays(days)).toBe(said));

  it('begin with Monday', () => expect([weekdayName(1), weekdayName(7)]).toEqual(['Monday', 'Sunday']));
});

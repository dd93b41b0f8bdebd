import { describe, expect, it } from '@jest/globals';
import { moved, nextStep, taperLength } from './taper';

const full = { name: 'Intensive', weeks: 4, minutesPerWeek: 900, daysPerWeek: 5 };

describe('a taper', () => {
  it('adds up its weeks and hours', () => {
    expect(taperLength([full, { ...full, weeks: 2, minutesPerWeek: 540 }])).toEqual({ weeks: 6, minutes: 4680 });
    expect(taperLength([])).toEqual({ weeks: 0, minutes: 0 });
  });

  it('offers fewer days next, with as long a day', () => {
    expect(nextStep([full], { minutes: 540, days: 3 })).toMatchObject({ minutesPerWeek: 540, daysPerWeek: 3 });
    expect(nextStep([], { minutes: 540, days: 3 })).toMatchObject({ minutesPerWeek: 900, daysPerWeek: 5 });
    expect(nextStep([{ ...full, minutesPerWeek: 180, daysPerWeek: 1 }], { minutes: 540, days: 3 })).toMatchObject({ minutesPerWeek: 180, daysPerWeek: 1 });
  });

  it('takes its steps in another order', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });
});

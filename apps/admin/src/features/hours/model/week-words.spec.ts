import { describe, expect, it } from '@jest/globals';
import type { Forecast } from '../api/hours';
import { daysLine, prescriptionLine, saysMore, toMakeUp } from './week-words';

describe('the words of a week', () => {
  it('say how the prescription came about', () => {
    expect(prescriptionLine({ fullMinutes: 540, prescribedMinutes: 324, arithmetic: 'Counts 3 of 5 program days: 2 program days closed.' })).toBe('5 h 24 min of 9 h prescribed. Counts 3 of 5 program days: 2 program days closed.');
    expect(prescriptionLine({ fullMinutes: 540, prescribedMinutes: 540, arithmetic: null })).toBe('9 h prescribed. A whole week.');
    expect(daysLine({ daysAttended: 2, daysPlanned: 1, prescribedDays: 3 })).toBe('2 of 3 days, 1 more planned');
    expect(daysLine({ daysAttended: 1, daysPlanned: 0, prescribedDays: null })).toBe('1 day');
  });

  it('say what a make-up could win back: what is missing, else what is likely to be', () => {
    const forecast = { outlook: 'likely_short', likelyShortBy: 90, likelyMinutes: 450 } as Forecast;
    expect(toMakeUp({ standing: 'at_risk', shortBy: 120, reason: 'too_little_booked', forecast })).toBe(120);
    expect(toMakeUp({ standing: 'on_track', shortBy: 0, reason: 'booked_enough', forecast })).toBe(90);
    expect(toMakeUp({ standing: 'on_track', shortBy: 0, reason: 'booked_enough', forecast: { ...forecast, outlook: 'likely_met' } })).toBe(0);
    expect(toMakeUp({ standing: 'short', shortBy: 60, reason: 'week_over', forecast: null })).toBe(0);
    expect(toMakeUp({ standing: 'short', shortBy: 60, reason: 'nothing_bookable', forecast })).toBe(0);
    expect(saysMore({ forecast, projectedMinutes: 540 })).toBe(true);
    expect(saysMore({ forecast, projectedMinutes: 450 })).toBe(false);
    expect(saysMore({ forecast: null, projectedMinutes: 540 })).toBe(false);
  });
});

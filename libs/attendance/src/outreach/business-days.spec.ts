import { describe, expect, it } from '@jest/globals';
import { clinicDay } from '#platform';
import { businessDaysAfter } from './business-days.js';

describe('business days', () => {
  it.each([
    ['the day itself', '2026-03-06', 0, [], '2026-03-06'],
    ['over a weekend, and over the clocks going forward', '2026-03-06', 1, [], '2026-03-09'],
    ['over the clocks going back', '2026-10-30', 1, [], '2026-11-02'],
    ['over a closed day', '2026-11-25', 1, ['2026-11-26', '2026-11-27'], '2026-11-30'],
    ['three of them from a Saturday', '2026-03-07', 3, [], '2026-03-11'],
  ])('%s', (_, day, count, closed, expected) => {
    expect(businessDaysAfter(clinicDay(day), count, new Set(closed.map(clinicDay)))).toBe(expected);
  });
});

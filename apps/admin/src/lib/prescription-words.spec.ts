import { describe, expect, it } from '@jest/globals';
import type { Schema } from './api/http';
import { formatDay } from './clinic-time';
import { prescriptionWords } from './prescription-words';

type Day = Schema<'WeekLedgerDto'>['prescription']['days'][number];
const days = (...list: [Day['outside'], number | null, string?][]): Day[] => list.map(([outside, minutesPerWeek, phaseName], at) => ({ day: `2026-03-${String(9 + at).padStart(2, '0')}`, outside, minutesPerWeek, phaseName: phaseName ?? null }));
const said = (minutes: number, list: Day[], prorate = true) => prescriptionWords({ prorate, minutes, programDays: 5, days: list });

describe('how a prescription came about', () => {
  it('is said day by day and as a sum', () => {
    expect(said(324, days([null, 540], [null, 540], [null, 540], ['closed', 540], ['closed', 540]))).toEqual([
      `3 of 5 program days count: ${['09', '10', '11'].map((day) => formatDay(`2026-03-${day}`)).join('; ')}.`,
      `Not counted, closed: ${['12', '13'].map((day) => formatDay(`2026-03-${day}`)).join('; ')}.`,
      '3 × 9 h a week ÷ 5 days = 5 h 24 min.',
    ]);
    expect(said(684, days([null, 900, 'Full'], [null, 900, 'Full'], [null, 540, 'Taper'], [null, 540, 'Taper'], [null, 540, 'Taper'])).at(-1)).toBe('(2 × 15 h (Full) + 3 × 9 h (Taper)) a week ÷ 5 days = 11 h 24 min.');
    expect(said(0, days(['before_admission', null], ['closed', 540])).at(-1)).toBe('Nothing counts, so nothing is asked.');
    expect(said(540, days([null, 540]), false)).toHaveLength(2);
  });
});

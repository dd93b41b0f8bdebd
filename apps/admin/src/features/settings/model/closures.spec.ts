import { describe, expect, it } from '@jest/globals';
import { closedRanges, sayRange, usHolidays, workingDays } from './closures';

const closed = (day: string, reason: string) => ({ id: day, day, reason, version: 1 });

describe('closed days', () => {
  it('that follow each other for one reason are one', () => {
    const ranges = closedRanges([closed('2026-12-25', 'Break'), closed('2026-12-24', 'Break'), closed('2026-12-26', 'Repair'), closed('2026-12-28', 'Repair')]);
    expect(ranges.map((one) => [one.from, one.to, one.reason])).toEqual([
      ['2026-12-24', '2026-12-25', 'Break'],
      ['2026-12-26', '2026-12-26', 'Repair'],
      ['2026-12-28', '2026-12-28', 'Repair'],
    ]);
  });

  it('are said as a day or a range, with the year where it changes', () => {
    expect(sayRange({ from: '2026-11-26', to: '2026-11-26' })).toBe('Thu, Nov 26');
    expect(sayRange({ from: '2026-12-31', to: '2027-01-01' })).toBe('Thu, Dec 31 – Fri, Jan 1, 2027');
  });

  it('count the days people would have worked', () => {
    expect(workingDays('2026-12-24', '2026-12-28')).toBe(3);
  });
});

describe('holidays of the United States', () => {
  it('fall where the calendar of 2026 has them', () => {
    expect(usHolidays(2026).map((one) => one.day)).toEqual([
      '2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-04', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25',
    ]);
  });

  it('and of 2027, where May ends on a Monday', () => {
    expect(usHolidays(2027).find((one) => one.reason === 'Memorial Day')?.day).toBe('2027-05-31');
  });
});

import { addDays, formatDate, formatDay, weekdayOf } from '@/lib/clinic-time';
import type { Closure } from '../api/settings';

/** Days closed one after another for one reason. */
export interface ClosedRange {
  from: string;
  to: string;
  reason: string;
  days: Closure[];
}

/** Closed days as people think of them: a week of winter break is one thing, not seven. */
export function closedRanges(closures: readonly Closure[]): ClosedRange[] {
  const ranges: ClosedRange[] = [];
  for (const one of [...closures].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const last = ranges.at(-1);
    if (last && last.reason === one.reason && addDays(last.to, 1) === one.day) {
      last.to = one.day;
      last.days.push(one);
    } else ranges.push({ from: one.day, to: one.day, reason: one.reason, days: [one] });
  }
  return ranges;
}

/** "Thu, Nov 26" or "Thu, Dec 24 – Fri, Jan 1, 2027" */
export function sayRange(range: { from: string; to: string }): string {
  return range.from === range.to ? formatDay(range.from, range.from) : `${formatDay(range.from, range.from)} – ${formatDay(range.to, range.from)}`;
}

/** How many of the days are Monday to Friday. */
export function workingDays(from: string, to: string): number {
  let count = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) if (weekdayOf(day) <= 5) count += 1;
  return count;
}

/** Holidays many clinics close on, by the law of the United States (5 U.S.C. 6103), on the day itself. */
export function usHolidays(year: number): { day: string; reason: string }[] {
  const on = (month: number, date: number) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const nth = (month: number, weekday: number, which: number) => {
    const first = on(month, 1);
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (which - 1));
  };
  const lastMonday = (month: number) => {
    const last = addDays(on(month + 1, 1), -1);
    return addDays(last, -((weekdayOf(last) - 1 + 7) % 7));
  };
  return [
    { day: on(1, 1), reason: 'New Year’s Day' },
    { day: nth(1, 1, 3), reason: 'Martin Luther King Jr. Day' },
    { day: nth(2, 1, 3), reason: 'Presidents’ Day' },
    { day: lastMonday(5), reason: 'Memorial Day' },
    { day: on(6, 19), reason: 'Juneteenth' },
    { day: on(7, 4), reason: 'Independence Day' },
    { day: nth(9, 1, 1), reason: 'Labor Day' },
    { day: nth(10, 1, 2), reason: 'Columbus Day' },
    { day: on(11, 11), reason: 'Veterans Day' },
    { day: nth(11, 4, 4), reason: 'Thanksgiving' },
    { day: on(12, 25), reason: 'Christmas Day' },
  ];
}

/** "Nov 26, 2026" or "Dec 24, 2026 – Jan 1, 2027", for questions and messages. */
export function sayDates(range: { from: string; to: string }): string {
  return range.from === range.to ? formatDate(range.from) : `${formatDate(range.from)} – ${formatDate(range.to)}`;
}

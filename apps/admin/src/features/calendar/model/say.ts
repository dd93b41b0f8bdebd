import { dayOf, formatDate, formatDay, formatTimeRange } from '@/lib/clinic-time';

/** "Tue, Nov 24, 5:30 – 7:00 PM" */
export function sayWhere(startsAt: string, endsAt: string, zone: string): string {
  return `${formatDay(dayOf(startsAt, zone))}, ${formatTimeRange(startsAt, endsAt, zone)}`;
}

/** "Nov 23 – Nov 29, 2026" */
export function sayWeek(days: readonly string[]): string {
  const [first = '', last = first] = [days[0], days.at(-1)];
  const begins = first.slice(0, 4) === last.slice(0, 4) ? formatDate(first).replace(/, \d+$/, '') : formatDate(first);
  return `${begins} – ${formatDate(last)}`;
}

/** "Nov 2026" */
export function sayMonth(day: string): string {
  return formatDate(`${day.slice(0, 7)}-01`).replace(' 1,', '');
}

import { instantOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime, type Weekday } from '#platform';

/** When the clinic is open on a weekday, on its wall clock; a weekday may have several. */
export interface OpeningHours {
  readonly weekday: Weekday;
  readonly opens: WallTime;
  readonly closes: WallTime;
}

/**
 * The last instant of a program week at which a session may still end: closing time of the last open program day that
 * has opening hours. Null when the week has no such day. A clinic that keeps no opening hours at all is taken to close at
 * the end of the day, 23:59.
 */
export function bookableUntil(openProgramDays: readonly ClinicDay[], hours: readonly OpeningHours[], zone: TimeZone): Date | null {
  for (const day of [...openProgramDays].sort().reverse()) {
    const closes = closingTime(day, hours);
    if (closes !== undefined) return instantOf(day, closes, zone);
  }
  return null;
}

/** Whether a session of at least so many minutes, begun now, would end before the week can no longer be booked. */
export function isBookable(now: Date, until: Date | null, shortestSessionMinutes: number): boolean {
  return until !== null && now.getTime() + shortestSessionMinutes * 60_000 <= until.getTime();
}

function closingTime(day: ClinicDay, hours: readonly OpeningHours[]): WallTime | undefined {
  if (hours.length === 0) return '23:59' as WallTime;
  const weekday = weekdayOf(day);
  return hours.filter((one) => one.weekday === weekday).map((one) => one.closes).sort().at(-1);
}

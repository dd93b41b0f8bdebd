import { formatDay, formatWallTime } from '@/lib/clinic-time';
import type { AvailabilityPeriod, TimeOff } from '../api/team';

/** "Fri, Mar 6 – Mon, Mar 9", "Fri, Mar 6, 1:00 – 5:00 PM", "Fri, Mar 6, from 3:00 PM – Mon, Mar 9" */
export function sayTimeOff(timeOff: Pick<TimeOff, 'from' | 'fromTime' | 'to' | 'toTime'>, reference?: string): string {
  const { from, fromTime, to, toTime } = timeOff;
  const start = formatDay(from, reference ?? from);
  if (from === to) {
    if (fromTime && toTime) return `${start}, ${formatWallTime(fromTime)} – ${formatWallTime(toTime)}`;
    if (fromTime) return `${start}, from ${formatWallTime(fromTime)}`;
    if (toTime) return `${start}, until ${formatWallTime(toTime)}`;
    return start;
  }
  const end = formatDay(to, reference ?? from);
  return `${start}${fromTime ? `, ${formatWallTime(fromTime)}` : ''} – ${end}${toTime ? `, ${formatWallTime(toTime)}` : ''}`;
}

/** The week that holds on a day, and those planned for later, in order. */
export function weeksFrom(periods: readonly AvailabilityPeriod[], day: string): { now: AvailabilityPeriod | null; later: AvailabilityPeriod[]; before: AvailabilityPeriod[] } {
  return {
    now: periods.find((one) => one.from <= day && (one.to === null || one.to >= day)) ?? null,
    later: periods.filter((one) => one.from > day),
    before: periods.filter((one) => one.to !== null && one.to < day),
  };
}

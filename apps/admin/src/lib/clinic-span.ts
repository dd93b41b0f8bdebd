import { formatDay, formatWallTime } from './clinic-time';

/** From when to when in the clinic's days and wall times, as the server says it: without times, whole days. */
export interface ClinicSpan {
  from: string;
  fromTime: string | null;
  to: string;
  toTime: string | null;
}

/** "Fri, Mar 6 – Mon, Mar 9", "Fri, Mar 6, 1:00 – 5:00 PM", "Fri, Mar 6, from 3:00 PM – Mon, Mar 9" */
export function saySpan({ from, fromTime, to, toTime }: ClinicSpan, reference?: string): string {
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

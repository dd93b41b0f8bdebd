import { addDays, dayOf, instantOf, wallTimeOf } from '@/lib/clinic-time';

/** Minutes: from midnight on the clinic's wall, or down the calendar's axis, which is the same but on a day of 25 hours. */
export type Minute = number;

/** A stretch of a day in minutes, end not included. */
export interface Span {
  start: Minute;
  end: Minute;
}

export const DAY: Minute = 1440;

/** What the clock does on a day: nothing as a rule; in spring it skips a stretch, in autumn one comes twice. */
export interface DayClock {
  day: string;
  zone: string;
  /** The stretch of the wall clock that is skipped. */
  skips: Span | null;
  /** The stretch that comes twice, and the instant from which on it is the second time. */
  repeats: (Span & { again: number }) | null;
}

/**
 * What all days shown have in common: their hours from midnight to midnight. Where one of them has an hour twice the axis
 * has it twice, so that what lies in the one is not drawn over what lies in the other.
 */
export interface Axis {
  length: Minute;
  repeats: Span | null;
}

/** "17:30" → 1050 */
export function minuteOf(time: string): Minute {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** 1050 → "17:30"; midnight at the end of a day is "00:00". */
export function timeOf(minute: Minute): string {
  return `${String(Math.floor((minute % DAY) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

const MINUTE_MS = 60_000;
const clocks = new Map<string, DayClock>();

/** What the clock does on a day in a zone. */
export function clockOf(day: string, zone: string): DayClock {
  const key = `${day} ${zone}`;
  const known = clocks.get(key);
  if (known) return known;
  const clock = { day, zone, ...changeOn(day, zone) };
  clocks.set(key, clock);
  return clock;
}

function changeOn(day: string, zone: string): Pick<DayClock, 'skips' | 'repeats'> {
  const [from, until] = [Date.parse(instantOf(day, '00:00', zone)), Date.parse(instantOf(addDays(day, 1), '00:00', zone))];
  // A clock that changes at midnight has changed already when the day begins.
  const [before, after] = [offsetAt(from - MINUTE_MS, zone), offsetAt(until - MINUTE_MS, zone)];
  if (before === after) return { skips: null, repeats: null };
  let [low, high] = [from - MINUTE_MS, until - MINUTE_MS];
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / MINUTE_MS / 2) * MINUTE_MS;
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  const old = (high + before - Date.parse(`${day}T00:00:00Z`)) / MINUTE_MS;
  const shift = (after - before) / MINUTE_MS;
  return shift > 0 ? { skips: { start: old, end: old + shift }, repeats: null } : { skips: null, repeats: { start: old + shift, end: old, again: high } };
}

/** How far the clinic's wall is ahead of UTC, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const at = new Date(instant);
  return Date.parse(`${dayOf(at, zone)}T${wallTimeOf(at, zone)}:00Z`) - Math.floor(instant / MINUTE_MS) * MINUTE_MS;
}

/** The axis of the days shown. */
export function axisOf(clocks: readonly DayClock[]): Axis {
  const twice = clocks.find((clock) => clock.repeats !== null)?.repeats;
  return twice ? { length: DAY + twice.end - twice.start, repeats: { start: twice.start, end: twice.end } } : { length: DAY, repeats: null };
}

/** Where a time of the wall clock stands on the axis; `again`: the second time it comes. */
export function onAxis(axis: Axis, wall: Minute, again = false): Minute {
  if (!axis.repeats || (wall < axis.repeats.end && !again)) return wall;
  return wall + axis.repeats.end - axis.repeats.start;
}

/** The time of the wall clock at a place of the axis. */
export function wallAt(axis: Axis, minute: Minute): { wall: Minute; again: boolean } {
  if (!axis.repeats || minute < axis.repeats.end) return { wall: minute, again: false };
  const wall = minute - (axis.repeats.end - axis.repeats.start);
  return { wall, again: wall < axis.repeats.end };
}

/** Where an instant of a day stands on the axis. */
export function placeOf(axis: Axis, clock: DayClock, instant: string): Minute {
  const wall = minuteOf(wallTimeOf(instant, clock.zone));
  return onAxis(axis, wall, clock.repeats !== null && wall < clock.repeats.end && Date.parse(instant) >= clock.repeats.again);
}

/** The instant at a place of the axis on a day. What the day skips, or has only once, becomes the next time it has. */
export function instantAt(axis: Axis, clock: DayClock, minute: Minute): string {
  const { wall, again } = wallAt(axis, minute);
  if (wall >= DAY) return instantOf(addDays(clock.day, 1), '00:00', clock.zone);
  if (!again) return instantOf(clock.day, timeOf(wall), clock.zone);
  if (!clock.repeats) return instantOf(clock.day, timeOf(axis.repeats?.end ?? wall), clock.zone);
  return new Date(clock.repeats.again + (wall - clock.repeats.start) * MINUTE_MS).toISOString();
}

/** What of a time from one instant to another lies on a day, or null. */
export function spanOn(axis: Axis, clock: DayClock, startsAt: string, endsAt: string): Span | null {
  const [first, last] = [dayOf(startsAt, clock.zone), dayOf(endsAt, clock.zone)];
  if (first > clock.day || last < clock.day) return null;
  const start = first < clock.day ? 0 : placeOf(axis, clock, startsAt);
  const end = last > clock.day ? axis.length : placeOf(axis, clock, endsAt);
  return end > start ? { start, end } : null;
}

/** What of the axis a day does not have: the hour its clock skips, or the second time an hour comes on another day only. */
export function missingOn(axis: Axis, clock: DayClock): Span[] {
  const missing: Span[] = [];
  if (clock.skips) missing.push({ start: onAxis(axis, clock.skips.start), end: onAxis(axis, clock.skips.end) });
  if (axis.repeats && !clock.repeats) missing.push({ start: axis.repeats.end, end: axis.repeats.end + (axis.repeats.end - axis.repeats.start) });
  return missing;
}

/** The full hours of a part of the axis, with the time to write beside each. */
export function hourMarks(axis: Axis, shown: Span): { at: Minute; time: string; again: boolean }[] {
  const once = Array.from({ length: 24 }, (_, hour) => ({ at: onAxis(axis, hour * 60), time: timeOf(hour * 60), again: false }));
  const twice = axis.repeats ? once.filter((mark) => mark.at >= (axis.repeats as Span).start && mark.at < (axis.repeats as Span).end) : [];
  return [...once, ...twice.map((mark) => ({ ...mark, at: onAxis(axis, mark.at, true), again: true }))]
    .filter((mark) => mark.at >= shown.start && mark.at <= shown.end)
    .sort((a, b) => a.at - b.at);
}

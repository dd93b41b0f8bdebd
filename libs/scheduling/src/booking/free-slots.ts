import { addDays, clinicDayOf, daysBetween, eachDay, instantOf, minuteOfDay, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime, type Weekday } from '#platform';
import type { BookingFacts } from './booking-facts.query.js';

/** A time that is free for everybody and everything asked about. */
export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/** A time that is taken. */
export interface Busy {
  startsAt: Date;
  endsAt: Date;
}

/** What is looked for. */
export interface SlotSearch {
  minutes: number;
  /** The time wanted at first: nearer is better. */
  near: Date;
  /** Nothing earlier than this is offered. */
  notBefore: Date;
  from: ClinicDay;
  to: ClinicDay;
  zone: TimeZone;
  /** Whether the room has hours of its own to keep. */
  withRoom: boolean;
  /** How many to offer. */
  count: number;
}

/** Starts are offered on the quarter hour. */
const STEP_MINUTES = 15;
/** Where nobody keeps hours, nothing is offered before seven in the morning or to end after nine at night. */
const USUAL_DAY = [{ from: 7 * 60, to: 21 * 60 }];

const DAY = 86_400_000;

interface Span {
  from: number;
  to: number;
}

/** A time at which everybody and everything may be asked for, on a quarter hour. */
export interface OpenTime extends Slot {
  day: ClinicDay;
  /** The stretch of open hours it lies in. */
  within: Slot;
}

/** What open times are looked for: a length, between two days, on the clinic's wall clock. */
export interface OpenSearch {
  minutes: number;
  notBefore: Date;
  from: ClinicDay;
  to: ClinicDay;
  zone: TimeZone;
  withRoom: boolean;
  /** Minutes of the day and weekdays it is to lie within; left out: any. */
  earliest?: number;
  latest?: number;
  weekdays?: readonly Weekday[];
}

/** Times within the hours of clinic, room and staff, on days the clinic is open; whether anybody is busy is not asked. */
export function openTimes(facts: BookingFacts, search: OpenSearch): OpenTime[] {
  const closed = new Set(facts.closures.map((one) => one.day));
  const found: OpenTime[] = [];
  for (const day of eachDay(search.from, search.to)) {
    if (closed.has(day) || (search.weekdays && !search.weekdays.includes(weekdayOf(day)))) continue;
    const changes = instantAt(day, 1440, search.zone).getTime() - instantAt(day, 0, search.zone).getTime() !== DAY;
    for (const span of openSpans(day, facts, search.withRoom)) {
      const last = Math.min(span.to, search.latest ?? 1440);
      const within = { startsAt: instantOf(day, wallTimeAt(span.from), search.zone), endsAt: instantAt(day, span.to, search.zone) };
      for (let minute = Math.ceil(Math.max(span.from, search.earliest ?? 0) / STEP_MINUTES) * STEP_MINUTES; minute + search.minutes <= last; minute += STEP_MINUTES) {
        // On a day without a change the clock of the zone need be asked once.
        const startsAt = changes ? instantOf(day, wallTimeAt(minute), search.zone) : new Date(within.startsAt.getTime() + (minute - span.from) * 60_000);
        const endsAt = new Date(startsAt.getTime() + search.minutes * 60_000);
        // Where the clock changes, the wall decides: an hour it skips is not there, and a session across it ends later.
        if (changes && (minutesOnWall(day, startsAt, search.zone) !== minute || minutesOnWall(day, endsAt, search.zone) > last)) continue;
        if (startsAt >= search.notBefore) found.push({ day, startsAt, endsAt, within });
      }
    }
  }
  return found;
}

/**
 * Free times nearest to the one wanted, none overlapping another, nearest first: within the hours of clinic, room and
 * staff, on days the clinic is open, when nobody is away or busy and the room is not out.
 */
export function freeSlots(facts: BookingFacts, busy: readonly Busy[], search: SlotSearch): Slot[] {
  const away = [...facts.timeOff, ...facts.roomOutages].map((one) => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }));
  const taken = merged([...busy, ...away]);
  const candidates = openTimes(facts, search).filter((one) => !overlapsAny(taken, one.startsAt, one.endsAt));
  const near = search.near.getTime();
  candidates.sort((a, b) => Math.abs(a.startsAt.getTime() - near) - Math.abs(b.startsAt.getTime() - near) || a.startsAt.getTime() - b.startsAt.getTime());
  const chosen: Slot[] = [];
  for (const { startsAt, endsAt } of candidates) {
    if (chosen.length >= search.count) break;
    if (!chosen.some((other) => startsAt < other.endsAt && endsAt > other.startsAt)) chosen.push({ startsAt, endsAt });
  }
  return chosen;
}

/** When everybody who keeps hours keeps them, in minutes of the day. */
function openSpans(day: ClinicDay, facts: BookingFacts, withRoom: boolean): Span[] {
  const weekday = weekdayOf(day);
  const hours = facts.openingHours.filter((one) => one.weekday === weekday);
  let spans: Span[] | undefined;
  const keep = (stretches: { opens: string; closes: string }[]) => {
    const own = joined(stretches.map(({ opens, closes }) => ({ from: minutes(opens), to: closes === '23:59' ? 1440 : minutes(closes) })));
    spans = spans === undefined ? own : intersection(spans, own);
  };
  if (facts.keepsHours) keep(hours.filter((one) => !one.ofRoom));
  if (withRoom && facts.roomKeepsHours) keep(hours.filter((one) => one.ofRoom));
  for (const staffId of facts.withAvailability) {
    keep(
      facts.availability
        .filter((one) => one.staffId === staffId && one.weekday === weekday && one.from <= day && (one.to === null || one.to >= day))
        .map((one) => ({ opens: one.starts, closes: one.ends })),
    );
  }
  return spans ?? USUAL_DAY;
}

function joined(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function intersection(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((one) => b.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))).filter((span) => span.from < span.to);
}

/** Times put together where they touch or overlap, in order. */
export function merged(times: readonly Busy[]): Busy[] {
  const result: Busy[] = [];
  for (const time of [...times].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const last = result.at(-1);
    if (last && time.startsAt <= last.endsAt) last.endsAt = time.endsAt > last.endsAt ? time.endsAt : last.endsAt;
    else result.push({ ...time });
  }
  return result;
}

/** Whether [start, end) meets any of the merged times, found by halving. */
export function overlapsAny(times: readonly Busy[], start: Date, end: Date): boolean {
  const first = times[firstEndingAfter(times, start)];
  return first !== undefined && first.startsAt < end;
}

/** Where in the merged times the first stands that ends after an instant. */
export function firstEndingAfter(times: readonly Busy[], instant: Date): number {
  const at = instant.getTime();
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as Busy).endsAt.getTime() <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** A minute of the day as an instant; 1440 is the next midnight. */
function instantAt(day: ClinicDay, minute: number, zone: TimeZone): Date {
  return minute >= 1440 ? instantOf(addDays(day, 1), wallTimeAt(0), zone) : instantOf(day, wallTimeAt(minute), zone);
}

/** Minutes of the day as the wall shows an instant; past midnight more than 1440. */
function minutesOnWall(day: ClinicDay, instant: Date, zone: TimeZone): number {
  return daysBetween(day, clinicDayOf(instant, zone)) * 1440 + minuteOfDay(wallTimeOf(instant, zone));
}

function wallTimeAt(minute: number): WallTime {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` as WallTime;
}

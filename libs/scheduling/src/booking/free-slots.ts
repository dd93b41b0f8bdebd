import { addDays, clinicDayOf, daysBetween, eachDay, instantOf, minuteOfDay, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime, type Weekday } from '#platform';
import type { BookingFacts } from './booking-facts.query.js';

/** A time that is free for everybody and everything asked about. */
export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/** A stretch of time, from one instant to another, in epoch milliseconds: for one answer a thousand of them may be weighed. */
export interface Span {
  from: number;
  to: number;
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
const USUAL_DAY: Hours[] = [{ from: 7 * 60, to: 21 * 60 }];

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Open hours of a day, in minutes of it. */
interface Hours {
  from: number;
  to: number;
}

/** A time at which everybody and everything may be asked for, on a quarter hour. */
export interface OpenTime extends Span {
  day: ClinicDay;
  /** The stretch of open hours it lies in. */
  within: Span;
}

/** The open times of one day, soonest first. */
export type OpenDay = readonly [OpenTime, ...OpenTime[]];

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
  return [...openDays(facts, search)].flat();
}

/** The same, day by day and no further than is asked for; days without any are left out. */
export function* openDays(facts: BookingFacts, search: OpenSearch): Generator<OpenDay> {
  const closed = new Set(facts.closures.map((one) => one.day));
  for (const day of eachDay(search.from, search.to)) {
    if (closed.has(day) || (search.weekdays && !search.weekdays.includes(weekdayOf(day)))) continue;
    const [first, ...rest] = timesOf(day, facts, search);
    if (first) yield [first, ...rest];
  }
}

function timesOf(day: ClinicDay, facts: BookingFacts, search: OpenSearch): OpenTime[] {
  const found: OpenTime[] = [];
  const notBefore = search.notBefore.getTime();
  const length = search.minutes * MINUTE;
  const changes = instantAt(day, 1440, search.zone).getTime() - instantAt(day, 0, search.zone).getTime() !== DAY;
  for (const hours of openHours(day, facts, search.withRoom)) {
    const last = Math.min(hours.to, search.latest ?? 1440);
    const within = { from: instantOf(day, wallTimeAt(hours.from), search.zone).getTime(), to: instantAt(day, hours.to, search.zone).getTime() };
    for (let minute = Math.ceil(Math.max(hours.from, search.earliest ?? 0) / STEP_MINUTES) * STEP_MINUTES; minute + search.minutes <= last; minute += STEP_MINUTES) {
      // On a day without a change the clock of the zone need be asked once.
      const from = changes ? instantOf(day, wallTimeAt(minute), search.zone).getTime() : within.from + (minute - hours.from) * MINUTE;
      const to = from + length;
      // Where the clock changes, the wall decides: an hour it skips is not there, and a session across it ends later.
      if (changes && (minutesOnWall(day, from, search.zone) !== minute || minutesOnWall(day, to, search.zone) > last)) continue;
      if (from >= notBefore) found.push({ day, from, to, within });
    }
  }
  return found;
}

/**
 * Free times nearest to the one wanted, none overlapping another, nearest first: within the hours of clinic, room and
 * staff, on days the clinic is open, when nobody is away or busy and the room is not out.
 */
export function freeSlots(facts: BookingFacts, busy: readonly Span[], search: SlotSearch): Slot[] {
  const taken = merged([...busy, ...spansOf(facts.timeOff), ...spansOf(facts.roomOutages)]);
  const candidates = openTimes(facts, search).filter((one) => !overlapsAny(taken, one));
  const near = search.near.getTime();
  candidates.sort((a, b) => Math.abs(a.from - near) - Math.abs(b.from - near) || a.from - b.from);
  const chosen: Span[] = [];
  for (const one of candidates) {
    if (chosen.length >= search.count) break;
    if (!chosen.some((other) => one.from < other.to && one.to > other.from)) chosen.push(one);
  }
  return chosen.map(({ from, to }) => ({ startsAt: new Date(from), endsAt: new Date(to) }));
}

/** Stretches that are kept as text. */
export function spansOf(stretches: readonly { startsAt: string; endsAt: string }[]): Span[] {
  return stretches.map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }));
}

/** When everybody who keeps hours keeps them. */
function openHours(day: ClinicDay, facts: BookingFacts, withRoom: boolean): Hours[] {
  const weekday = weekdayOf(day);
  const hours = facts.openingHours.filter((one) => one.weekday === weekday);
  let common: Hours[] | undefined;
  const keep = (stretches: { opens: string; closes: string }[]) => {
    const own = merged(stretches.map(({ opens, closes }) => ({ from: minutes(opens), to: closes === '23:59' ? 1440 : minutes(closes) })));
    common = common === undefined ? own : intersection(common, own);
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
  return common ?? USUAL_DAY;
}

function intersection(a: readonly Hours[], b: readonly Hours[]): Hours[] {
  return a.flatMap((one) => b.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))).filter((both) => both.from < both.to);
}

/** Stretches put together where they touch or overlap, in order. */
export function merged(stretches: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** Whether a time meets any of the merged ones, found by halving. */
export function overlapsAny(times: readonly Span[], { from, to }: Span): boolean {
  const first = times[firstEndingAfter(times, from)];
  return first !== undefined && first.from < to;
}

/** Where in the merged times the first stands that ends after an instant. */
export function firstEndingAfter(times: readonly Span[], instant: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as Span).to <= instant) low = middle + 1;
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
function minutesOnWall(day: ClinicDay, at: number, zone: TimeZone): number {
  const instant = new Date(at);
  return daysBetween(day, clinicDayOf(instant, zone)) * 1440 + minuteOfDay(wallTimeOf(instant, zone));
}

function wallTimeAt(minute: number): WallTime {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` as WallTime;
}

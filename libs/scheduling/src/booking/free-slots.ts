import { eachDay, instantOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
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

interface Span {
  from: number;
  to: number;
}

/**
 * Free times nearest to the one wanted, none overlapping another, nearest first: within the hours of clinic, room and
 * staff, on days the clinic is open, when nobody is away or busy.
 */
export function freeSlots(facts: BookingFacts, busy: readonly Busy[], search: SlotSearch): Slot[] {
  const away = facts.timeOff.map((one) => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }));
  const taken = merged([...busy, ...away]);
  const closed = new Set(facts.closures.map((one) => one.day));
  const candidates: Slot[] = [];
  for (const day of eachDay(search.from, search.to)) {
    if (closed.has(day)) continue;
    for (const span of openSpans(day, facts, search.withRoom)) {
      for (let minute = Math.ceil(span.from / STEP_MINUTES) * STEP_MINUTES; minute + search.minutes <= span.to; minute += STEP_MINUTES) {
        const startsAt = instantOf(day, wallTimeAt(minute), search.zone);
        const endsAt = new Date(startsAt.getTime() + search.minutes * 60_000);
        if (startsAt >= search.notBefore && !overlapsAny(taken, startsAt, endsAt)) candidates.push({ startsAt, endsAt });
      }
    }
  }
  const near = search.near.getTime();
  candidates.sort((a, b) => Math.abs(a.startsAt.getTime() - near) - Math.abs(b.startsAt.getTime() - near) || a.startsAt.getTime() - b.startsAt.getTime());
  const chosen: Slot[] = [];
  for (const slot of candidates) {
    if (chosen.length >= search.count) break;
    if (!chosen.some((other) => slot.startsAt < other.endsAt && slot.endsAt > other.startsAt)) chosen.push(slot);
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

function merged(times: readonly Busy[]): Busy[] {
  const result: Busy[] = [];
  for (const time of [...times].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    const last = result.at(-1);
    if (last && time.startsAt <= last.endsAt) last.endsAt = time.endsAt > last.endsAt ? time.endsAt : last.endsAt;
    else result.push({ ...time });
  }
  return result;
}

/** Whether [start, end) meets any of the merged times, found by halving. */
function overlapsAny(times: readonly Busy[], start: Date, end: Date): boolean {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as Busy).endsAt <= start) low = middle + 1;
    else high = middle;
  }
  const first = times[low];
  return first !== undefined && first.startsAt < end;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function wallTimeAt(minute: number): WallTime {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` as WallTime;
}

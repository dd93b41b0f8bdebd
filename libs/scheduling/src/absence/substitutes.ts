import { clinicDayOf, daysBetween, minuteOfDay, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone, type WallTime, type Weekday } from '#platform';
import { judgeLeader, type WorkerFacts } from '#team';
import { covers } from '../booking/outside-hours.js';

type Span = readonly [from: number, to: number];

/** Somebody who might lead instead, with everything that decides whether they can. Times in milliseconds. */
export interface Candidate extends WorkerFacts {
  name: string;
  /** When they said they work; empty: they have not said. */
  availability: readonly (readonly [weekday: Weekday, starts: WallTime, ends: WallTime, from: ClinicDay, to: ClinicDay | null])[];
  away: readonly Span[];
  busy: readonly Span[];
}

/** A room that might do instead. */
export interface SpareRoom {
  id: string;
  name: string;
  capacity: number;
  hours: readonly (readonly [weekday: Weekday, opens: WallTime, closes: WallTime])[];
  busy: readonly Span[];
}

/** A session whose clinician or room is out. */
export interface StrandedSession {
  startsAt: Date;
  endsAt: Date;
  day: ClinicDay;
  disciplines: readonly string[];
  staffIds: readonly string[];
  seats: number;
}

/** Why somebody is a good choice. */
export type SubstituteReason = 'knows_them' | 'within_said_hours' | 'free_day';

export interface Substitute {
  staffId: string;
  name: string;
  reasons: SubstituteReason[];
}

/**
 * Who may lead a session instead and is free then: qualified for its service on its day, within the hours they gave, not away, not
 * busy. Those who know the people first, then those who said they work then, then those with least to do that day.
 * @param knows staff who led the group before, or are on the clients' care team.
 */
export function substitutesFor(session: StrandedSession, candidates: readonly Candidate[], knows: ReadonlySet<string>, zone: TimeZone): Substitute[] {
  const [from, to] = [session.startsAt.getTime(), session.endsAt.getTime()];
  return candidates
    .filter((one) => !session.staffIds.includes(one.staffId) && judgeLeader(one, session.disciplines, session.day).may)
    .filter((one) => !meets(one.busy, from, to) && !meets(one.away, from, to) && worksThen(one, session, zone))
    .map((one) => {
      const load = minutesOn(one.busy, session.day, zone);
      const reasons: SubstituteReason[] = [];
      if (knows.has(one.staffId)) reasons.push('knows_them');
      if (one.availability.length > 0) reasons.push('within_said_hours');
      if (load === 0) reasons.push('free_day');
      return { one, load, reasons };
    })
    .sort((a, b) => rank(b.reasons) - rank(a.reasons) || a.load - b.load || (a.one.name < b.one.name ? -1 : 1))
    .map(({ one, reasons }) => ({ staffId: one.staffId, name: one.name, reasons }));
}

/** Rooms that are free then, with seats enough, the smallest first. */
export function roomsFor(session: StrandedSession, rooms: readonly SpareRoom[], zone: TimeZone): { id: string; name: string; capacity: number }[] {
  const [from, to] = [session.startsAt.getTime(), session.endsAt.getTime()];
  return rooms
    .filter((room) => room.capacity >= session.seats && !meets(room.busy, from, to) && (room.hours.length === 0 || within(room.hours, session, zone)))
    .sort((a, b) => a.capacity - b.capacity || (a.name < b.name ? -1 : 1))
    .map(({ id, name, capacity }) => ({ id, name, capacity }));
}

function rank(reasons: readonly SubstituteReason[]): number {
  return (reasons.includes('knows_them') ? 2 : 0) + (reasons.includes('within_said_hours') ? 1 : 0);
}

function worksThen({ availability }: Candidate, session: StrandedSession, zone: TimeZone): boolean {
  if (availability.length === 0) return true;
  const stretches = availability.filter(([, , , from, to]) => from <= session.day && (to === null || to >= session.day)).map(([weekday, starts, ends]) => [weekday, starts, ends] as const);
  return within(stretches, session, zone);
}

function within(stretches: SpareRoom['hours'], { startsAt, endsAt, day }: StrandedSession, zone: TimeZone): boolean {
  const start = minuteOfDay(wallTimeOf(startsAt, zone));
  const end = daysBetween(day, clinicDayOf(endsAt, zone)) * 1440 + minuteOfDay(wallTimeOf(endsAt, zone));
  return covers(stretches.filter(([weekday]) => weekday === weekdayOf(day)).map(([, opens, closes]) => ({ opens, closes })), start, end);
}

function meets(spans: readonly Span[], from: number, to: number): boolean {
  return spans.some(([start, end]) => start < to && end > from);
}

function minutesOn(spans: readonly Span[], day: ClinicDay, zone: TimeZone): number {
  return spans.reduce((total, [from, to]) => (clinicDayOf(new Date(from), zone) === day ? total + (to - from) / 60_000 : total), 0);
}

import { clinicDayOf, daysBetween, minuteOfDay, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone } from '#platform';
import { judgeLeader } from '#team';
import type { BookingFacts } from './booking-facts.query.js';

/** One way in which a time lies outside what was agreed. The sentence names no person. */
export interface Outside {
  kind: 'clinic-closed' | 'clinic-hours' | 'room-hours' | 'room-out' | 'staff-hours' | 'time-off' | 'may-not-lead';
  /** The room or the staff member, where it is about one. */
  id: string | null;
  sentence: string;
}

/**
 * Everything about a time that needs a reason: the clinic is closed, the room is closed or out, a clinician does not work then, is away,
 * or may not lead the service on that day. A clinic, a room or a clinician who keeps no hours at all is always open.
 */
export function outsideHours(time: { startsAt: Date; endsAt: Date }, roomId: string | null, facts: BookingFacts, zone: TimeZone): Outside[] {
  const day = clinicDayOf(time.startsAt, zone);
  const weekday = weekdayOf(day);
  const start = minuteOfDay(wallTimeOf(time.startsAt, zone));
  const end = minutesFrom(day, time.endsAt, zone);
  const found: Outside[] = [];
  const within = (stretches: readonly { opens: string; closes: string }[]) => covers(stretches, start, end);

  const closure = facts.closures.find((one) => one.day === day);
  if (closure) found.push({ kind: 'clinic-closed', id: null, sentence: `The clinic is closed on this day: ${closure.reason}.` });
  else if (facts.keepsHours && !within(facts.openingHours.filter((one) => !one.ofRoom && one.weekday === weekday))) {
    found.push({ kind: 'clinic-hours', id: null, sentence: 'This is outside the clinic’s opening hours.' });
  }
  if (roomId !== null && facts.roomKeepsHours && !within(facts.openingHours.filter((one) => one.ofRoom && one.weekday === weekday))) {
    found.push({ kind: 'room-hours', id: roomId, sentence: 'This is outside the room’s hours.' });
  }
  if (roomId !== null && facts.roomOutages.some((one) => meets(one, time))) found.push({ kind: 'room-out', id: roomId, sentence: 'The room is closed at this time.' });
  for (const person of facts.staff) {
    const stretches = facts.availability
      .filter((one) => one.staffId === person.staffId && one.weekday === weekday && one.from <= day && (one.to === null || one.to >= day))
      .map((one) => ({ opens: one.starts, closes: one.ends }));
    if (facts.withAvailability.includes(person.staffId) && !within(stretches)) {
      found.push({ kind: 'staff-hours', id: person.staffId, sentence: 'A clinician does not work at this time.' });
    }
    if (facts.timeOff.some((one) => one.staffId === person.staffId && meets(one, time))) {
      found.push({ kind: 'time-off', id: person.staffId, sentence: 'A clinician has time off.' });
    }
    const verdict = judgeLeader(person, facts.service?.disciplines ?? [], day);
    if (!verdict.may) found.push({ kind: 'may-not-lead', id: person.staffId, sentence: `A clinician may not lead this: ${verdict.sentence}` });
  }
  return found;
}

function meets(span: { startsAt: string; endsAt: string }, time: { startsAt: Date; endsAt: Date }): boolean {
  return new Date(span.startsAt) < time.endsAt && new Date(span.endsAt) > time.startsAt;
}

/** Minutes from midnight of a day to an instant, as the wall clock shows it: past midnight more than 1440. */
function minutesFrom(day: ClinicDay, instant: Date, zone: TimeZone): number {
  return daysBetween(day, clinicDayOf(instant, zone)) * 1440 + minuteOfDay(wallTimeOf(instant, zone));
}

/** Whether touching stretches, put together, cover [start, end) in minutes of the day. 23:59 stands for midnight. */
export function covers(stretches: readonly { opens: string; closes: string }[], start: number, end: number): boolean {
  let reached = start;
  for (const { opens, closes } of [...stretches].sort((a, b) => (a.opens < b.opens ? -1 : 1))) {
    const until = closes === '23:59' ? 1440 : minutes(closes);
    if (minutes(opens) <= reached && until > reached) reached = until;
  }
  return reached >= end;
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

import { addDays, type ClinicDay } from '#platform';

/** A membership's days; no last day: it goes on. */
export interface MemberDays {
  joinedOn: ClinicDay;
  leftOn: ClinicDay | null;
}

/**
 * The first day, today or later, from which on a seat stays free: members at once on any later day, and the seats already
 * offered, leave one over. Somebody who joins later counts from their first day on.
 * @returns null where no seat will be free by what is known.
 */
export function firstFreeDay(members: readonly MemberDays[], offered: number, capacity: number, today: ClinicDay): ClinicDay | null {
  const days = [today, ...members.flatMap((one) => (one.leftOn !== null && one.leftOn >= today ? [addDays(one.leftOn, 1)] : []))].sort();
  return days.find((day) => mostAtOnce(members, day) + offered < capacity) ?? null;
}

/** The most members at once on any day from a day on. */
export function mostAtOnce(members: readonly MemberDays[], from: ClinicDay): number {
  const days = [from, ...members.map((one) => one.joinedOn).filter((day) => day > from)];
  return Math.max(...days.map((day) => members.filter((one) => one.joinedOn <= day && (one.leftOn === null || one.leftOn >= day)).length));
}

import { addDays, type ClinicDay } from './clinic-time.js';

/** Days somebody takes a seat or a place; no last day: it goes on. */
export interface DaysTaken {
  from: ClinicDay;
  to: ClinicDay | null;
}

/**
 * The first day, today or later, from which on one stays free: those taken at once on any later day, and those offered to somebody
 * already, leave one over. Somebody who comes later counts from their first day on.
 * @returns null where none will be free by what is known.
 */
export function firstFreeDay(taken: readonly DaysTaken[], offered: number, capacity: number, today: ClinicDay): ClinicDay | null {
  const days = [today, ...taken.flatMap((one) => (one.to !== null && one.to >= today ? [addDays(one.to, 1)] : []))].sort();
  return days.find((day) => mostAtOnce(taken, day) + offered < capacity) ?? null;
}

/** The most taken at once on any day from a day on. */
export function mostAtOnce(taken: readonly DaysTaken[], from: ClinicDay): number {
  const days = [from, ...taken.map((one) => one.from).filter((day) => day > from)];
  return Math.max(...days.map((day) => taken.filter((one) => one.from <= day && (one.to === null || one.to >= day)).length));
}

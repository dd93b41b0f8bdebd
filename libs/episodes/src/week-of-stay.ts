import { daysBetween, weekStartOf, type ClinicDay, type Weekday } from '#platform';

/**
 * Which program week of a stay a day falls in: 1 is the week of admission, however late in it the client came. Null
 * before the admission and after the last day.
 */
export function weekOfStay(stay: { admittedOn: ClinicDay; dischargedOn: ClinicDay | null }, day: ClinicDay, weekStartsOn: Weekday): number | null {
  if (day < stay.admittedOn || (stay.dischargedOn !== null && day > stay.dischargedOn)) return null;
  return daysBetween(weekStartOf(stay.admittedOn, weekStartsOn), weekStartOf(day, weekStartsOn)) / 7 + 1;
}

export const STAY_STATES = ['upcoming', 'current', 'ended'] as const;
export type StayState = (typeof STAY_STATES)[number];

/** Whether a stay is still to come, runs, or is over on a day. */
export function stateOfStay(stay: { admittedOn: ClinicDay; dischargedOn: ClinicDay | null }, day: ClinicDay): StayState {
  if (stay.dischargedOn !== null && stay.dischargedOn < day) return 'ended';
  return stay.admittedOn > day ? 'upcoming' : 'current';
}

/** Whole years since birth on a day; someone born on 29 February turns a year older on 1 March. */
export function ageOn(birthDate: ClinicDay, day: ClinicDay): number {
  return Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);
}

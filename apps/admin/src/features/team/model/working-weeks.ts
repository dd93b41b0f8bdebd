import type { AvailabilityPeriod } from '../api/team';

/** The week that holds on a day, and those planned for later, in order. */
export function weeksFrom(periods: readonly AvailabilityPeriod[], day: string): { now: AvailabilityPeriod | null; later: AvailabilityPeriod[]; before: AvailabilityPeriod[] } {
  return {
    now: periods.find((one) => one.from <= day && (one.to === null || one.to >= day)) ?? null,
    later: periods.filter((one) => one.from > day),
    before: periods.filter((one) => one.to !== null && one.to < day),
  };
}

import { addDays, type ClinicDay } from '#platform';

/** Something that holds from a day to a day; no last day: until further notice. */
export interface Dated {
  readonly effectiveFrom: ClinicDay;
  readonly effectiveTo: ClinicDay | null;
}

/** What is left of something dated once days are cut out of it. */
export interface Remainder<T> {
  readonly of: T;
  readonly from: ClinicDay;
  readonly to: ClinicDay | null;
}

/**
 * Cuts the days [from, to] out of things that hold one after another.
 * @returns those the cut touches, and what is left of them before and after it.
 */
export function cutOut<T extends Dated>(standing: readonly T[], from: ClinicDay, to: ClinicDay | null): { touched: T[]; remainders: Remainder<T>[] } {
  const touched: T[] = [];
  const remainders: Remainder<T>[] = [];
  for (const one of standing) {
    if ((to !== null && one.effectiveFrom > to) || (one.effectiveTo !== null && one.effectiveTo < from)) continue;
    touched.push(one);
    if (one.effectiveFrom < from) remainders.push({ of: one, from: one.effectiveFrom, to: addDays(from, -1) });
    if (to !== null && (one.effectiveTo === null || one.effectiveTo > to)) remainders.push({ of: one, from: addDays(to, 1), to: one.effectiveTo });
  }
  return { touched, remainders };
}

/**
 * The last day of a change that was given none: the day before the next one already planned, or no end.
 * A change planned for later stands until someone changes it too.
 */
export function untilNextPlanned(standing: readonly Dated[], from: ClinicDay): ClinicDay | null {
  const next = standing.map((one) => one.effectiveFrom).filter((day) => day > from).sort()[0];
  return next === undefined ? null : addDays(next, -1);
}

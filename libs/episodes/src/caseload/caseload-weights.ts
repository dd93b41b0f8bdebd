import type { ClinicDay } from '#platform';
import { addDays } from '#platform';

/**
 * What a client weighs in somebody's caseload. Product defaults: the primary carries the plan, the notes and the calls,
 * anybody else a part of it; the first two weeks bring assessment, plan and consents on top.
 */
export const CASELOAD_WEIGHTS = { primary: 1, other: 0.5, newlyAdmitted: 0.5 } as const;
/** How long a client counts as newly admitted, in days. */
export const NEW_FOR_DAYS = 14;

/** The first day of admission that still counts as new on a day. */
export function newSince(today: ClinicDay): ClinicDay {
  return addDays(today, 1 - NEW_FOR_DAYS);
}

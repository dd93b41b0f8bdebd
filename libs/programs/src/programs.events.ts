import type { ClinicDay } from '#platform';

/** A program's resolved policy is another one from a day on. Published in the transaction of the change. */
export const POLICY_CHANGED = 'programs.policy-changed';

/** How many a program takes in, or whether it takes anybody in, is another. Published in the transaction of the change. */
export const PLACES_CHANGED = 'programs.places-changed';

/** Whose places. */
export interface PlacesChanged {
  programId: string;
}

/** Whose policy, and the first day it differs from what it was. */
export interface PolicyChanged {
  programId: string;
  from: ClinicDay;
}

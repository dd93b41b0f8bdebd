import type { ClinicDay } from '#platform';

/** When staff can work changed: weekly availability, time off, or somebody left. Published in the transaction of the change. */
export const AVAILABILITY_CHANGED = 'team.availability-changed';

/** Whose time, and which days it may concern. */
export interface AvailabilityChanged {
  staffIds: string[];
  from: ClinicDay;
  /** The last such day; null when the change has no end. */
  to: ClinicDay | null;
}

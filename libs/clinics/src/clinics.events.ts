import type { ClinicDay } from '#platform';

/** Closures or opening hours changed. Published in the transaction of the change. */
export const CALENDAR_CHANGED = 'clinics.calendar-changed';

/** The days that may now be open or closed differently. */
export interface CalendarChanged {
  from: ClinicDay;
  /** The last such day; null when the change has no end (opening hours). */
  to: ClinicDay | null;
}

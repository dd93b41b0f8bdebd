import type { ClinicDay } from '#platform';

/** Closures or opening hours changed. Published in the transaction of the change. */
export const CALENDAR_CHANGED = 'clinics.calendar-changed';

/** The days that may now be open or closed differently. */
export interface CalendarChanged {
  from: ClinicDay;
  /** The last such day; null when the change has no end (opening hours). */
  to: ClinicDay | null;
}

/**
 * A clinic took another time zone, which it can while nobody is admitted and nothing planned. Published in the
 * transaction of the change.
 */
export const TIME_ZONE_CHANGED = 'clinics.time-zone-changed';

/** The IANA names before and after. */
export interface TimeZoneChanged {
  from: string;
  to: string;
}

/** A clinic was opened. Published in the transaction of its making, so that whoever opened it can be let in. */
export const CLINIC_CREATED = 'clinics.clinic-created';

/** Who opened it; null: the system. */
export interface ClinicCreated {
  openedBy: string | null;
}

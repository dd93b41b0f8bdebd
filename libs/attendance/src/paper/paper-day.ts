import { addDays, clinicDayOf, wallTimeOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';

/**
 * The day whose rosters should be on paper by now: from the clinic's evening hour on it is tomorrow, before that today.
 * A worker that slept through the evening therefore still makes the page in the night or in the morning.
 */
export function paperDay(now: Date, zone: TimeZone, evening: WallTime): ClinicDay {
  const today = clinicDayOf(now, zone);
  return wallTimeOf(now, zone) >= evening ? addDays(today, 1) : today;
}

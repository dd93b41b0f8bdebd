import { addDays, weekdayOf, type ClinicDay } from '#platform';

const FRIDAY = 5;

/** The day so many business days after a day: Monday to Friday, without the days the clinic is closed. 0 is the day itself. */
export function businessDaysAfter(day: ClinicDay, count: number, closed: ReadonlySet<ClinicDay>): ClinicDay {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (weekdayOf(at) <= FRIDAY && !closed.has(at)) left--;
  }
  return at;
}

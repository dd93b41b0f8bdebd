import { addDays, clinicDayOf, dayStart, daysBetween, instantOf, invalidInput, wallTimeOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import type { AddTimeOffDto } from './availability.dto.js';

const LONGEST_DAYS = 731;

/**
 * The instants time off covers, from the clinic's days and wall times.
 * @throws DomainError 400 at the field that puts the end before the start, or the two more than two years apart.
 */
export function timeOffRange(input: AddTimeOffDto, zone: TimeZone): { startsAt: Date; endsAt: Date } {
  if (input.to < input.from) throw invalidInput([{ pointer: '/to', detail: 'must not be before the first day' }]);
  if (daysBetween(input.from, input.to) >= LONGEST_DAYS) throw invalidInput([{ pointer: '/to', detail: 'must be within two years of the first day' }]);
  const startsAt = input.fromTime ? instantOf(input.from, input.fromTime, zone) : dayStart(input.from, zone);
  const endsAt = input.toTime ? instantOf(input.to, input.toTime, zone) : dayStart(addDays(input.to, 1), zone);
  if (endsAt <= startsAt) throw invalidInput([{ pointer: '/toTime', detail: 'must be after the start' }]);
  return { startsAt, endsAt };
}

/** The clinic's days and wall times of time off; times are null where it covers the day whole. */
export function timeOffInWords(startsAt: Date, endsAt: Date, zone: TimeZone): { from: ClinicDay; fromTime: WallTime | null; to: ClinicDay; toTime: WallTime | null } {
  const from = clinicDayOf(startsAt, zone);
  const endDay = clinicDayOf(endsAt, zone);
  const endsWithDay = dayStart(endDay, zone).getTime() === endsAt.getTime();
  return {
    from,
    fromTime: dayStart(from, zone).getTime() === startsAt.getTime() ? null : wallTimeOf(startsAt, zone),
    to: endsWithDay ? addDays(endDay, -1) : endDay,
    toTime: endsWithDay ? null : wallTimeOf(endsAt, zone),
  };
}

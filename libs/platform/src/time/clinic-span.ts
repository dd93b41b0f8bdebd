import { invalidInput } from '../http/domain-error.js';
import { addDays, clinicDayOf, dayStart, daysBetween, instantOf, wallTimeOf, type ClinicDay, type TimeZone, type WallTime } from './clinic-time.js';

/** From when to when, in the clinic's days and wall times. Without times: whole days. */
export interface ClinicSpan {
  from: ClinicDay;
  fromTime?: WallTime | null;
  /** The last day. */
  to: ClinicDay;
  toTime?: WallTime | null;
}

const LONGEST_DAYS = 731;

/**
 * The instants a span covers.
 * @throws DomainError 400 at the field that puts the end before the start, or the two more than two years apart.
 */
export function clinicSpan(span: ClinicSpan, zone: TimeZone): { startsAt: Date; endsAt: Date } {
  if (span.to < span.from) throw invalidInput([{ pointer: '/to', detail: 'must not be before the first day' }]);
  if (daysBetween(span.from, span.to) >= LONGEST_DAYS) throw invalidInput([{ pointer: '/to', detail: 'must be within two years of the first day' }]);
  const startsAt = span.fromTime ? instantOf(span.from, span.fromTime, zone) : dayStart(span.from, zone);
  const endsAt = span.toTime ? instantOf(span.to, span.toTime, zone) : dayStart(addDays(span.to, 1), zone);
  if (endsAt <= startsAt) throw invalidInput([{ pointer: '/toTime', detail: 'must be after the start' }]);
  return { startsAt, endsAt };
}

/** The clinic's days and wall times between two instants; times are null where the day is covered whole. */
export function clinicSpanInWords(startsAt: Date, endsAt: Date, zone: TimeZone): Required<ClinicSpan> {
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

import { clinicDayOf, type DomainEvent, type TimeZone } from '#platform';
import { AVAILABILITY_CHANGED, type AvailabilityChanged } from '../team.events.js';

/** The news that somebody is away, or no longer, in any of these ranges. */
export function awayChanged(clinicId: string, staffId: string, ranges: readonly { startsAt: Date; endsAt: Date }[], zone: TimeZone): DomainEvent<AvailabilityChanged> {
  const first = new Date(Math.min(...ranges.map((range) => range.startsAt.getTime())));
  const last = new Date(Math.max(...ranges.map((range) => range.endsAt.getTime())));
  return { name: AVAILABILITY_CHANGED, clinicId, payload: { staffIds: [staffId], from: clinicDayOf(first, zone), to: clinicDayOf(last, zone) } };
}

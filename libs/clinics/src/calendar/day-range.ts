import { daysBetween, eachDay, invalidInput, type ClinicDay } from '#platform';

/**
 * The days from the first to the last.
 * @param most how many days the range may hold.
 * @throws DomainError 400 at the field `to` when the range runs backward or is longer.
 */
export function dayRange(from: ClinicDay, to: ClinicDay, most: number, prefix = '/'): ClinicDay[] {
  const length = daysBetween(from, to) + 1;
  if (length < 1) throw invalidInput([{ pointer: `${prefix}to`, detail: 'must not be before the first day' }]);
  if (length > most) throw invalidInput([{ pointer: `${prefix}to`, detail: `must be within ${most} days of the first` }]);
  return eachDay(from, to);
}

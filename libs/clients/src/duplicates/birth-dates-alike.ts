import { isClinicDay, type ClinicDay } from '#platform';

/** Whether two birth dates are one, one mistyped (day and month exchanged, two digits swapped, one digit wrong), or two. */
export function birthDatesAlike(a: ClinicDay, b: ClinicDay): 'same' | 'nearly' | 'different' {
  if (a === b) return 'same';
  return mistypings(a).includes(b) ? 'nearly' : 'different';
}

/**
 * The dates somebody may have typed for this one: day and month exchanged, two neighbouring digits swapped, or one digit
 * of year, month or day wrong. Only dates that exist; the date itself is not among them.
 */
export function mistypings(day: ClinicDay): ClinicDay[] {
  const digits = day.replaceAll('-', '');
  const found = new Set<string>([digits.slice(0, 4) + digits.slice(6, 8) + digits.slice(4, 6)]);
  for (let i = 0; i < 7; i++) found.add(digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2));
  for (let i = 2; i < 8; i++) {
    for (let digit = 0; digit <= 9; digit++) found.add(digits.slice(0, i) + digit + digits.slice(i + 1));
  }
  found.delete(digits);
  return [...found].map((text) => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`).filter(isClinicDay);
}

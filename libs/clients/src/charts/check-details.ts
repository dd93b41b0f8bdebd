import { invalidInput, type ClinicDay, type FieldProblem } from '#platform';
import type { ClientDetails } from '../client.entity.js';

/** What is wrong with a person's dates taken together. @throws DomainError 400 pointing at the fields. */
export function checkDates(details: Pick<ClientDetails, 'birthDate' | 'deceasedOn'>, today: ClinicDay): void {
  const problems: FieldProblem[] = [];
  if (details.birthDate !== null && details.birthDate > today) problems.push({ pointer: '/birthDate', detail: 'is in the future' });
  if (details.deceasedOn !== null && details.deceasedOn > today) problems.push({ pointer: '/deceasedOn', detail: 'is in the future' });
  if (details.birthDate !== null && details.deceasedOn !== null && details.deceasedOn < details.birthDate) problems.push({ pointer: '/deceasedOn', detail: 'is before the birth date' });
  if (problems.length > 0) throw invalidInput(problems);
}

import { DomainError, notFound, registerConstraint } from '#platform';
import type { Likeness } from './duplicates/judge-likeness.js';

registerConstraint('client_named', () => new DomainError({ code: 'name-missing', status: 422, title: 'A chart needs at least one name.', errors: [{ pointer: '/givenName', detail: 'must not be empty' }] }));
registerConstraint('client_clinic', () => notFound('clinic'));
registerConstraint('chart_number_counter_clinic', () => notFound('clinic'));
registerConstraint('client_external_once', () => new DomainError({ code: 'external-id-taken', status: 409, title: 'Another chart of this clinic already came from that record.' }));
registerConstraint('client_chart_number_once', () => new DomainError({ code: 'chart-number-taken', status: 409, title: 'Another chart of this clinic has this number.' }));

/** Charts that may be the same person's. Says which and how alike, by id; their names are asked for separately. */
export function possibleDuplicate(candidates: readonly { clientId: string; likeness: Likeness }[]): DomainError {
  return new DomainError({
    code: 'possible-duplicate',
    status: 409,
    title: candidates.length === 1 ? 'There is already a chart that may be this person’s.' : 'There are already charts that may be this person’s.',
    facts: { candidates: candidates.map(({ clientId, likeness }) => ({ clientId, ...likeness })) },
  });
}

/** The chart is closed to change until it is restored. */
export function clientArchived(): DomainError {
  return new DomainError({ code: 'client-archived', status: 409, title: 'This chart is archived. Restore it first.' });
}

/** A chart with something still running in it stays where people look. */
export function stillInCare(): DomainError {
  return new DomainError({ code: 'still-in-care', status: 409, title: 'This client is still in a program. Discharge them before archiving the chart.' });
}

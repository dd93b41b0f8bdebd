import { DomainError } from '#platform';
import type { PlannedOccurrence } from './plan-series.js';

const datesOf = (count: number) => (count === 1 ? 'One date' : `${count} dates`);

/** Dates somebody wants are taken. */
export function seriesTaken(dates: readonly PlannedOccurrence[]): DomainError {
  return new DomainError({
    code: 'series-conflicts',
    status: 409,
    title: `${datesOf(dates.length)} of the series ${dates.length === 1 ? 'is' : 'are'} already taken. Nothing was saved.`,
    facts: { occurrences: dates.map(({ day, startsAt, endsAt, conflicts }) => ({ day, startsAt, endsAt, conflicts })) },
  });
}

/** Dates somebody wants lie outside what was agreed, and nobody said why. */
export function seriesNeedsReason(dates: readonly PlannedOccurrence[]): DomainError {
  return new DomainError({
    code: 'needs-reason',
    status: 422,
    title: `${datesOf(dates.length)} of the series ${dates.length === 1 ? 'needs' : 'need'} a reason. Nothing was saved.`,
    facts: { outside: dates[0]?.outside ?? [], occurrences: dates.map(({ day, startsAt, endsAt, outside }) => ({ day, startsAt, endsAt, outside })) },
    errors: [{ pointer: '/outsideHoursReason', detail: 'must say why' }],
  });
}

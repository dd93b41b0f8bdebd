import { DomainError, type ClinicDay } from '#platform';
import { keptApart } from '../keep-apart/keep-apart.errors.js';
import type { Kept } from './match-dates.js';
import type { PlannedOccurrence } from './plan-series.js';

const datesOf = (count: number) => (count === 1 ? 'One date' : `${count} dates`);

/** Dates somebody wants are taken. */
export function seriesTaken(dates: readonly Pick<PlannedOccurrence, 'day' | 'startsAt' | 'endsAt' | 'conflicts'>[]): DomainError {
  return new DomainError({
    code: 'series-conflicts',
    status: 409,
    title: `${datesOf(dates.length)} of the series ${dates.length === 1 ? 'is' : 'are'} already taken. Nothing was saved.`,
    facts: { occurrences: dates.map(({ day, startsAt, endsAt, conflicts }) => ({ day, startsAt, endsAt, conflicts })) },
  });
}

/** Two would meet on dates somebody wants who are kept apart. Who they are stays with those who care for them. */
export function seriesApart(dates: readonly Pick<PlannedOccurrence, 'day' | 'startsAt' | 'endsAt'>[]): DomainError {
  const { code, status, title } = keptApart();
  return new DomainError({ code, status, title, facts: { occurrences: dates.map(({ day, startsAt, endsAt }) => ({ day, startsAt, endsAt })) } });
}

/** Dates somebody wants lie outside what was agreed, and nobody said why. */
export function seriesNeedsReason(dates: readonly Pick<PlannedOccurrence, 'day' | 'startsAt' | 'endsAt' | 'outside'>[]): DomainError {
  return new DomainError({
    code: 'needs-reason',
    status: 422,
    title: `${datesOf(dates.length)} of the series ${dates.length === 1 ? 'needs' : 'need'} a reason. Nothing was saved.`,
    facts: { outside: dates[0]?.outside ?? [], occurrences: dates.map(({ day, startsAt, endsAt, outside }) => ({ day, startsAt, endsAt, outside })) },
    errors: [{ pointer: '/outsideHoursReason', detail: 'must say why' }],
  });
}

/** Nothing of the series lies ahead any more. */
export function seriesOver(): DomainError {
  return new DomainError({ code: 'series-over', status: 409, title: 'Nothing of this series lies ahead any more.' });
}

const KEPT_WORDS: Record<Kept, string> = {
  past: 'has begun',
  attendance: 'has attendance recorded',
  cancelled: 'is cancelled',
  changed_by_hand: 'was changed by hand in the meantime',
};

/** Somebody wants a date changed that stays as it is. */
export function dateKept(day: ClinicDay, why: Kept): DomainError {
  return new DomainError({ code: 'series-date-kept', status: 409, title: `The session of ${day} ${KEPT_WORDS[why]}. Nothing was saved.`, facts: { day, kept: why } });
}

/** The two parts of a series that was split are no longer one and the same. */
export function cannotRejoin(title: string, facts: Record<string, unknown> = {}): DomainError {
  return new DomainError({ code: 'cannot-rejoin', status: 409, title, facts });
}

/** What was cancelled cannot be taken back as it was. */
export function cannotRestore(title: string): DomainError {
  return new DomainError({ code: 'cannot-restore', status: 409, title });
}

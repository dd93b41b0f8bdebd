import { addDays, type ClinicDay, type FieldProblem } from '#platform';
import type { AuthorizationUnit } from './authorization.entity.js';

/** What a payer says when it allows a stay. */
export interface AuthorizationTerms {
  payer: string;
  number: string;
  startsOn: ClinicDay;
  /** The last authorized day. */
  endsOn: ClinicDay;
  unit: AuthorizationUnit;
  /** Days or minutes, as the unit says. */
  granted: number;
  nextReviewOn: ClinicDay | null;
  note: string | null;
}

/** The most of each unit, and the longest time, one authorization holds; the table refuses more. */
export const MOST_GRANTED: Readonly<Record<AuthorizationUnit, number>> = { day: 1000, minute: 600_000 };
const LONGEST_DAYS = 730;

/** What is wrong with terms, for a stay of these days; empty when nothing is. */
export function problemsOfTerms(terms: AuthorizationTerms, stay: { admittedOn: ClinicDay; dischargedOn: ClinicDay | null }): FieldProblem[] {
  const { startsOn, endsOn, unit, granted, nextReviewOn } = terms;
  const problems: FieldProblem[] = [];
  if (endsOn < startsOn) problems.push({ pointer: '/endsOn', detail: 'is before the first day' });
  else if (endsOn > addDays(startsOn, LONGEST_DAYS)) problems.push({ pointer: '/endsOn', detail: 'is more than two years after the first day' });
  else if (endsOn < stay.admittedOn) problems.push({ pointer: '/endsOn', detail: 'is before the day of admission' });
  if (stay.dischargedOn !== null && startsOn > stay.dischargedOn) problems.push({ pointer: '/startsOn', detail: 'is after the last day in the program' });
  if (granted > MOST_GRANTED[unit]) problems.push({ pointer: '/granted', detail: unit === 'day' ? `must be at most ${MOST_GRANTED.day} days` : `must be at most ${MOST_GRANTED.minute / 60} hours` });
  if (nextReviewOn !== null && nextReviewOn < startsOn) problems.push({ pointer: '/nextReviewOn', detail: 'is before the first day' });
  return problems;
}

/** What the trail shows of terms. Payer, number and note stay out of it: they say who is treated at whose expense. */
export function termsOnRecord({ startsOn, endsOn, unit, granted, nextReviewOn }: AuthorizationTerms): Record<string, unknown> {
  return { startsOn, endsOn, unit, granted, nextReviewOn };
}

/** What changed between two terms, for the trail: days and amounts, of words only that they are other ones. */
export function changesOfTerms(before: AuthorizationTerms, after: AuthorizationTerms): Record<string, unknown> {
  const shown = (['startsOn', 'endsOn', 'unit', 'granted', 'nextReviewOn'] as const).filter((name) => before[name] !== after[name]).map((name) => [name, [before[name], after[name]]]);
  const words = (['payer', 'number', 'note'] as const).filter((name) => before[name] !== after[name]).map((name) => [name, ['before', 'after']]);
  return Object.fromEntries([...shown, ...words]);
}

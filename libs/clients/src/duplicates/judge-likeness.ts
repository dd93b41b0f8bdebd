import type { ClinicDay } from '#platform';
import { phoneDigits, plainWords } from '../plain-words.js';
import { wordsAlike } from '../words-alike.js';
import { birthDatesAlike } from './birth-dates-alike.js';

/** What two charts are compared by. */
export interface Identity {
  givenName: string;
  familyName: string;
  preferredName: string | null;
  birthDate: ClinicDay | null;
  phone: string | null;
  email: string | null;
}

export const LIKENESS_REASONS = [
  'same-name',
  'similar-name',
  'one-name-same',
  'names-swapped',
  'same-birth-date',
  'birth-date-nearly-same',
  'different-birth-date',
  'same-phone',
  'same-email',
] as const;
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

/** How much two charts look like one person's: 0 to 135 points, and what for. */
export interface Likeness {
  score: number;
  why: LikenessReason[];
}

/**
 * Points for each likeness. Product defaults: names, birth date and phone each alone are shared by strangers, two of
 * them together seldom are; a birth date that plainly differs outweighs a shared name.
 */
export const LIKENESS_POINTS: Readonly<Record<LikenessReason, number>> = {
  'same-name': 50,
  'similar-name': 40,
  'one-name-same': 20,
  'names-swapped': 0,
  'same-birth-date': 40,
  'birth-date-nearly-same': 25,
  'different-birth-date': -30,
  'same-phone': 25,
  'same-email': 20,
};
/** From here on a person is asked before a second chart is made. */
export const POSSIBLE_DUPLICATE = 50;
/** From here on it is hardly anyone else. */
export const LIKELY_DUPLICATE = 85;
/** Names this much alike count as one name misspelled. */
const SIMILAR = 0.75;

/** Compares two people by name (misspelled, swapped, preferred), birth date (digits swapped), phone and e-mail. */
export function judgeLikeness(a: Identity, b: Identity): Likeness {
  const why: LikenessReason[] = [];
  const straight = firstNames(a).flatMap((first) => firstNames(b).map((other) => ({ first: alike(first, other), last: alike(a.familyName, b.familyName) })));
  const swapped = a.familyName && b.familyName ? Math.min(alike(a.givenName, b.familyName), alike(a.familyName, b.givenName)) : 0;
  const together = straight.reduce((best, { first, last }) => Math.max(best, bothNames(a, b, first, last)), 0);
  const name = Math.max(together, swapped);
  if (name >= 1) why.push('same-name');
  else if (name >= SIMILAR) why.push('similar-name');
  else if (straight.some(({ first, last }) => first >= 1 || (last >= 1 && a.familyName !== ''))) why.push('one-name-same');
  if (name >= SIMILAR && swapped > together) why.push('names-swapped');

  if (a.birthDate && b.birthDate) {
    const dates = birthDatesAlike(a.birthDate, b.birthDate);
    why.push(dates === 'same' ? 'same-birth-date' : dates === 'nearly' ? 'birth-date-nearly-same' : 'different-birth-date');
  }
  const phone = phoneDigits(a.phone);
  if (phone !== null && phone.length >= 7 && phone === phoneDigits(b.phone)) why.push('same-phone');
  if (a.email && b.email && a.email.toLowerCase() === b.email.toLowerCase()) why.push('same-email');
  return { score: Math.max(0, why.reduce((sum, reason) => sum + LIKENESS_POINTS[reason], 0)), why };
}

/** 1 when both names are the same, less the further apart they are; someone with one name is compared by all their words. */
function bothNames(a: Identity, b: Identity, first: number, last: number): number {
  if (a.familyName && b.familyName) return Math.min(first, last) < 0.5 ? 0 : (first + last) / 2;
  if (!a.familyName && !b.familyName) return first;
  return alike(`${a.givenName} ${a.familyName}`, `${b.givenName} ${b.familyName}`);
}

function firstNames(person: Identity): string[] {
  return person.preferredName ? [person.givenName, person.preferredName] : [person.givenName];
}

/** How alike two names of one or several words are, 0 to 1. A missing second given name costs little. */
function alike(a: string, b: string): number {
  const [short, long] = [plainWords(a), plainWords(b)].sort((x, y) => x.length - y.length) as [string[], string[]];
  if (short.length === 0) return long.length === 0 ? 1 : 0;
  if (short.join('') === long.join('')) return 1;
  const left = [...long];
  let sum = 0;
  for (const word of short) {
    const scores = left.map((other) => wordsAlike(word, other));
    const best = Math.max(...scores);
    sum += best;
    left.splice(scores.indexOf(best), 1);
  }
  return (sum / short.length) * (1 - Math.min(0.3, 0.1 * left.length));
}

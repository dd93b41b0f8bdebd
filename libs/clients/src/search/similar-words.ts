import { wordsAlike } from '../words-alike.js';

/** Words less alike than this are other words. */
const ALIKE = 0.6;
/** A half-typed word may be the beginning of a known one; that counts a little less than a whole word. */
const BEGINNING = 0.95;
/** At most this many known words stand in for one typed. */
const MOST = 6;

/** The known words somebody may have meant by this one, most alike first, each with how alike: over 0.6, at most 1. */
export function similarWords(typed: string, known: readonly string[]): Map<string, number> {
  const scored = known
    .map((word) => [word, likeness(typed, word)] as const)
    .filter(([, score]) => score >= ALIKE)
    .sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1));
  return new Map(scored.slice(0, MOST));
}

function likeness(typed: string, word: string): number {
  const whole = wordsAlike(typed, word);
  if (word.length <= typed.length) return whole;
  return Math.max(whole, BEGINNING * wordsAlike(typed, word.slice(0, typed.length)), BEGINNING * wordsAlike(typed, word.slice(0, typed.length + 1)));
}

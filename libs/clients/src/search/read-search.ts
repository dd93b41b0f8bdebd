import type { ClinicDay } from '#platform';
import { digitsOf, plainWords } from '../plain-words.js';
import { datesIn } from './dates-in.js';

/** One way to read what somebody typed to find a person. Everything in it must fit. */
export interface SearchReading {
  /** Words of a name, plain; the last may be half typed. */
  words: string[];
  /** Digits of a chart number or a phone number. */
  numbers: string[];
  /** Birth dates, any of which fits. */
  dates: ClinicDay[];
}

/** More words than this say nothing more. */
const MOST_WORDS = 6;

/**
 * What a search may mean, most likely first: names, a chart number, a phone number however written, a birth date in any
 * common form, or a mixture. Empty for a text with nothing in it to look for.
 */
export function readSearch(text: string, today: ClinicDay): SearchReading[] {
  const readings: SearchReading[] = [];
  const { dates, rest } = datesIn(text, today);
  if (dates.length > 0) readings.push({ ...wordsAndNumbers(rest), dates });
  // Eight digits may be a date, and as well the start of a phone number.
  if (dates.length === 0 || /^\D*\d{8}\D*$/.test(text)) readings.push({ ...wordsAndNumbers(text), dates: [] });
  return readings.filter(({ words, numbers, dates: days }) => words.length + numbers.length + days.length > 0);
}

function wordsAndNumbers(text: string): Pick<SearchReading, 'words' | 'numbers'> {
  // A phone number comes in pieces: (503) 555-0142.
  if (/^[\d\s()+./-]*$/.test(text)) {
    const digits = digitsOf(text);
    return { words: [], numbers: digits === '' ? [] : [digits] };
  }
  const pieces = plainWords(text);
  return {
    words: [...new Set(pieces.filter((piece) => !/^\d+$/.test(piece)))].slice(0, MOST_WORDS),
    numbers: pieces.filter((piece) => /^\d+$/.test(piece)).slice(0, 2),
  };
}

/**
 * Other ways to divide the same words: "o hara" may be kept as "ohara", "mc donald" as "mcdonald". Only where one of two
 * neighbours is short enough to be the beginning of a name.
 */
export function joinedWords(words: readonly string[]): string[][] {
  return words.slice(1).flatMap((word, i) => {
    const before = words[i] as string;
    if (before.length > 4 && word.length > 4) return [];
    return [[...words.slice(0, i), before + word, ...words.slice(i + 2)]];
  });
}

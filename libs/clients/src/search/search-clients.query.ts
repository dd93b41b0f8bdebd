import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database } from '#platform';
import { wordsAlike } from '../words-alike.js';
import type { FoundClient, FoundRow } from './found-client.js';
import { readSearch, type SearchReading } from './read-search.js';
import { similarWords } from './similar-words.js';
import { FEW, beginningWith, isLatin, meaning, numbered, typedPeople, type KnownWord, type Statement, type TypedRow } from './typed-people.sql.js';

/** What one reading found: as typed, with neighbouring words written as one, and words like those typed. */
interface Found {
  typed: FoundRow[];
  joined: FoundRow[];
  known: KnownWord[];
}

/**
 * Finds people as somebody types: by any words of their names in any order, each perhaps half typed, without accents or
 * apostrophes, misspelled; by chart number, phone number, birth date. Every statement stands on an index that begins
 * with the clinic; 100,000 charts answer in a few milliseconds. A list of people found is not the reading of a chart.
 */
@Injectable()
export class SearchClientsQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @returns at most `limit` people, best first; archived charts last. */
  async run(clinicId: string, text: string, limit = 20): Promise<FoundClient[]> {
    const readings = readSearch(text, await this.clinics.today(clinicId));
    const found = new Map<string, FoundClient>();
    const add = (rows: FoundRow[], match: FoundClient['match']): void => {
      for (const row of rows) if (!found.has(row.id) && found.size < limit) found.set(row.id, shown(row, match));
    };
    const answers: [SearchReading, Found][] = [];
    for (const reading of readings) answers.push([reading, await this.asTyped(clinicId, reading, limit)]);
    for (const [, { typed }] of answers) add(typed, 'exact');
    for (const [reading, { joined, known }] of answers) {
      if (found.size < FEW) add(joined, 'exact');
      if (found.size < FEW && known.length > 0) add(await this.bySimilarWords(clinicId, reading, limit, known, found.size > 0), 'similar');
    }
    return [...found.values()];
  }

  private async asTyped(clinicId: string, reading: SearchReading, limit: number): Promise<Found> {
    const { words, numbers, dates } = reading;
    if (words.length === 0 && dates.length === 0) return { typed: unique(await this.people(numbered(clinicId, numbers[0] as string, limit))), joined: [], known: [] };
    const latin = words.some(isLatin);
    const only = words.length === 1 && numbers.length + dates.length === 0;
    const anywhere = only ? latin && (words[0] as string).length >= 3 : latin || dates.length > 0;
    const { text, params } = typedPeople(clinicId, reading, limit, anywhere);
    // Words without a trigram stand on no index; then what else was typed decides, and only a plan of its own knows that.
    const rows = latin ? await this.database.planned<TypedRow>(text, params) : await this.database.rows<TypedRow>(text, params);
    const people = (part: TypedRow['part']): FoundRow[] => rows.filter((row) => row.part === part) as FoundRow[];
    const beginning = activeFirst(shared(people('family'), people('first'), limit).slice(0, limit));
    return { typed: [...beginning, ...people('words')], joined: people('joined'), known: rows.filter((row) => row.part === 'known') };
  }

  /** @param anyone somebody was found as typed: then words that are somebody's name are taken at their word. */
  private async bySimilarWords(clinicId: string, reading: SearchReading, limit: number, known: readonly KnownWord[], anyone: boolean): Promise<FoundRow[]> {
    const isKnown = (word: string): boolean => word.length < 3 || known.some((one) => one.word === word);
    const unknown = reading.words.filter((word) => !isKnown(word));
    if (unknown.length === 0 && anyone) return [];
    const meant = reading.words.map((word) => {
      if (unknown.length > 0 && !unknown.includes(word)) return new Map([[word, 1]]);
      const similar = similarWords(word, known.filter((one) => one.typed === word).map((one) => one.word));
      return similar.size > 0 ? similar : new Map([[word, 1]]);
    });
    if (meant.length === 1 && reading.numbers.length + reading.dates.length === 0) return this.beginningWith(clinicId, [...(meant[0] as Map<string, number>).keys()], limit);
    const rows = await this.people(meaning(clinicId, meant, reading));
    return rows
      .map((row) => ({ row, score: likenessOf(row, meant) }))
      .sort((a, b) => Number(a.row.status === 'archived') - Number(b.row.status === 'archived') || b.score - a.score)
      .slice(0, limit)
      .map(({ row }) => row);
  }

  private async beginningWith(clinicId: string, words: readonly string[], limit: number): Promise<FoundRow[]> {
    const rows = await this.people<FoundRow & { nth: number; list: number }>(beginningWith(clinicId, words, limit));
    const of = (nth: number, list: number): FoundRow[] => rows.filter((row) => row.nth === nth && row.list === list);
    return activeFirst(unique(words.flatMap((_, i) => shared(of(i + 1, 1), of(i + 1, 2), limit))).slice(0, limit));
  }

  private people<R = FoundRow>({ text, params }: Statement): Promise<R[]> {
    return this.database.planned<R>(text, params);
  }
}

/** How well a person's words fit what may have been meant, summed over the words typed. */
function likenessOf(row: FoundRow, meant: Map<string, number>[]): number {
  const words = row.searchText.trim().split(/\s+/);
  return meant.reduce((sum, similar) => sum + Math.max(0, ...words.map((word) => similar.get(word) ?? Math.max(...[...similar].map(([other, score]) => (word.startsWith(other) ? 0.9 * score : wordsAlike(word, other) * 0.5))))), 0);
}

function shown({ searchText: _, ...row }: FoundRow, match: FoundClient['match']): FoundClient {
  return { id: row.id, chartNumber: row.chartNumber, givenName: row.givenName, familyName: row.familyName, preferredName: row.preferredName, pronouns: row.pronouns, birthDate: row.birthDate, phone: row.phone, status: row.status, match };
}

/** Both lists of people whose names begin with a word, so that neither fills all the room there is. */
function shared(families: FoundRow[], firsts: FoundRow[], limit: number): FoundRow[] {
  const share = Math.max(Math.ceil(limit / 2), limit - firsts.length);
  return unique([...families.slice(0, share), ...firsts, ...families.slice(share)]);
}

function unique(rows: FoundRow[]): FoundRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function activeFirst(rows: FoundRow[]): FoundRow[] {
  return [...rows.filter(({ status }) => status === 'active'), ...rows.filter(({ status }) => status !== 'active')];
}

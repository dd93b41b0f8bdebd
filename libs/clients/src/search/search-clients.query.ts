import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Database } from '#platform';
import { wordsAlike } from '../words-alike.js';
import { FOUND, FOUND_AGAIN, type FoundClient, type FoundRow } from './found-client.js';
import { joinedWords, readSearch, type SearchReading } from './read-search.js';
import { similarWords } from './similar-words.js';

/** With fewer than this many found as typed, other spellings are looked for too. */
const FEW = 5;
/** Digits from which on a number is looked for inside phone numbers; an area code alone is everybody's. */
const PHONE_PART = 4;
/** Sorts after everything that begins with the text before it. */
const LAST = '\u{10FFFF}';

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
    for (const reading of readings) add(await this.asTyped(clinicId, reading, limit), 'exact');
    for (const reading of readings) {
      for (const words of joinedWords(reading.words)) {
        if (found.size < FEW) add(await this.byWords(clinicId, { ...reading, words }, limit), 'exact');
      }
      if (found.size < FEW && reading.words.length > 0) add(await this.bySimilarWords(clinicId, reading, limit, found.size > 0), 'similar');
    }
    return [...found.values()];
  }

  private async asTyped(clinicId: string, reading: SearchReading, limit: number): Promise<FoundRow[]> {
    const { words, numbers, dates } = reading;
    if (words.length === 0 && dates.length === 0) return this.byNumber(clinicId, numbers[0] as string, limit);
    // Trigrams are made of Latin letters and digits; names in other scripts are found by how they begin.
    const noTrigram = words.length > 0 && !words.some((word) => /[a-z0-9]/.test(word));
    if (words.length === 1 && numbers.length + dates.length === 0) {
      const beginning = await this.byBeginning(clinicId, words, limit);
      if (beginning.length >= limit || noTrigram || (words[0] as string).length < 3) return beginning;
      return [...beginning, ...(await this.byWords(clinicId, reading, limit))];
    }
    if (noTrigram && dates.length === 0) return this.byBeginning(clinicId, [words.join(' ')], limit);
    return this.byWords(clinicId, reading, limit);
  }

  /**
   * People whose family name or first name begins with one of the words, as they come: for each word the lists of both,
   * read off their indexes in order, whole names first.
   */
  private async byBeginning(clinicId: string, words: readonly string[], limit: number): Promise<FoundRow[]> {
    const rows = await this.database.rows<FoundRow & { nth: number; list: number }>(
      `select w.nth::int, l.* from unnest($2::text[]) with ordinality as w(word, nth), lateral (
         (select 1 as list, ${FOUND} from clients.client where clinic_id = $1 and sort_name >= platform.plain(w.word) and sort_name < platform.plain(w.word) || $3
            order by sort_name, id limit $4)
         union all
         (select 2 as list, ${FOUND} from clients.client where clinic_id = $1 and first_name >= platform.plain(w.word) and first_name < platform.plain(w.word) || $3
            order by first_name, id limit $4)) l`,
      [clinicId, words, LAST, limit],
    );
    const found = words.flatMap((_, i) => {
      const [families, firsts] = [1, 2].map((list) => unique(rows.filter((row) => row.nth === i + 1 && row.list === list))) as [FoundRow[], FoundRow[]];
      const share = Math.max(Math.ceil(limit / 2), limit - firsts.length);
      return [...families.slice(0, share), ...firsts, ...families.slice(share)];
    });
    return activeFirst(unique(found).slice(0, limit));
  }

  private async byWords(clinicId: string, reading: SearchReading, limit: number): Promise<FoundRow[]> {
    const params: unknown[] = [clinicId];
    const param = (value: unknown): string => `$${params.push(value)}`;
    const conditions = reading.words.map((word) => `search_text like '% ' || platform.plain(${param(escaped(word))}) || '%'`);
    const best = reading.words.map((word) => {
      const plain = `platform.plain(${param(escaped(word))})`;
      return `2 * ("searchText" like '% ' || ${plain} || ' %')::int + (sort_name like ${plain} || '%')::int`;
    });
    conditions.push(...numbersAndDates(reading, param));
    // Whole names before half-typed ones, family names first. The people first, then their order: a plan that walks the order looking for people would read the whole clinic.
    return this.database.rows<FoundRow>(
      `with hit as materialized (select ${FOUND} from clients.client where clinic_id = $1 and ${conditions.join(' and ')})
       select * from hit order by status, ${best.length > 0 ? `(${best.join(' + ')}) desc,` : ''} sort_name, id limit ${param(limit)}`,
      params,
    );
  }

  private async byNumber(clinicId: string, number: string, limit: number): Promise<FoundRow[]> {
    const [short, phone] = [number.length < 6, number.length >= PHONE_PART];
    const params: unknown[] = [clinicId, number, `${number}:`, limit, ...(short ? [`1${number.padStart(5, '0')}`] : []), ...(phone ? [`%${number.slice(-10)}%`] : [])];
    const found = await this.database.rows<FoundRow>(
      `${short ? `(select ${FOUND} from clients.client where clinic_id = $1 and chart_number = $5) union all` : ''}
       (select ${FOUND} from clients.client where clinic_id = $1 and chart_number >= $2 and chart_number < $3 order by chart_number limit $4)
       ${phone ? `union all select * from (
         with hit as materialized (select ${FOUND}, phone_digits from clients.client where clinic_id = $1 and phone_digits like $${params.length})
         select ${FOUND_AGAIN} from hit order by status, phone_digits not like '%' || right($2, 10), sort_name, id limit $4) by_phone` : ''}`,
      params,
    );
    return unique(found);
  }

  /** @param anyone somebody was found as typed: then words that are somebody's name are taken at their word. */
  private async bySimilarWords(clinicId: string, reading: SearchReading, limit: number, anyone: boolean): Promise<FoundRow[]> {
    const typed = reading.words.filter((word) => word.length >= 3 && /[a-z0-9]/.test(word));
    if (typed.length === 0) return [];
    const known = await this.database.rows<{ typed: string; word: string }>(
      `select t.typed, k.word from unnest($2::text[]) as t(typed), lateral (
         (select word from clients.name_word where clinic_id = $1 and word % t.typed order by similarity(word, t.typed) desc limit 30)
         union
         (select word from clients.name_word where clinic_id = $1 and length(t.typed) <= 6 and word >= left(t.typed, 1) and word < left(t.typed, 1) || $3
            and length(word) between length(t.typed) - 1 and length(t.typed) + 2
            and (substr(word, 2, 1) in (substr(t.typed, 2, 1), substr(t.typed, 3, 1)) or substr(word, 3, 1) = substr(t.typed, 2, 1)))) k`,
      [clinicId, typed, LAST],
    );
    const isKnown = (word: string): boolean => word.length < 3 || known.some((one) => one.word === word);
    const unknown = reading.words.filter((word) => !isKnown(word));
    if (unknown.length === 0 && anyone) return [];
    const meant = reading.words.map((word) => {
      if (unknown.length > 0 && !unknown.includes(word)) return new Map([[word, 1]]);
      const similar = similarWords(word, known.filter((one) => one.typed === word).map((one) => one.word));
      return similar.size > 0 ? similar : new Map([[word, 1]]);
    });
    if (meant.length === 1 && reading.numbers.length + reading.dates.length === 0) return this.byBeginning(clinicId, [...(meant[0] as Map<string, number>).keys()], limit);
    const params: unknown[] = [clinicId];
    const param = (value: unknown): string => `$${params.push(value)}`;
    const conditions = meant.map((similar) => `search_text ~ ${param(` (${[...similar.keys()].map(literal).join('|')})`)}`);
    conditions.push(...numbersAndDates(reading, param));
    const rows = await this.database.rows<FoundRow>(
      `with hit as materialized (select ${FOUND} from clients.client where clinic_id = $1 and ${conditions.join(' and ')})
       select * from hit order by status, sort_name, id limit 500`,
      params,
    );
    return rows
      .map((row) => ({ row, score: likenessOf(row, meant) }))
      .sort((a, b) => Number(a.row.status === 'archived') - Number(b.row.status === 'archived') || b.score - a.score)
      .slice(0, limit)
      .map(({ row }) => row);
  }
}

function numbersAndDates({ numbers, dates }: SearchReading, param: (value: unknown) => string): string[] {
  const conditions = numbers.map((number) => {
    const chart = `chart_number like ${param(`${number}%`)}`;
    return number.length < PHONE_PART ? chart : `(${chart} or phone_digits like ${param(`%${number.slice(-10)}%`)})`;
  });
  return dates.length > 0 ? [...conditions, `birth_date = any(${param(dates)}::date[])`] : conditions;
}

/** How well a person's words fit what may have been meant, summed over the words typed. */
function likenessOf(row: FoundRow, meant: Map<string, number>[]): number {
  const words = row.searchText.trim().split(/\s+/);
  return meant.reduce((sum, similar) => sum + Math.max(0, ...words.map((word) => similar.get(word) ?? Math.max(...[...similar].map(([other, score]) => (word.startsWith(other) ? 0.9 * score : wordsAlike(word, other) * 0.5))))), 0);
}

function shown({ searchText: _, ...row }: FoundRow, match: FoundClient['match']): FoundClient {
  return { id: row.id, chartNumber: row.chartNumber, givenName: row.givenName, familyName: row.familyName, preferredName: row.preferredName, pronouns: row.pronouns, birthDate: row.birthDate, phone: row.phone, status: row.status, match };
}

function unique(rows: FoundRow[]): FoundRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function activeFirst(rows: FoundRow[]): FoundRow[] {
  return [...rows.filter(({ status }) => status === 'active'), ...rows.filter(({ status }) => status !== 'active')];
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, '\\$&');
const literal = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '\\$&');

import { FOUND, FOUND_AGAIN, type FoundRow } from './found-client.js';
import { joinedWords, type SearchReading } from './read-search.js';

/** With fewer than this many found as typed, other spellings are looked for too. */
export const FEW = 5;
/** Digits from which on a number is looked for inside phone numbers; an area code alone is everybody's. */
const PHONE_PART = 4;
/** Sorts after everything that begins with the text before it. */
const LAST = '\u{10FFFF}';

/** One row of what a reading's statement gives: a person, or a word of somebody's name that is like one typed. */
export type TypedRow = (FoundRow & { part: 'family' | 'first' | 'words' | 'joined'; typed: null; word: null }) | KnownWord;

/** A word of somebody's name that is like one typed. */
export interface KnownWord {
  part: 'known';
  typed: string;
  word: string;
}

export interface Statement {
  text: string;
  params: unknown[];
}

/**
 * People as a reading says they were typed, in one statement whose later parts are read only where the earlier ones found
 * too few: those whose family or first name begins with the only word, those with all the words anywhere in their names,
 * those with two neighbouring words written as one, and at last the words the clinic's names have that are like those
 * typed. Each of its plans fits any text: it is planned once a connection.
 *
 * @param anywhere whether names are looked through from any word on; else only the beginnings of family and first names.
 */
export function typedPeople(clinicId: string, reading: SearchReading, limit: number, anywhere: boolean): Statement {
  const statement = new Parts(clinicId);
  const { words, numbers, dates } = reading;
  const only = words.length === 1 && numbers.length + dates.length === 0 ? (words[0] as string) : null;
  const most = statement.param(limit);
  const start = only ?? (anywhere ? null : words.join(' '));
  if (start !== null) statement.beginning(start, most);
  if (anywhere) {
    statement.words('words', reading, most, start === null ? null : `(select count(*) from (select id from family union select id from first) f) < ${most}`);
    for (const joined of joinedWords(words)) statement.words('joined', { ...reading, words: joined }, most, statement.foundFew());
  }
  const spelled = words.filter(hasTrigrams);
  if (spelled.length > 0) statement.known(spelled);
  return statement.whole();
}

/** Whether a word is long enough, and of letters, to be told from others by its trigrams. */
function hasTrigrams(word: string): boolean {
  return word.length >= 3 && isLatin(word);
}

/** Trigrams are made of Latin letters and digits; names in other scripts are found by how they begin. */
export function isLatin(word: string): boolean {
  return /[a-z0-9]/.test(word);
}

/** Whose family or first name begins with one of the words, as they come: for each word both lists, read off their indexes in order, whole names first. */
export function beginningWith(clinicId: string, words: readonly string[], limit: number): Statement {
  return {
    text: `select w.nth::int, l.* from unnest($2::text[]) with ordinality as w(word, nth), lateral (
       (select 1 as list, ${FOUND} from clients.client where clinic_id = $1 and sort_name >= platform.plain(w.word) and sort_name < platform.plain(w.word) || $3
          order by sort_name, id limit $4)
       union all
       (select 2 as list, ${FOUND} from clients.client where clinic_id = $1 and first_name >= platform.plain(w.word) and first_name < platform.plain(w.word) || $3
          order by first_name, id limit $4)) l`,
    params: [clinicId, words, LAST, limit],
  };
}

/** People by a number alone: their chart's, or a part of their phone's. */
export function numbered(clinicId: string, number: string, limit: number): Statement {
  const [short, phone] = [number.length < 6, number.length >= PHONE_PART];
  const params: unknown[] = [clinicId, number, `${number}:`, limit, ...(short ? [`1${number.padStart(5, '0')}`] : []), ...(phone ? [`%${number.slice(-10)}%`] : [])];
  const text = `${short ? `(select ${FOUND} from clients.client where clinic_id = $1 and chart_number = $5) union all` : ''}
     (select ${FOUND} from clients.client where clinic_id = $1 and chart_number >= $2 and chart_number < $3 order by chart_number limit $4)
     ${phone ? `union all select * from (
       with hit as materialized (select ${FOUND}, phone_digits from clients.client where clinic_id = $1 and phone_digits like $${params.length})
       select ${FOUND_AGAIN} from hit order by status, phone_digits not like '%' || right($2, 10), sort_name, id limit $4) by_phone` : ''}`;
  return { text, params };
}

/** People each of whose words may be any of those meant by it; the numbers and dates of the reading must fit too. */
export function meaning(clinicId: string, meant: readonly ReadonlyMap<string, number>[], reading: SearchReading): Statement {
  const params: unknown[] = [clinicId];
  const param = (value: unknown): string => `$${params.push(value)}`;
  const conditions = [...meant.map((similar) => `search_text ~ ${param(` (${[...similar.keys()].map(literal).join('|')})`)}`), ...numbersAndDates(reading, param)];
  const text = `with hit as materialized (select ${FOUND} from clients.client where clinic_id = $1 and ${conditions.join(' and ')})
    select * from hit order by status, sort_name, id limit 500`;
  return { text, params };
}

/** Puts the parts of one statement together, each with its parameters. */
class Parts {
  private readonly params: unknown[];
  private readonly parts: string[] = [];
  private readonly shown: string[] = [];
  /** The parts that hold people. */
  private readonly people: string[] = [];

  constructor(clinicId: string) {
    this.params = [clinicId];
  }

  param(value: unknown): string {
    return `$${this.params.push(value)}`;
  }

  beginning(start: string, most: string): void {
    const from = `(select platform.plain(${this.param(start)}))`;
    const last = this.param(LAST);
    for (const [part, column] of [['family', 'sort_name'], ['first', 'first_name']] as const) {
      this.add(part, `select ${FOUND} from clients.client where clinic_id = $1 and ${column} >= ${from} and ${column} < ${from} || ${last} order by ${column}, id limit ${most}`);
      this.show(part, `select * from ${part}`);
    }
  }

  /** Whole names before half-typed ones, family names first. The people first, then their order: a plan that walks the order looking for people would read the whole clinic. */
  words(part: 'words' | 'joined', reading: SearchReading, most: string, wanted: string | null): void {
    const name = part === 'words' ? part : `joined_${this.parts.length}`;
    // Each word is made plain once and not once a row: a subselect of its own.
    const plain = reading.words.map((word) => this.param(escaped(word)));
    const conditions = plain.map((word) => `search_text like (select '% ' || platform.plain(${word}) || '%')`);
    const best = plain.map((word) => `2 * ("searchText" like (select '% ' || platform.plain(${word}) || ' %'))::int + (sort_name like (select platform.plain(${word}) || '%'))::int`);
    conditions.push(...numbersAndDates(reading, (value) => this.param(value)), ...(wanted === null ? [] : [wanted]));
    this.add(name, `select ${FOUND} from clients.client where clinic_id = $1 and ${conditions.join(' and ')}`);
    this.show(part, `select * from ${name} order by status, ${best.length > 0 ? `(${best.join(' + ')}) desc,` : ''} sort_name, id limit ${most}`);
  }

  known(typed: readonly string[]): void {
    const words = `unnest(case when ${this.foundFew()} then ${this.param(typed)}::text[] end)`;
    this.parts.push(`known as materialized (select t.typed, k.word from ${words} as t(typed), lateral (
      (select word from clients.name_word where clinic_id = $1 and word % t.typed order by similarity(word, t.typed) desc limit 30)
      union
      (select word from clients.name_word where clinic_id = $1 and length(t.typed) <= 6 and word >= left(t.typed, 1) and word < left(t.typed, 1) || ${this.param(LAST)}
         and length(word) between length(t.typed) - 1 and length(t.typed) + 2
         and (substr(word, 2, 1) in (substr(t.typed, 2, 1), substr(t.typed, 3, 1)) or substr(word, 3, 1) = substr(t.typed, 2, 1)))) k)`);
    this.shown.push(`(select 'known' as part, typed, word, ${NOBODY} from known)`);
  }

  /** Whether none of the parts so far holds enough people by itself. */
  foundFew(): string {
    return `greatest(${this.people.map((part) => `(select count(*) from (select from ${part} limit ${FEW}) f)`).join(', ')}) < ${FEW}`;
  }

  whole(): Statement {
    return { text: `with ${this.parts.join(',\n')}\n${this.shown.join('\nunion all\n')}`, params: this.params };
  }

  private add(name: string, select: string): void {
    this.parts.push(`${name} as materialized (${select})`);
    this.people.push(name);
  }

  private show(part: string, select: string): void {
    this.shown.push(`(select '${part}' as part, null::text as typed, null::text as word, s.* from (${select}) s)`);
  }
}

/** No person, in the columns of one. */
const NOBODY = FOUND_AGAIN.split(',').map((column) => `null as ${column.trim()}`).join(', ');

function numbersAndDates({ numbers, dates }: SearchReading, param: (value: unknown) => string): string[] {
  const conditions = numbers.map((number) => {
    const chart = `chart_number like ${param(`${number}%`)}`;
    return number.length < PHONE_PART ? chart : `(${chart} or phone_digits like ${param(`%${number.slice(-10)}%`)})`;
  });
  return dates.length > 0 ? [...conditions, `birth_date = any(${param(dates)}::date[])`] : conditions;
}

const escaped = (word: string): string => word.replace(/[\\%_]/g, '\\$&');
const literal = (word: string): string => word.replace(/[^\p{L}\p{N}]/gu, '\\$&');

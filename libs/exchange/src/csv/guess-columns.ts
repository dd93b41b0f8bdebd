import { IMPORT_FIELDS, type ImportField, type ImportKind } from './import-fields.js';
import { plainWords, quoted } from './read-value.js';
import { sniffColumn, type ColumnContents, type Content } from './sniff-values.js';

/** Which column a field is likely in. */
export interface ColumnGuess {
  readonly field: string;
  /** Position of the column, 0 being the first; null where no column is likely. */
  readonly column: number | null;
  /** 0 to 1. */
  readonly score: number;
  /** High score and no other column as likely: the mapping screen shows it as settled, anything else as a question. */
  readonly confident: boolean;
  readonly why: string;
  /** Other columns that could be it, best first. */
  readonly alternatives: readonly number[];
}

/** Choices made by a person for an earlier file: which field a header (by `headerKey`) was given, null for none. */
export type RememberedColumns = ReadonlyMap<string, string | null>;

interface Candidate {
  readonly field: ImportField;
  readonly column: number;
  readonly score: number;
  readonly why: string;
}

const SUGGESTED = 0.6;
const CONFIDENT = 0.85;
const FITS = 0.8;
const LOOKED_AT = 200;

/** Words that say whose column it is in a file of one kind, and no more: "patient" in a file of clients. */
const OWN_WORDS: Readonly<Record<ImportKind, ReadonlySet<string>>> = {
  clients: new Set(['client', 'clients', 'patient', 'patients', 'pt', 'member', 'person', 'participant', 'consumer', 'resident']),
  staff: new Set(['staff', 'provider', 'providers', 'clinician', 'practitioner', 'employee', 'therapist', 'counselor', 'user', 'member']),
  sessions: new Set(['session', 'appointment', 'appt', 'visit', 'encounter', 'event', 'booking']),
  attendance: new Set(['session', 'appointment', 'appt', 'visit', 'encounter', 'attendance', 'participation']),
};
/** Words that describe the writing and not the meaning. */
const FORMAT_WORDS = new Set(['mm', 'dd', 'yyyy', 'yy', 'hh', 'ss', 'iso', 'utc', 'local', 'required', 'optional', 'code', 'value', 'text', 's', 'the', 'of']);

const WORDS_FOR: Readonly<Record<Content, string>> = {
  day: 'days', moment: 'dates with a time', time: 'times of day', number: 'numbers', uuid: 'ids', code: 'codes', sex: 'sexes', yesNo: 'yes or no',
  attendance: 'words of attendance', email: 'e-mail addresses', phone: 'telephone numbers', words: 'words',
};

/**
 * Guesses which column holds what, from the headers and a look at the first rows. A guess is a suggestion: no field gets a
 * column by content alone or against it, and no column goes to two fields unless they may share it. What a person chose for
 * the same header before goes first.
 */
export function guessColumns(kind: ImportKind, header: readonly string[], rows: readonly (readonly string[])[], remembered: RememberedColumns = new Map()): ColumnGuess[] {
  const fields = IMPORT_FIELDS[kind];
  const contents = header.map((_, column) => sniffColumn(rows.slice(0, LOOKED_AT).map((row) => row[column] ?? '')));
  const candidates = header.flatMap((name, column) => candidatesFor(kind, name, column, contents[column] as ColumnContents, remembered)).sort((a, b) => b.score - a.score || a.column - b.column);
  const taken = new Map<number, ImportField[]>();
  const chosen = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const owners = taken.get(candidate.column) ?? [];
    if (candidate.score < SUGGESTED || chosen.has(candidate.field.field) || owners.some((owner) => !mayShare(owner, candidate.field))) continue;
    chosen.set(candidate.field.field, candidate);
    taken.set(candidate.column, [...owners, candidate.field]);
  }
  return fields.map((field) => guessOf(field, chosen.get(field.field), candidates));
}

/** A header as it is compared and remembered: words apart, lower case, without accents and punctuation. */
export function headerKey(name: string): string {
  return plainWords(name.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2').replace(/(\p{L})(\d)/gu, '$1 $2'));
}

function candidatesFor(kind: ImportKind, name: string, column: number, contents: ColumnContents, remembered: RememberedColumns): Candidate[] {
  const key = headerKey(name);
  if (key === '') return [];
  const before = remembered.get(key);
  if (before === null) return [];
  return IMPORT_FIELDS[kind].flatMap((field) => {
    if (before !== undefined) return before === field.field ? [{ field, column, score: 1, why: `You chose ${quoted(name)} for it before.` }] : [];
    const byName = nameScore(key, field, OWN_WORDS[kind]);
    if (byName === 0) return [];
    const { score, why } = withContents(byName, field, contents);
    return [{ field, column, score, why: `The header ${quoted(name)} ${byName >= 0.8 ? 'names it' : 'may name it'}${why}.` }];
  });
}

/** How well a header names a field: 0.95 as it stands, less the more has to be read into it, 0 not at all. */
function nameScore(key: string, field: ImportField, ownWords: ReadonlySet<string>): number {
  const weak = field.weakNames ?? [];
  if (field.names.includes(key)) return 0.95;
  if (weak.includes(key)) return 0.7;
  const words = key.split(' ').filter((word) => !FORMAT_WORDS.has(word));
  const bare = words.filter((word) => !ownWords.has(word));
  if (bare.length === 0) return 0;
  if (field.names.includes(words.join(' '))) return 0.93;
  if (field.names.includes(bare.join(' '))) return 0.9;
  if (weak.includes(bare.join(' '))) return 0.65;
  return coveredBy(field.names, bare) ? 0.8 : 0;
}

/** "Phone number (mobile)": every word belongs to names of the field, and one name stands there whole. */
function coveredBy(names: readonly string[], words: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `;
  const whole = names.filter((name) => text.includes(` ${name} `));
  return whole.length > 0 && words.every((word) => whole.some((name) => name.split(' ').includes(word)));
}

function withContents(byName: number, field: ImportField, { filled, counts }: ColumnContents): { score: number; why: string } {
  if (!field.contents) return { score: byName, why: '' };
  if (filled === 0) return { score: byName - 0.1, why: '; its cells are empty' };
  const best = field.contents.reduce((found, content) => (counts[content] > counts[found] ? content : found));
  const share = counts[best] / filled;
  if (share >= FITS) return { score: Math.min(1, byName + 0.15), why: ` and ${counts[best]} of ${filled} cells are ${WORDS_FOR[best]}` };
  if (share >= 0.5) return { score: byName - 0.1, why: `; ${filled - counts[best]} of ${filled} cells are not ${WORDS_FOR[best]}` };
  return { score: byName * 0.5, why: `, but its cells are not ${WORDS_FOR[best]}` };
}

function mayShare(one: ImportField, other: ImportField): boolean {
  return (one.sharesWith?.includes(other.field) ?? false) && (other.sharesWith?.includes(one.field) ?? false);
}

function guessOf(field: ImportField, chosen: Candidate | undefined, candidates: readonly Candidate[]): ColumnGuess {
  const others = candidates.filter((candidate) => candidate.field === field && candidate !== chosen);
  const alternatives = others.map(({ column }) => column);
  if (!chosen) return { field: field.field, column: null, score: 0, confident: false, why: others[0]?.why ?? 'No header names it.', alternatives };
  const rival = others.some(({ score }) => score >= chosen.score);
  return { field: field.field, column: chosen.column, score: chosen.score, confident: chosen.score >= CONFIDENT && !rival, why: chosen.why, alternatives };
}

import { quoted, type Read } from './read-value.js';

/** A person's name in parts. One who has a single name has it as given name; then the family name is empty. */
export interface PersonName {
  readonly given: string;
  readonly family: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly preferred?: string;
}

const PREFIXES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'professor', 'rev', 'sir', 'dame', 'sra', 'sr', 'srta', 'herr', 'frau', 'mme', 'mlle']);
const GENERATIONS = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);
const CREDENTIALS = new Set([
  'md', 'do', 'phd', 'psyd', 'edd', 'rn', 'bsn', 'msn', 'np', 'pmhnp', 'fnp', 'aprn', 'dnp', 'pa', 'pa-c', 'lcsw', 'lmsw', 'lisw', 'licsw', 'msw', 'lpc', 'lpcc', 'lmhc',
  'lcpc', 'lmft', 'mft', 'lcadc', 'ladc', 'cadc', 'casac', 'bcba', 'ot', 'otr', 'otr/l', 'atr', 'mt-bc', 'rd', 'cprs', 'esq',
]);
const PARTICLES = new Set(['da', 'das', 'de', 'del', 'della', 'der', 'di', 'do', 'dos', 'du', 'la', 'le', 'van', 'von', 'den', 'ter', 'ten', 'bin', 'ibn', 'bint', 'al', 'el', 'y', 'zu', "d'"]);
const LONGEST = 100;

/**
 * Parts a name written in one cell: "Last, First", "First Last", titles, generations, credentials after a comma, a
 * preferred name in quotes or brackets, family names of several words after a particle (de la Cruz, van Dijk). Letters,
 * case, accents and the digits some test systems append stay as written.
 */
export function parsePersonName(text: string): Read<PersonName> {
  const clean = cleaned(text);
  const refusal = refusalOf(clean, text);
  if (refusal !== undefined) return { problem: refusal };
  const { rest, preferred } = withoutPreferred(clean);
  const { pieces, suffixes } = withoutTrailingSuffixes(rest.split(',').map((piece) => piece.trim()).filter((piece) => piece !== ''));
  if (pieces.length === 0 || pieces.length > 2) return { problem: `${quoted(text)} cannot be parted into given and family name.` };
  const [first = '', second] = pieces;
  const words = second === undefined ? first.split(' ') : second.split(' ');
  const prefix = words.length > 1 || second !== undefined ? takePrefix(words) : undefined;
  if (second === undefined) suffixes.unshift(...takeSuffixes(words));
  const { given, family } = second === undefined ? parted(words) : { given: words.join(' '), family: first };
  if (given === '') return { problem: `${quoted(text)} cannot be parted into given and family name.` };
  return { value: { given, family, ...(prefix && { prefix }), ...(suffixes.length > 0 && { suffix: suffixes.join(', ') }), ...(preferred && { preferred }) } };
}

/** A name that comes in parts of its own: given and family name from their columns, either may be the only one. */
export function personNameOf(given: string, family: string, suffix = ''): Read<PersonName> {
  const [first, last, tail] = [cleaned(given), cleaned(family), cleaned(suffix)];
  const text = `${given} ${family}`.trim();
  const refusal = refusalOf(`${first}${last}`, text) ?? (tail.length > LONGEST ? `${quoted(suffix)} is too long.` : undefined);
  if (refusal !== undefined) return { problem: refusal };
  return { value: { given: first === '' ? last : first, family: first === '' ? '' : last, ...(tail !== '' && { suffix: tail }) } };
}

function cleaned(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function refusalOf(name: string, text: string): string | undefined {
  if (name === '') return 'The name is missing.';
  if (/[\p{Cc}\p{Cs}\uFFFD]/u.test(name)) return `${quoted(name.replace(/[\p{Cc}\p{Cs}]/gu, ' '))} holds characters a name cannot have.`;
  if (!/\p{L}/u.test(name)) return `${quoted(text)} is not a name.`;
  return name.length > 2 * LONGEST ? `${quoted(text)} is too long for a name.` : undefined;
}

/** "Robert “Bob” Lee", "Robert (Bob) Lee": the preferred name and the name without it. Lone quotes stay: O'Neil. */
function withoutPreferred(name: string): { rest: string; preferred: string | undefined } {
  const match = /(?:^| )(?:"([^"]+)"|“([^”]+)”|\(([^)]+)\)|'([^' ][^']*)')(?=$| |,)/.exec(name);
  if (!match) return { rest: name, preferred: undefined };
  const rest = `${name.slice(0, match.index)}${name.slice(match.index + match[0].length)}`.trim();
  if (!/\p{L}/u.test(rest)) return { rest: name.replace(/["“”()]/g, '').trim(), preferred: undefined };
  return { rest, preferred: match[1] ?? match[2] ?? match[3] ?? match[4] };
}

/** Generations and credentials after a comma: "Lee, Jr., Ann", "Ann Lee, PhD, LCSW". */
function withoutTrailingSuffixes(pieces: readonly string[]): { pieces: string[]; suffixes: string[] } {
  const isSuffix = (piece: string) => piece.split(' ').every((word) => GENERATIONS.has(bare(word)) || CREDENTIALS.has(bare(word)));
  const [first, ...others] = pieces;
  if (first === undefined) return { pieces: [], suffixes: [] };
  return { pieces: [first, ...others.filter((piece) => !isSuffix(piece))], suffixes: others.filter(isSuffix) };
}

function takePrefix(words: string[]): string | undefined {
  const taken: string[] = [];
  while (words.length > 1 && PREFIXES.has(bare(words[0] ?? ''))) taken.push(words.shift() ?? '');
  return taken.length > 0 ? taken.join(' ') : undefined;
}

/** Generations and credentials at the end of a name without commas, as long as two words of name are left. */
function takeSuffixes(words: string[]): string[] {
  const taken: string[] = [];
  while (words.length > 2 && (GENERATIONS.has(bare(words.at(-1) ?? '')) || isWrittenCredential(words.at(-1) ?? ''))) taken.unshift(words.pop() ?? '');
  return taken;
}

/** Without a comma only capitals mean a credential: "Do" is a family name, "DO" a doctor of osteopathy. */
function isWrittenCredential(word: string): boolean {
  return CREDENTIALS.has(bare(word)) && word.length > 1 && (word === word.toUpperCase() || word.includes('.') || bare(word) === 'phd' || bare(word) === 'psyd');
}

/** The last word is the family name, with the particles before it; all before is the given name. */
function parted(words: readonly string[]): { given: string; family: string } {
  let from = words.length - 1;
  while (from > 1 && PARTICLES.has((words[from - 1] ?? '').toLowerCase())) from--;
  if (from < 1) return { given: words.join(' '), family: '' };
  return { given: words.slice(0, from).join(' '), family: words.slice(from).join(' ') };
}

function bare(word: string): string {
  return word.toLowerCase().replaceAll('.', '');
}

import { isWallTime, type WallTime } from '#platform';
import { plainWords, quoted, type Read } from './read-value.js';

/** Sex as the chart keeps it. */
export type Sex = 'female' | 'male' | 'other' | 'unknown';

/** What a cell about attendance says. */
export type ImportedAttendance = 'booked' | 'attended' | 'late' | 'left_early' | 'no_show' | 'excused' | 'cancelled';

/** Meanings a person gave to words no vocabulary knows, by the word in plain form (`plainWords`). */
export type Meanings<T> = ReadonlyMap<string, T>;

const SEXES: Readonly<Record<Sex, readonly string[]>> = {
  female: ['f', 'female', 'fem', 'woman', 'girl', 'w', 'feminino', 'feminina', 'femenino', 'mujer', 'weiblich', 'frau'],
  male: ['m', 'male', 'man', 'boy', 'masculino', 'hombre', 'homem', 'mannlich', 'herr'],
  other: ['o', 'other', 'x', 'nb', 'nonbinary', 'non binary', 'intersex', 'genderqueer', 'gender fluid', 'diverse', 'divers', 'outro', 'otro', 'two spirit'],
  unknown: ['u', 'unk', 'unknown', 'undisclosed', 'declined', 'declined to answer', 'declined to state', 'prefer not to say', 'not stated', 'not specified', 'not reported', 'asku', 'desconhecido', 'desconocido', 'unbekannt'],
};

const YES = ['yes', 'y', 'true', 't', '1', 'x', 'checked', 'sim', 'si', 'ja', 'oui'];
const NO = ['no', 'n', 'false', 'f', '0', 'unchecked', 'nao', 'nein', 'non'];

const ATTENDANCE: Readonly<Record<ImportedAttendance, readonly string[]>> = {
  booked: ['booked', 'scheduled', 'confirmed', 'unconfirmed', 'pending', 'planned', 'reminded', 'open'],
  attended: ['attended', 'present', 'showed', 'show', 'showed up', 'arrived', 'arrive', 'completed', 'complete', 'kept', 'seen', 'fulfilled', 'finished', 'checked in', 'checked out', 'in attendance'],
  late: ['late', 'tardy', 'late arrival', 'arrived late'],
  left_early: ['left early', 'early departure'],
  no_show: ['no show', 'noshow', 'n s', 'ns', 'missed', 'absent', 'unexcused', 'unexcused absence', 'dna', 'did not attend', 'fta', 'failed to attend', 'not present', 'no call no show', 'ncns'],
  excused: ['excused', 'excused absence', 'absent excused'],
  cancelled: ['cancelled', 'canceled', 'cancel', 'cx', 'cxl', 'cancelled by client', 'cancelled by patient', 'canceled by patient', 'cancelled by clinic', 'late cancel', 'late cancellation', 'rescheduled'],
};

const SEX_BY_WORD = byWord(SEXES);
const ATTENDANCE_BY_WORD = byWord(ATTENDANCE);
const OLDEST = 110;
const LONGEST_ID = 200;

/** Sex or gender in the words of many systems. Numbers are refused: 1 is male in one system and female in the next. */
export function readSex(text: string, meanings: Meanings<Sex> = new Map()): Read<Sex> {
  return fromVocabulary(text, meanings, SEX_BY_WORD, 'a sex this importer knows');
}

/**
 * The words of a whole column of sexes that a person must give a meaning, in plain form: those no vocabulary knows, and
 * M where H stands beside it, for then it may be hombre and mujer.
 */
export function sexesToAsk(words: Iterable<string>): string[] {
  const plain = new Set([...words].map(plainWords).filter((word) => word !== ''));
  return [...plain].filter((word) => !SEX_BY_WORD.has(word) || (word === 'm' && plain.has('h')));
}

/** The words of a whole column of attendance that a person must give a meaning. Single letters always: A is attended or absent. */
export function attendanceToAsk(words: Iterable<string>): string[] {
  return [...new Set([...words].map(plainWords))].filter((word) => word !== '' && !ATTENDANCE_BY_WORD.has(word));
}

/** Yes or no, true or false, 1 or 0, and the same in a few languages. */
export function readYesNo(text: string, meanings: Meanings<boolean> = new Map()): Read<boolean> {
  const word = plainWords(text);
  const given = meanings.get(word);
  if (given !== undefined) return { value: given };
  if (YES.includes(word)) return { value: true };
  return NO.includes(word) ? { value: false } : { problem: `${quoted(text)} is neither yes nor no.` };
}

/** Attendance by its own word: attended, no-show, excused, cancelled and what other systems call them. */
export function readAttendance(text: string, meanings: Meanings<ImportedAttendance> = new Map()): Read<ImportedAttendance> {
  return fromVocabulary(text, meanings, ATTENDANCE_BY_WORD, 'an attendance this importer knows');
}

/**
 * Attendance from a yes-or-no column. `yesMeans` is what yes stands for there: in a column "No-show" yes means the client
 * stayed away, so its "No" is an attendance. A word of attendance itself is taken too.
 */
export function readAttendanceYesNo(text: string, yesMeans: 'attended' | 'no_show', meanings: Meanings<ImportedAttendance> = new Map()): Read<ImportedAttendance> {
  const yes = readYesNo(text);
  if ('value' in yes && !meanings.has(plainWords(text))) return { value: yes.value === (yesMeans === 'attended') ? 'attended' : 'no_show' };
  return readAttendance(text, meanings);
}

/** An age in whole years, 0 to 110. Anything else is a slip of the hand, and the row is refused rather than mended. */
export function readAge(text: string): Read<number> {
  const trimmed = text.trim();
  if (!/^[+-]?\d{1,6}(?:\.0+)?$/.test(trimmed)) return { problem: `${quoted(text)} is not an age in years.` };
  const age = Number(trimmed);
  return age < 0 || age > OLDEST ? { problem: `An age of ${age} cannot be; ages run from 0 to ${OLDEST}.` } : { value: age };
}

/** Whole minutes, at most a day: `90`, `90 min`, `1:30`, `1.5 h`. */
export function readMinutes(text: string): Read<number> {
  const match = /^(?:(\d{1,2}):([0-5]\d)|(\d{1,4}(?:[.,]\d{1,2})?) ?(m|min|mins|minutes|h|hr|hrs|hour|hours)?)$/i.exec(text.trim());
  if (!match) return { problem: `${quoted(text)} is not a length in minutes.` };
  const amount = Number(match[3]?.replace(',', '.'));
  const minutes = match[1] !== undefined ? Number(match[1]) * 60 + Number(match[2]) : /^h/i.test(match[4] ?? '') ? amount * 60 : amount;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1440) return { problem: `${quoted(text)} is not a whole number of minutes from 1 to 1440.` };
  return { value: minutes };
}

/** A time of day in a column of its own: `17:30`, `5:30 PM`, `17:30:00`, `5pm`, `1730`. */
export function readWallTime(text: string): Read<WallTime> {
  const match = /^(\d{1,2})(?::?([0-5]\d))?(?::[0-5]\d(?:\.\d+)?)?(?: ?([ap])\.?m?\.?)?$/i.exec(text.trim());
  const half = match?.[3]?.toLowerCase();
  if (!match || (match[2] === undefined && !half)) return { problem: `${quoted(text)} is not a time of day.` };
  let hour = Number(match[1]);
  if (half && (hour < 1 || hour > 12)) return { problem: `${quoted(text)} is not a time of day.` };
  if (half) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  const time = `${String(hour).padStart(2, '0')}:${match[2] ?? '00'}`;
  return isWallTime(time) ? { value: time } : { problem: `${quoted(text)} is not a time of day.` };
}

/**
 * A telephone number without its decoration, an extension kept as `x12`. With `+` or a leading 1 of an eleven-digit
 * American number the country is known and kept as `+`; otherwise the digits stay as they are, no country is made up.
 */
export function readPhone(text: string): Read<string> {
  const trimmed = text.trim();
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(trimmed)) return { problem: `${quoted(text)} was shortened by a spreadsheet; export the column as text.` };
  const [, number = '', extension] = /^(.*?)(?:[ ,;]*(?:ext\.?|extension|x|#)[ .:]*(\d{1,6}))?$/i.exec(trimmed) ?? [];
  const digits = number.replace(/\D/g, '');
  if (!/^\+?[\d\s()./-]+$/.test(number.trim()) || digits.length < 7 || digits.length > 15) return { problem: `${quoted(text)} is not a telephone number.` };
  const international = number.trim().startsWith('+') ? `+${digits}` : /^1[2-9]\d{9}$/.test(digits) ? `+${digits}` : /^00[1-9]\d{6,}$/.test(digits) ? `+${digits.slice(2)}` : digits;
  return { value: extension === undefined ? international : `${international} x${extension}` };
}

/** An e-mail address; its domain in lower case. */
export function readEmail(text: string): Read<string> {
  const match = /^(?:mailto:)?([^\s@<>"(),;:\\[\]]{1,64})@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)$/i.exec(text.trim());
  if (!match || text.length > 254) return { problem: `${quoted(text)} is not an e-mail address.` };
  return { value: `${match[1]}@${match[2]?.toLowerCase()}` };
}

/**
 * An id of another system, exactly as written but for the space around it: leading zeros, letters and even `53761E-5` stay.
 * An id a spreadsheet has rounded to a power of ten is refused, for two people may share what is left of theirs.
 */
export function readExternalId(text: string): Read<string> {
  const id = text.trim();
  if (id === '') return { problem: 'The id is missing.' };
  if (/[\p{Cc}\p{Cs}]/u.test(id) || id.length > LONGEST_ID) return { problem: `${quoted(text)} is not an id.` };
  if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(id)) return { problem: `${quoted(text)} was shortened by a spreadsheet; export the column as text.` };
  return { value: id };
}

/** Plain text on one line, spaces single, at most so many characters. Line breaks become spaces. */
export function readText(text: string, max: number): Read<string> {
  const clean = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (/[\p{Cc}\p{Cs}]/u.test(clean)) return { problem: `${quoted(clean.replace(/[\p{Cc}\p{Cs}]/gu, ' '))} holds characters that cannot be stored.` };
  return clean.length > max ? { problem: `${quoted(text)} is longer than ${max} characters.` } : { value: clean };
}

function fromVocabulary<T extends string>(text: string, meanings: Meanings<T>, words: ReadonlyMap<string, T>, what: string): Read<T> {
  const word = plainWords(text);
  const value = meanings.get(word) ?? words.get(word);
  return value === undefined ? { problem: `${quoted(text)} is not ${what}; say what it means.` } : { value };
}

function byWord<T extends string>(vocabulary: Readonly<Record<T, readonly string[]>>): ReadonlyMap<string, T> {
  return new Map((Object.keys(vocabulary) as T[]).flatMap((value) => vocabulary[value].map((word) => [word, value] as const)));
}

import { DISCIPLINE_CODES, disciplineLabel } from '#team';
import { attendanceToAsk, readAttendance, readSex, readYesNo, sexesToAsk } from '../csv/parse-value.js';
import { isProblem, plainWords } from '../csv/read-value.js';
import type { AnyOrder } from '../csv/written-date.js';
import type { Answers, ColumnReading, FileKind, Mapping, Reading } from '../record/import-record.js';
import { disciplineOf } from './discipline-words.js';

/** Something the file leaves open, for a person to say. */
export interface Question {
  key: string;
  /** The column it is about. */
  column: string | null;
  text: string;
  why: string | null;
  answer: 'choice' | 'time' | 'minutes' | 'year';
  choices: { value: string; label: string }[];
  samples: string[];
  given: string | null;
  /** Where nothing is answered, this is done; null: it must be answered. */
  otherwise: string | null;
}

/** The words of a column with what each is taken to mean. */
export interface Vocabulary {
  field: string;
  column: string;
  values: { value: string; count: number; key: string; meaning: string | null; given: boolean }[];
  choices: { value: string; label: string }[];
}

export interface Asked {
  questions: Question[];
  vocabularies: Vocabulary[];
}

/** What questions need to know beyond the file. */
export interface AskedOf {
  kind: FileKind;
  reading: Reading;
  mapping: Mapping;
  answers: Answers;
  services: readonly { id: string; name: string }[];
}

const DATE_FIELDS = ['birthDate', 'deceasedOn', 'startsAt', 'endsAt', 'day', 'bookedAt', 'arrivedAt', 'departedAt'];
const SEX_CHOICES = [{ value: 'female', label: 'Female' }, { value: 'male', label: 'Male' }, { value: 'other', label: 'Other' }, { value: 'unknown', label: 'Unknown' }];
const ATTENDANCE_CHOICES = [
  { value: 'attended', label: 'Attended' }, { value: 'late', label: 'Came late' }, { value: 'left_early', label: 'Left early' }, { value: 'no_show', label: 'No-show' },
  { value: 'excused', label: 'Excused' }, { value: 'cancelled', label: 'Cancelled' }, { value: 'booked', label: 'Booked, nothing recorded' },
];
const ORDER_LABELS: Readonly<Record<AnyOrder, string>> = { dmy: 'Day first (31/12/2026)', mdy: 'Month first (12/31/2026)', ymd: 'Year first (2026-12-31)' };
const DISCIPLINE_CHOICES = DISCIPLINE_CODES.map((value) => ({ value, label: disciplineLabel(value) }));
const ENCODING_CHOICES = [{ value: 'windows-1252', label: 'Western European (Windows)' }, { value: 'iso-8859-1', label: 'Western European (ISO 8859-1)' }, { value: 'utf-8', label: 'Unicode (UTF-8)' }];
const DELIMITER_CHOICES = [{ value: ',', label: 'Comma' }, { value: ';', label: 'Semicolon' }, { value: '\t', label: 'Tab' }, { value: '|', label: 'Bar' }];

/** Everything that is open about a file as it is mapped now, answered or not, with the vocabularies of its columns. */
export function questionsOf(asked: AskedOf): Asked {
  const questions: Question[] = [];
  const vocabularies: Vocabulary[] = [];
  const { kind, reading, mapping, answers } = asked;
  const ask = (key: string, question: Partial<Question> & Pick<Question, 'text'>): void => {
    questions.push({ key, column: null, why: null, answer: 'choice', choices: [], samples: [], otherwise: null, ...question, given: answers[key] ?? null });
  };
  const column = (field: string): ColumnReading | undefined => (mapping[field] === undefined ? undefined : reading.columns[mapping[field]]);
  if (reading.format === 'csv') {
    aboutTheFile(reading, ask);
    aboutDates(asked, ask);
    aboutWords(asked, column, ask, vocabularies);
  }
  const visits = kind === 'sessions' || kind === 'attendance' || (kind === 'fhir' && reading.types.some(({ type }) => type === 'Encounter' || type === 'Appointment'));
  const people = kind === 'staff' || (kind === 'fhir' && reading.types.some(({ type }) => type === 'Practitioner'));
  if (people && (column('discipline') === undefined || vocabularies.some((one) => one.field === 'discipline' && one.values.some((value) => value.meaning === null)) || column('discipline')?.values === null)) {
    ask('discipline', { text: 'Which discipline have those of whom the file does not say it in words we know?', column: column('discipline')?.name ?? null, choices: DISCIPLINE_CHOICES, samples: column('discipline')?.samples ?? [] });
  }
  if ((kind === 'clients' || (kind === 'attendance' && answers['newClients'] === 'create')) && !['fullName', 'clientName', 'givenName', 'familyName'].some((field) => column(field))) {
    ask('names', { text: 'This file has no column with names. Make charts by number?', why: 'Each chart is then called “Client” and its id, until somebody enters the name.', choices: [{ value: 'numbered', label: 'Yes, “Client 12345”' }] });
  }
  if (column('age')) {
    ask('badAge', { text: 'What about an age that cannot be, such as −1 or 115?', column: column('age')?.name ?? null, choices: [{ value: 'refuse', label: 'Refuse the row' }, { value: 'ignore', label: 'Take the row; the age is not kept anyway' }], otherwise: 'refuse' });
  }
  if (visits) aboutVisits(asked, column, ask);
  ask('leaveOutRefused', { text: 'If some rows cannot be taken', choices: [{ value: 'no', label: 'Take none of the file' }, { value: 'yes', label: 'Leave those rows out and take the others' }], otherwise: 'no' });
  return { questions, vocabularies };
}

/** The keys that must be answered before the file can be checked. */
export function openKeys(questions: readonly Question[]): string[] {
  return questions.filter((question) => question.given === null && question.otherwise === null).map((question) => question.key);
}

type Ask = (key: string, question: Partial<Question> & Pick<Question, 'text'>) => void;
type ColumnOf = (field: string) => ColumnReading | undefined;

function aboutTheFile({ encoding, delimiter }: Reading, ask: Ask): void {
  if (encoding && !encoding.confident) ask('encoding', { text: 'Do these words read right?', why: encoding.why, choices: ENCODING_CHOICES, samples: [...encoding.samples] });
  if (delimiter && !delimiter.confident) ask('delimiter', { text: 'What parts the cells of this file?', why: delimiter.why, choices: DELIMITER_CHOICES });
}

function aboutDates({ reading, mapping }: AskedOf, ask: Ask): void {
  const asked = new Set<number>();
  for (const field of DATE_FIELDS) {
    const at = mapping[field];
    const column = at === undefined ? undefined : reading.columns[at];
    if (at === undefined || asked.has(at) || column?.dates?.kind !== 'ask') continue;
    asked.add(at);
    const { dates, samples } = column;
    if (dates.orders.length > 0) ask(`dates.${at}`, { text: 'Is the day or the month written first?', column: column.name, why: dates.why, samples, choices: dates.orders.map((value) => ({ value, label: ORDER_LABELS[value] })) });
    if (dates.asksCentury) {
      ask(`century.${at}`, {
        text: 'Years have two digits. Up to which year are they 20xx?', column: column.name, why: 'Later ones are 19xx: with 26, “26” is 2026 and “27” is 1927.', answer: 'year', samples,
        choices: [{ value: '99', label: 'All are 20xx' }],
      });
    }
  }
}

function aboutWords({ answers, kind }: AskedOf, column: ColumnOf, ask: Ask, vocabularies: Vocabulary[]): void {
  const vocabulary = (field: string, choices: Vocabulary['choices'], meaningOf: (word: string) => string | null, toAsk: (words: string[]) => string[], askEach: boolean): void => {
    const read = column(field);
    if (!read?.values) return;
    const words = read.values.map(({ value }) => value);
    const open = new Set(toAsk(words));
    vocabularies.push({
      field,
      column: read.name,
      choices,
      values: read.values.map(({ value, count }) => {
        const key = `value.${field}.${plainWords(value)}`;
        const known = open.has(plainWords(value)) ? null : meaningOf(value);
        return { value, count, key, meaning: answers[key] ?? known, given: answers[key] !== undefined };
      }),
    });
    if (!askEach) return;
    for (const word of open) {
      const samples = read.values.filter(({ value }) => plainWords(value) === word);
      ask(`value.${field}.${word}`, { text: `What does “${samples[0]?.value ?? word}” mean?`, column: read.name, why: standsIn(samples.reduce((sum, one) => sum + one.count, 0)), choices });
    }
  };
  const meaning = (read: { value: unknown } | { problem: string }): string | null => (isProblem(read) ? null : String(read.value));
  vocabulary('sex', SEX_CHOICES, (word) => meaning(readSex(word)), sexesToAsk, true);
  vocabulary('status', ATTENDANCE_CHOICES, (word) => meaning(readAttendance(word)), attendanceToAsk, true);
  const yesNo = (yes: string, no: string) => (word: string): string | null => {
    const read = readYesNo(word);
    return isProblem(read) ? meaning(readAttendance(word)) : read.value ? yes : no;
  };
  const openYesNo = (words: string[]): string[] => [...new Set(words.filter((word) => isProblem(readYesNo(word)) && isProblem(readAttendance(word))).map(plainWords))];
  vocabulary('noShow', ATTENDANCE_CHOICES, yesNo('no_show', 'attended'), openYesNo, true);
  vocabulary('attended', ATTENDANCE_CHOICES, yesNo('attended', 'no_show'), openYesNo, true);
  if (kind === 'staff') vocabulary('discipline', DISCIPLINE_CHOICES, disciplineOf, (words) => words.filter((word) => disciplineOf(word) === null).map(plainWords), false);
}

function standsIn(rows: number): string {
  return rows === 1 ? 'It stands in one row.' : `It stands in ${rows.toLocaleString('en-US')} rows.`;
}

function aboutVisits({ kind, reading, mapping, services }: AskedOf, column: ColumnOf, ask: Ask): void {
  const choices = services.map(({ id, name }) => ({ value: id, label: name }));
  const knowsSessions = kind === 'attendance' && mapping['startsAt'] === undefined && mapping['day'] === undefined;
  if (!knowsSessions) {
    ask('service', { text: column('service') ? 'Which service are sessions whose words match none of yours?' : 'Which service are these sessions?', why: services.length === 0 ? 'This clinic has no service yet: add one under Programs.' : null, column: column('service')?.name ?? null, choices, samples: column('service')?.samples ?? [] });
  }
  if (reading.format === 'csv' && !knowsSessions) {
    const moment = column('startsAt')?.dates?.times === 'present';
    if (!moment && !column('startTime')) {
      const about = column('day') ?? column('startsAt');
      ask('firstTime', { text: 'The file has no time of day. When does the first visit of a day begin?', column: about?.name ?? null, samples: about?.samples.slice(0, 3) ?? [], answer: 'time' });
      ask('sameDay', {
        text: 'Several visits of one client on one day', choices: [{ value: 'follow', label: 'Follow one another, in the order of the file' }, { value: 'refuse', label: 'Only the first is taken; the others are refused' }],
      });
    }
    if (!(column('endsAt')?.dates?.times === 'present') && !column('endTime') && !column('durationMinutes')) ask('minutes', { text: 'How long is a visit, in minutes?', answer: 'minutes' });
  }
  if (kind === 'sessions' && !column('status') && column('clientExternalId')) {
    ask('past', { text: 'The file does not say who came. What about visits of the past?', choices: [{ value: 'attended', label: 'They took place: attended' }, { value: 'booked', label: 'Booked, attendance owed' }] });
  }
  if (kind === 'attendance') ask('newClients', { text: 'Clients this clinic does not know yet', choices: [{ value: 'create', label: 'Make a chart for each' }, { value: 'refuse', label: 'Refuse their rows' }] });
  if (column('bookedAt')) ask('bookedAfter', { text: 'Visits dated before they were booked', column: column('bookedAt')?.name ?? null, choices: [{ value: 'refuse', label: 'Refuse the row' }, { value: 'take', label: 'Take them' }], otherwise: 'refuse' });
  if (kind === 'fhir' || column('staffExternalId')) {
    ask('staffOverlap', { text: 'A clinician who would be in two places at once', choices: [{ value: 'refuse', label: 'Refuse the row' }, { value: 'without-staff', label: 'Take the visit without the clinician' }], otherwise: 'refuse' });
    ask('unknownStaff', { text: 'A clinician this clinic does not know', choices: [{ value: 'refuse', label: 'Refuse the row' }, { value: 'without-staff', label: 'Take the visit without the clinician' }], otherwise: 'refuse' });
  }
}

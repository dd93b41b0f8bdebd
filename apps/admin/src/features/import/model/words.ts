import type { Tone } from '@/ui';
import type { Counts, ImportKind, ImportStatus } from '../api/imports';

export const KIND_LABELS: Record<ImportKind, string> = { clients: 'Clients', staff: 'Staff', sessions: 'Sessions', attendance: 'Attendance', fhir: 'FHIR' };

export const KIND_HELP: Record<ImportKind, string> = {
  clients: 'One row for each person: names, birth dates, contacts.',
  staff: 'One row for each member of the team.',
  sessions: 'One row for each visit or appointment.',
  attendance: 'Who came and who did not; may bring the clients and visits too.',
  fhir: 'FHIR R4 as JSON: patients, practitioners, encounters, appointments.',
};

export const STATUS_WORDS: Record<ImportStatus, { tone: Tone; word: string }> = {
  uploaded: { tone: 'neutral', word: 'Not checked yet' },
  checking: { tone: 'waiting', word: 'Being checked' },
  checked: { tone: 'info', word: 'Checked' },
  running: { tone: 'waiting', word: 'Being imported' },
  done: { tone: 'good', word: 'Imported' },
  failed: { tone: 'bad', word: 'Failed' },
  undoing: { tone: 'waiting', word: 'Being undone' },
  undone: { tone: 'off', word: 'Undone' },
};

const PROBLEM_WORDS: Record<string, string> = {
  'row-shape': 'Row does not fit the header',
  missing: 'Something needed is missing',
  'bad-id': 'Not an id',
  'bad-name': 'Name cannot be read',
  'no-name': 'No name',
  'bad-age': 'Age that cannot be',
  'bad-phone': 'Telephone left empty',
  'bad-email': 'E-mail left empty',
  'bad-text': 'Text left empty',
  'bad-length': 'Length cannot be read',
  'not-a-date': 'Not a date',
  'not-a-time': 'Not a time',
  'unknown-word': 'Word without a meaning',
  'in-the-future': 'In the future',
  'before-booking': 'Dated before it was booked',
  'too-old': 'Born too long ago',
  'died-before-birth': 'Death before birth',
  repeated: 'Repeats another row',
  'unknown-client': 'Client not known',
  'unknown-staff': 'Clinician not known',
  'unknown-service': 'Service not known',
  'unknown-session': 'Session not known',
  'time-taken': 'In two places at once',
  'session-times': 'Longer than a day, or no length',
  'session-differs': 'Other times than here',
  'recorded-otherwise': 'Recorded otherwise here',
  'without-staff': 'Taken without the clinician',
  'maybe-same-person': 'Maybe a chart already here',
  attendance: 'Attendance that cannot be',
  animal: 'An animal',
  'partial-date': 'Date only in part',
  status: 'Not a visit',
  'no-client': 'No client named',
  'no-start': 'No start',
  'no-time': 'No time of day',
  'no-end': 'No end',
  'ends-before-start': 'Ends before it begins',
};

/** What kind of problem a code is, in words. */
export function problemWord(code: string): string {
  return PROBLEM_WORDS[code] ?? code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}

const NUMBER = new Intl.NumberFormat('en-US');

/** 54894 is “54,894”. */
export function number(value: number): string {
  return NUMBER.format(value);
}

/** “1 row”, “54,894 rows”. */
export function rows(count: number): string {
  return `${number(count)} ${count === 1 ? 'row' : 'rows'}`;
}

export function isAtWork(status: ImportStatus): boolean {
  return status === 'checking' || status === 'running' || status === 'undoing';
}

/** What an import makes, as lines: only kinds of which there is any. */
export function madeLines(counts: Counts): { label: string; created: number; updated: number; unchanged: number }[] {
  const labels = { clients: 'Clients', staff: 'Staff', sessions: 'Sessions', attendance: 'Attendance' } as const;
  return (Object.keys(labels) as (keyof typeof labels)[])
    .map((kind) => ({ label: labels[kind], ...counts.made[kind] }))
    .filter((line) => line.created + line.updated + line.unchanged > 0);
}

import type { ColumnGuess } from '../csv/guess-columns.js';
import type { DateFinding } from '../csv/date-order.js';
import type { Delimiter, DelimiterFinding } from '../csv/delimiter.js';
import type { Encoding, EncodingFinding } from '../csv/encoding.js';

/** What a file is said to hold. */
export const FILE_KINDS = ['clients', 'staff', 'sessions', 'attendance', 'fhir'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const IMPORT_STATUSES = ['uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'undoing', 'undone'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** One column as the file holds it. */
export interface ColumnReading {
  name: string;
  /** Cells that hold something. */
  filled: number;
  /** A few different cells, in order of appearance. */
  samples: string[];
  /** Every different cell with its count, most frequent first; null where there are too many to list. */
  values: { value: string; count: number }[] | null;
  /** What the column says about its dates; null where it holds none. */
  dates: DateFinding | null;
}

/** What the file turned out to be when it was looked at. */
export interface Reading {
  format: 'csv' | 'fhir';
  /** Rows below the header; of a FHIR file its resources. */
  rows: number;
  encoding: EncodingFinding | null;
  delimiter: DelimiterFinding | null;
  columns: ColumnReading[];
  guesses: ColumnGuess[];
  /** When and for which file a person mapped these headers before. */
  remembered: { fileName: string; usedAt: string } | null;
  /** FHIR: resources by type, and whether an import takes them. */
  types: { type: string; count: number; taken: boolean }[];
}

/** Which column (by position) a field is read from. */
export type Mapping = Readonly<Record<string, number>>;

/** What a person said about what the file leaves open, by the question's key. */
export type Answers = Readonly<Record<string, string>>;

/** How many of one kind of thing an import made, changed or found as they were. */
export interface Tally {
  created: number;
  updated: number;
  unchanged: number;
}

export const TALLIED = ['clients', 'staff', 'sessions', 'attendance'] as const;
export type Tallied = (typeof TALLIED)[number];

/** What came, or would come, of an import. */
export interface ImportCounts {
  rows: number;
  taken: number;
  refused: number;
  warnings: number;
  made: Record<Tallied, Tally>;
  problems: { code: string; severity: 'error' | 'warning'; count: number }[];
  /** FHIR resources of types that are not taken. */
  notTaken: { type: string; count: number }[];
}

/** One import. */
export interface ImportRecord {
  id: string;
  clinicId: string;
  kind: FileKind;
  sourceName: string;
  fileName: string;
  fileSize: number;
  fileSha256: string;
  reading: Reading;
  mapping: Mapping;
  answers: Answers;
  status: ImportStatus;
  checkedFingerprint: string | null;
  progressDone: number;
  progressTotal: number;
  counts: ImportCounts | null;
  failure: string | null;
  createdByName: string;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
  askedByUserId: string | null;
  askedByName: string | null;
  attempts: number;
  version: number;
}

/** What is wrong with a row, at its column. */
export interface RowProblem {
  row: number;
  column: string | null;
  severity: 'error' | 'warning';
  code: string;
  detail: string;
}

/** How a CSV file is read: what was found, or what a person chose instead. */
export function csvFormatOf(reading: Reading, answers: Answers): { encoding: Encoding; delimiter: Delimiter } {
  return {
    encoding: (answers['encoding'] as Encoding | undefined) ?? reading.encoding?.encoding ?? 'utf-8',
    delimiter: (answers['delimiter'] as Delimiter | undefined) ?? reading.delimiter?.delimiter ?? ',',
  };
}

/** Whether somebody works on the import right now. */
export function isAtWork(status: ImportStatus): boolean {
  return status === 'checking' || status === 'running' || status === 'undoing';
}

/** Nothing counted yet. */
export function noCounts(): ImportCounts {
  const none = (): Tally => ({ created: 0, updated: 0, unchanged: 0 });
  return { rows: 0, taken: 0, refused: 0, warnings: 0, made: { clients: none(), staff: none(), sessions: none(), attendance: none() }, problems: [], notTaken: [] };
}

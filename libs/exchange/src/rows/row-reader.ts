import type { ClinicDay, TimeZone, WallTime } from '#platform';
import { readDay, readInstant, type DateFormat } from '../csv/date-order.js';
import { isBlank, isProblem, type Read } from '../csv/read-value.js';
import type { AnyOrder } from '../csv/written-date.js';
import type { Answers, Mapping, Reading, RowProblem } from '../record/import-record.js';

/** What a file is read by: its columns as mapped, and what a person answered. */
export interface ReadBy {
  reading: Reading;
  mapping: Mapping;
  answers: Answers;
  zone: TimeZone;
  now: Date;
}

/** Reads the cells of one row by field, and gathers what is wrong with them. */
export class RowReader {
  readonly problems: RowProblem[] = [];

  constructor(
    private readonly by: ReadBy,
    readonly row: number,
    private readonly cells: readonly string[],
  ) {}

  /** Whether a column is mapped to the field. */
  has(field: string): boolean {
    return this.by.mapping[field] !== undefined;
  }

  /** The cell of a field; undefined where no column is mapped or nothing stands in it. */
  cell(field: string): string | undefined {
    const at = this.by.mapping[field];
    const cell = at === undefined ? undefined : this.cells[at];
    return cell === undefined || isBlank(cell) ? undefined : cell;
  }

  /** The cell of a name field: there are people called Null. */
  name(field: string): string {
    const at = this.by.mapping[field];
    return at === undefined ? '' : (this.cells[at] ?? '');
  }

  /** Reads a cell; what it cannot be read as is noted as an error, or a warning where the row can do without. */
  read<T>(field: string, read: (cell: string) => Read<T>, code: string, severity: 'error' | 'warning' = 'error'): T | undefined {
    const cell = this.cell(field);
    if (cell === undefined) return undefined;
    const result = read(cell);
    if (!isProblem(result)) return result.value;
    this.say(field, code, severity === 'warning' ? `${result.problem} It is left empty.` : result.problem, severity);
    return undefined;
  }

  day(field: string, severity: 'error' | 'warning' = 'error'): ClinicDay | undefined {
    return this.read(field, (cell) => readDay(cell, this.format(field), this.by.zone), 'not-a-date', severity);
  }

  instant(field: string): Date | undefined {
    return this.read(field, (cell) => readInstant(cell, this.format(field), this.by.zone), 'not-a-time');
  }

  /** Whether the field's column writes times of day. */
  hasTimes(field: string): boolean {
    const at = this.by.mapping[field];
    return at !== undefined && this.by.reading.columns[at]?.dates?.times === 'present';
  }

  say(field: string | null, code: string, detail: string, severity: 'error' | 'warning' = 'error'): void {
    const at = field === null ? undefined : this.by.mapping[field];
    this.problems.push({ row: this.row, column: at === undefined ? null : (this.by.reading.columns[at]?.name ?? null), severity, code, detail });
  }

  get refused(): boolean {
    return this.problems.some((problem) => problem.severity === 'error');
  }

  private format(field: string): DateFormat {
    const at = this.by.mapping[field] as number;
    const finding = this.by.reading.columns[at]?.dates;
    const order = this.by.answers[`dates.${at}`] as AnyOrder | undefined;
    const century = this.by.answers[`century.${at}`];
    return { ...finding?.format, ...(order && { order }), ...(century !== undefined && { lastYearOf2000s: Number(century) }) };
  }
}

/** The meanings a person gave to the words of a field. */
export function meaningsOf<T extends string>(answers: Answers, field: string): Map<string, T> {
  const start = `value.${field}.`;
  return new Map(Object.entries(answers).flatMap(([key, value]) => (key.startsWith(start) ? [[key.slice(start.length), value as T] as const] : [])));
}

/** An answer that is a time of day. */
export function timeAnswer(answers: Answers, key: string): WallTime | undefined {
  return answers[key] as WallTime | undefined;
}

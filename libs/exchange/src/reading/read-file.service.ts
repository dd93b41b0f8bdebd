import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { DateEvidence } from '../csv/date-order.js';
import type { Delimiter } from '../csv/delimiter.js';
import { UnreadableFile, type Encoding } from '../csv/encoding.js';
import { guessColumns, headerKey } from '../csv/guess-columns.js';
import type { ImportKind } from '../csv/import-fields.js';
import { inspectCsv, openCsv } from '../csv/read-csv.js';
import { isBlank } from '../csv/read-value.js';
import { unreadableFile } from '../exchange.errors.js';
import { openFhir } from '../fhir/read-fhir.js';
import type { Answers, ColumnReading, FileKind, Mapping, Reading } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';
import { fieldsOf } from './fields.js';

/** FHIR resources an import takes. */
export const TAKEN_TYPES: ReadonlySet<string> = new Set(['Patient', 'Practitioner', 'Encounter', 'Appointment']);

const MOST_VALUES = 60;
const MOST_SAMPLES = 5;
/** After so many filled cells without one date a column is taken to hold none. */
const NO_DATES_AFTER = 500;
const GUESSED_FROM = 200;
const LONGEST_SAMPLE = 200;

/** A file read for the first time: what it is, and what is suggested. */
export interface FirstReading {
  reading: Reading;
  mapping: Mapping;
  answers: Answers;
}

/** Looks through a file once: its columns, what stands in them, and which field each likely is. */
@Injectable()
export class ReadFile {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
  ) {}

  /** @throws DomainError 422 `unreadable-file`. */
  async run(clinicId: string, importId: string, kind: FileKind, chosen: { encoding?: Encoding; delimiter?: Delimiter } = {}): Promise<FirstReading> {
    try {
      return kind === 'fhir' ? await this.fhir(importId) : await this.csv(clinicId, importId, kind, chosen);
    } catch (thrown) {
      if (thrown instanceof UnreadableFile) throw unreadableFile(thrown.message, thrown.row);
      throw thrown;
    }
  }

  private async fhir(importId: string): Promise<FirstReading> {
    const { counts, problems } = await openFhir(() => this.store.bytes(importId));
    const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (rows === 0) throw new UnreadableFile(problems[0]?.detail ?? 'This file holds no FHIR resource.');
    const types = [...counts].map(([type, count]) => ({ type, count, taken: TAKEN_TYPES.has(type) })).sort((a, b) => Number(b.taken) - Number(a.taken) || b.count - a.count);
    return { reading: { format: 'fhir', rows, encoding: null, delimiter: null, columns: [], guesses: [], remembered: null, types }, mapping: {}, answers: {} };
  }

  private async csv(clinicId: string, importId: string, kind: ImportKind, chosen: { encoding?: Encoding; delimiter?: Delimiter }): Promise<FirstReading> {
    const open = (): AsyncIterable<Uint8Array> => this.store.bytes(importId);
    const inspected = await inspectCsv(open, chosen);
    const format = { encoding: inspected.encoding.encoding, delimiter: inspected.delimiter.delimiter };
    const table = await openCsv(open(), format);
    const lookers = table.header.map((name) => new ColumnLooker(name));
    const first: (readonly string[])[] = [];
    let rows = 0;
    for await (const { cells, problem } of table.rows) {
      rows++;
      if (problem !== undefined) continue;
      if (first.length < GUESSED_FROM) first.push(cells);
      for (let at = 0; at < lookers.length; at++) lookers[at]?.add(cells[at] ?? '');
    }
    if (rows === 0) throw new UnreadableFile('This file has a header and no rows below it.');
    const before = await this.database.maybe<{ mapping: Record<string, string>; answers: Answers; fileName: string; usedAt: Date }>(
      'select mapping, options as answers, file_name as "fileName", used_at as "usedAt" from exchange.remembered_mapping where clinic_id = $1 and kind = $2 and headers_fingerprint = $3',
      [clinicId, kind, headersFingerprint(table.header)],
    );
    const guesses = guessColumns(kind, table.header, first, before ? rememberedColumns(before.mapping, table.header) : undefined);
    const offered = new Set(fieldsOf(kind).map((field) => field.field));
    const mapping: Record<string, number> = {};
    const keys = table.header.map(headerKey);
    if (before) for (const [field, key] of Object.entries(before.mapping)) mapping[field] = keys.indexOf(key);
    else for (const guess of guesses) if (guess.column !== null && offered.has(guess.field)) mapping[guess.field] = guess.column;
    const reading: Reading = {
      format: 'csv',
      rows,
      encoding: inspected.encoding,
      delimiter: inspected.delimiter,
      columns: lookers.map((looker) => looker.reading()),
      guesses: guesses.filter((guess) => offered.has(guess.field)),
      remembered: before ? { fileName: before.fileName, usedAt: before.usedAt.toISOString() } : null,
      types: [],
    };
    return { reading, mapping, answers: { ...before?.answers, ...chosen } };
  }
}

/** Files with these headers in whatever order are one kind of file. */
export function headersFingerprint(header: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(header.map(headerKey).sort())).digest('base64url');
}

/** What a person chose for each header before; headers they gave to no field are given to none again. */
function rememberedColumns(mapping: Readonly<Record<string, string>>, header: readonly string[]): Map<string, string | null> {
  const byHeader = new Map(Object.entries(mapping).map(([field, key]) => [key, field]));
  return new Map(header.map((name) => [headerKey(name), byHeader.get(headerKey(name)) ?? null]));
}

class ColumnLooker {
  private filled = 0;
  private readonly samples: string[] = [];
  private values: Map<string, number> | null = new Map();
  private evidence: DateEvidence | null = new DateEvidence();

  constructor(private readonly name: string) {}

  add(cell: string): void {
    if (isBlank(cell)) return;
    this.filled++;
    const value = cell.trim();
    if (this.samples.length < MOST_SAMPLES && !this.samples.includes(value.slice(0, LONGEST_SAMPLE))) this.samples.push(value.slice(0, LONGEST_SAMPLE));
    if (this.values) {
      const before = this.values.get(value);
      if (before === undefined && this.values.size >= MOST_VALUES) this.values = null;
      else this.values.set(value.slice(0, LONGEST_SAMPLE), (before ?? 0) + 1);
    }
    if (this.evidence) {
      this.evidence.add(cell);
      if (this.filled === NO_DATES_AFTER && this.evidence.finding().dates === 0) this.evidence = null;
    }
  }

  reading(): ColumnReading {
    const finding = this.evidence?.finding();
    return {
      name: this.name,
      filled: this.filled,
      samples: this.samples,
      values: this.values && [...this.values].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
      dates: finding && finding.dates > 0 ? finding : null,
    };
  }
}

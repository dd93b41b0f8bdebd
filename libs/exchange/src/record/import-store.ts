import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, notFound } from '#platform';
import type { ImportRecord, ImportStatus, RowProblem } from './import-record.js';

const RECORD = `id, clinic_id as "clinicId", kind, source_name as "sourceName", file_name as "fileName", file_size::int as "fileSize",
  file_sha256 as "fileSha256", reading, mapping, options as answers, status, checked_fingerprint as "checkedFingerprint",
  progress_done as "progressDone", progress_total as "progressTotal", nullif(counts, '{}') as counts, failure, created_by_name as "createdByName",
  created_at as "createdAt", finished_at as "finishedAt", undone_at as "undoneAt", asked_by_user_id as "askedByUserId",
  asked_by_name as "askedByName", attempts, version`;

/** What of an import changes while it is worked on. */
export type ImportChange = Partial<Pick<ImportRecord, 'reading' | 'mapping' | 'answers' | 'status' | 'checkedFingerprint' | 'progressDone' | 'progressTotal' | 'counts' | 'failure' | 'finishedAt' | 'undoneAt' | 'askedByUserId' | 'askedByName' | 'attempts'> & { beatAt: Date }>;

const COLUMNS: Readonly<Record<keyof ImportChange, string>> = {
  reading: 'reading', mapping: 'mapping', answers: 'options', status: 'status', checkedFingerprint: 'checked_fingerprint', progressDone: 'progress_done',
  progressTotal: 'progress_total', counts: 'counts', failure: 'failure', finishedAt: 'finished_at', undoneAt: 'undone_at', askedByUserId: 'asked_by_user_id',
  askedByName: 'asked_by_name', attempts: 'attempts', beatAt: 'beat_at',
};
const IN_JSON = new Set<keyof ImportChange>(['reading', 'mapping', 'answers', 'counts']);

/** A thing an import made or changed. */
export interface MadeChange {
  subject: 'client' | 'staff' | 'session' | 'place' | 'attendance';
  subjectId: string;
  change: 'created' | 'updated';
  /** What an updated thing held before. */
  before?: object | null;
  version?: number | null;
  /** The row that made it. */
  row?: number;
}

/** A thing as it was noted when the import made or changed it. */
export interface KeptChange {
  subjectId: string;
  /** What an updated thing held before. */
  before: Record<string, unknown> | null;
  version: number | null;
}

/** Imports as rows: the file in its pieces, the state, the problems and what was made. */
@Injectable()
export class ImportStore {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404. */
  async read(clinicId: string, importId: string): Promise<ImportRecord> {
    const found = await this.database.maybe<ImportRecord>(`select ${RECORD} from exchange.import where clinic_id = $1 and id = $2`, [clinicId, importId]);
    if (!found) throw notFound('import');
    return found;
  }

  /** The import, its row held until the transaction ends. @throws DomainError 404. */
  async hold(clinicId: string, importId: string): Promise<ImportRecord> {
    const found = await this.database.maybe<ImportRecord>(`select ${RECORD} from exchange.import where clinic_id = $1 and id = $2 for no key update`, [clinicId, importId]);
    if (!found) throw notFound('import');
    return found;
  }

  /** Writes what changed. `from`: only while it is in one of these states. @returns whether it was. */
  async change(importId: string, change: ImportChange, from?: readonly ImportStatus[]): Promise<boolean> {
    const entries = Object.entries(change) as [keyof ImportChange, unknown][];
    const sets = entries.map(([name], at) => `${COLUMNS[name]} = $${at + 3}`);
    const rows = await this.database.rows(
      `update exchange.import set ${[...sets, 'version = version + 1'].join(', ')} where id = $1 and ($2::text[] is null or status = any($2)) returning id`,
      [importId, from ?? null, ...entries.map(([name, value]) => (IN_JSON.has(name) ? JSON.stringify(value) : value))],
    );
    return rows.length === 1;
  }

  /** Says that the work goes on and how far it is; changes nothing else, the version included. */
  async beat(importId: string, at: Date, done: number, total: number): Promise<void> {
    await this.database.rows(
      `update exchange.import set beat_at = $2, progress_done = $3, progress_total = $4 where id = $1 and status in ('checking', 'running', 'undoing')`,
      [importId, at, done, total],
    );
  }

  /** Keeps a piece of the file. */
  async addChunk(importId: string, position: number, bytes: Uint8Array): Promise<void> {
    await this.database.rows('insert into exchange.import_chunk (import_id, position, bytes) values ($1, $2, $3)', [importId, position, bytes]);
  }

  /** The file, a piece at a time; as often as asked. */
  async *bytes(importId: string): AsyncGenerator<Uint8Array> {
    for (let position = 0; ; position++) {
      const piece = await this.database.maybe<{ bytes: Buffer }>('select bytes from exchange.import_chunk where import_id = $1 and position = $2', [importId, position]);
      if (!piece) return;
      yield piece.bytes;
    }
  }

  /** Removes the problems of the check before. */
  async clearProblems(importId: string): Promise<void> {
    await this.database.rows('delete from exchange.import_problem where import_id = $1', [importId]);
  }

  async addProblems(importId: string, from: number, problems: readonly RowProblem[]): Promise<void> {
    if (problems.length === 0) return;
    await this.database.rows(
      `insert into exchange.import_problem (import_id, position, row_number, column_name, severity, code, detail)
       select $1, $2::int + (n - 1)::int, p.row, p.col, p.severity, p.code, p.detail
       from unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[]) with ordinality as p(row, col, severity, code, detail, n)`,
      [importId, from, problems.map((one) => one.row), problems.map((one) => one.column), problems.map((one) => one.severity), problems.map((one) => one.code), problems.map((one) => one.detail)],
    );
  }

  /** Notes what the import made, so that it can be taken back. The first note of a thing stands. */
  async addChanges(importId: string, changes: readonly MadeChange[]): Promise<void> {
    if (changes.length === 0) return;
    await this.database.rows(
      `insert into exchange.import_change (import_id, subject, subject_id, change, before, version, row_number)
       select $1, c.subject, c.id, c.change, c.before::jsonb, c.version, c.row
       from unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::int[]) as c(subject, id, change, before, version, row)
       on conflict do nothing`,
      [
        importId,
        changes.map((one) => one.subject),
        changes.map((one) => one.subjectId),
        changes.map((one) => one.change),
        changes.map((one) => (one.before ? JSON.stringify(one.before) : null)),
        changes.map((one) => one.version ?? null),
        changes.map((one) => one.row ?? null),
      ],
    );
  }

  /** The rows that made these sessions, of those this import made. */
  async rowsOfSessions(importId: string, sessionIds: readonly string[]): Promise<Map<string, number>> {
    if (sessionIds.length === 0) return new Map();
    const rows = await this.database.rows<{ id: string; row: number }>(
      `select subject_id as id, row_number as row from exchange.import_change
       where import_id = $1 and subject = 'session' and subject_id = any($2::uuid[]) and row_number is not null`,
      [importId, sessionIds],
    );
    return new Map(rows.map(({ id, row }) => [id, row]));
  }

  /** What an import made or changed of one kind, a batch at a time, so that memory never holds all of it. */
  async *changes(importId: string, subject: MadeChange['subject'], change: MadeChange['change'], atATime: number): AsyncGenerator<KeptChange[]> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const batch = await this.database.rows<KeptChange>(
        `select subject_id as "subjectId", before, version from exchange.import_change
         where import_id = $1 and subject = $2 and change = $3 and subject_id > $4 order by subject_id limit $5`,
        [importId, subject, change, after, atATime],
      );
      if (batch.length > 0) yield batch;
      if (batch.length < atATime) return;
      after = (batch.at(-1) as KeptChange).subjectId;
    }
  }

  /**
   * Lets the planner know what this transaction has written so far: without it, tables filled just now are planned as empty
   * and each batch takes longer than the one before. Tables somebody else is analyzing are passed over, nobody waits.
   */
  async refreshStatistics(): Promise<void> {
    await this.database.rows(`do $$ declare t regclass; begin
      for t in select relid from pg_stat_xact_user_tables where n_tup_ins + n_tup_upd > 500 order by relid loop execute format('analyze (skip_locked) %s', t); end loop;
    end $$`);
  }

  /** One after another: imports of one clinic never work at the same time. Until the transaction ends. */
  async takeTurn(clinicId: string): Promise<void> {
    await this.database.rows('select pg_advisory_xact_lock(7318011, hashtext($1))', [clinicId]);
  }
}

/** What was checked: the mapping and the answers, as one word. */
export function fingerprintOf(record: Pick<ImportRecord, 'mapping' | 'answers' | 'sourceName'>): string {
  const sorted = (values: object): unknown => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([record.sourceName, sorted(record.mapping), sorted(record.answers)])).digest('base64url');
}

import { Injectable } from '@nestjs/common';
import { DEFAULT_LIMIT, Database, decodeCursor, isId, pageOf, type Page } from '#platform';
import { DescribeImportQuery } from '../reading/describe-import.query.js';
import type { RowProblem } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';
import type { ImportDto, ImportListQuery, ImportSummaryDto, ProblemListQuery, RowProblemDto } from './imports.dto.js';

interface SummaryRow extends Omit<ImportSummaryDto, 'createdAt' | 'finishedAt'> {
  createdAt: Date;
  finishedAt: Date | null;
}

/** Imports as screens show them. */
@Injectable()
export class ImportsQuery {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly describe: DescribeImportQuery,
  ) {}

  /** The clinic's imports, newest first. */
  async list(clinicId: string, query: ImportListQuery): Promise<Page<ImportSummaryDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [(at) => typeof at === 'string' && !Number.isNaN(Date.parse(at)), isId]);
    const rows = await this.database.rows<SummaryRow>(
      `select id, kind, source_name as "sourceName", file_name as "fileName", file_size::int as "fileSize", status, progress_done as "progressDone",
         progress_total as "progressTotal", coalesce((counts->>'taken')::int, 0) as taken, coalesce((counts->>'refused')::int, 0) as refused,
         created_by_name as "createdByName", created_at as "createdAt", finished_at as "finishedAt", failure
       from exchange.import where clinic_id = $1 and ($2::text is null or status = $2) and ($3::text is null or kind = $3)
         and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) order by created_at desc, id desc limit $6`,
      [clinicId, query.status ?? null, query.kind ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id], (row) => ({ ...row, createdAt: row.createdAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null }));
  }

  /** One import with what is open about it. @throws DomainError 404. */
  async one(clinicId: string, importId: string): Promise<ImportDto> {
    const record = await this.store.read(clinicId, importId);
    const { questions, vocabularies, open, missing } = await this.describe.run(record);
    const { reading } = record;
    return {
      id: record.id,
      kind: record.kind,
      sourceName: record.sourceName,
      fileName: record.fileName,
      fileSize: record.fileSize,
      status: record.status,
      version: record.version,
      rows: reading.rows,
      encoding: reading.encoding && { name: reading.encoding.encoding, confident: reading.encoding.confident, why: reading.encoding.why },
      delimiter: reading.delimiter && { name: reading.delimiter.delimiter, confident: reading.delimiter.confident, why: reading.delimiter.why },
      columns: reading.columns.map(({ name, filled, samples, values, dates }) => ({ name, filled, samples, differentValues: values?.length ?? null, dates: dates?.why ?? null })),
      fields: this.describe.fields(record).map((field) => {
        const guess = reading.guesses.find((one) => one.field === field.field);
        return { ...field, column: record.mapping[field.field] ?? null, guess: guess?.column ?? null, score: guess?.score ?? 0, confident: guess?.confident ?? false, why: guess?.why ?? '', alternatives: guess?.alternatives.length ?? 0 };
      }),
      types: reading.types,
      remembered: reading.remembered,
      questions,
      vocabularies,
      open,
      missing,
      answers: { ...record.answers },
      mapping: { ...record.mapping },
      progressDone: record.progressDone,
      progressTotal: record.progressTotal,
      counts: record.counts && { ...record.counts },
      failure: record.failure,
      createdByName: record.createdByName,
      createdAt: record.createdAt.toISOString(),
      finishedAt: record.finishedAt?.toISOString() ?? null,
      undoneAt: record.undoneAt?.toISOString() ?? null,
    };
  }

  /** What is wrong with the rows, in the order of the file. @throws DomainError 404. */
  async problems(clinicId: string, importId: string, query: ProblemListQuery): Promise<Page<RowProblemDto>> {
    await this.store.read(clinicId, importId);
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[number]>(query.cursor, [(at) => Number.isInteger(at)]);
    const rows = await this.database.rows<RowProblem & { position: number }>(
      `select position, row_number as row, column_name as "column", severity, code, detail from exchange.import_problem
       where import_id = $1 and ($2::text is null or code = $2) and ($3::text is null or severity = $3) and ($4::int is null or position > $4)
       order by position limit $5`,
      [importId, query.code ?? null, query.severity ?? null, after?.[0] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.position], ({ position: _, ...row }) => row);
  }
}

import { Instant, Int, Json, ListOf, ListQuery, Nested, OneOf, Text, TextList, Uuid } from '#platform';
import { FILE_KINDS, IMPORT_STATUSES, type FileKind, type ImportStatus } from '../record/import-record.js';
import { ImportCountsDto } from './import-counts.dto.js';
import { FileFindingDto, ImportColumnDto, ImportFieldDto, ImportTypeDto, MissingDto, QuestionDto, RememberedDto, VocabularyDto } from './import-mapping.dto.js';

export class ReceiveQuery {
  @OneOf(FILE_KINDS, { optional: true, name: 'ImportKind', description: 'What the file holds, where it is not sent as a form.' })
  kind?: FileKind;

  @Text({ optional: true, max: 80, description: 'Whose ids the file speaks of.' })
  sourceName?: string;

  @Text({ optional: true, max: 200 })
  fileName?: string;
}

export class ImportListQuery extends ListQuery {
  @OneOf(IMPORT_STATUSES, { optional: true, name: 'ImportStatus' })
  status?: ImportStatus;

  @OneOf(FILE_KINDS, { optional: true, name: 'ImportKind' })
  kind?: FileKind;
}

export class ProblemListQuery extends ListQuery {
  @Text({ optional: true, max: 60 })
  code?: string;

  @OneOf(['error', 'warning'], { optional: true })
  severity?: 'error' | 'warning';
}

export class SetMappingDto {
  @Int({ min: 1 })
  version: number;

  @Text({ optional: true, max: 80, description: 'Whose ids the file speaks of.' })
  sourceName?: string;

  @Json({ optional: true, description: 'Field to position of its column, 0 being the first; null for none.' })
  mapping?: Record<string, unknown>;

  @Json({ optional: true, max: 60_000, description: 'Question or word (its `key`) to answer.' })
  answers?: Record<string, unknown>;
}

export class ImportSummaryDto {
  @Uuid()
  id: string;

  @OneOf(FILE_KINDS, { name: 'ImportKind' })
  kind: FileKind;

  @Text()
  sourceName: string;

  @Text()
  fileName: string;

  @Int()
  fileSize: number;

  @OneOf(IMPORT_STATUSES, { name: 'ImportStatus' })
  status: ImportStatus;

  @Int()
  progressDone: number;

  @Int()
  progressTotal: number;

  @Int()
  taken: number;

  @Int()
  refused: number;

  @Text({ nullable: true })
  failure: string | null;

  @Text()
  createdByName: string;

  @Instant()
  createdAt: string;

  @Instant({ nullable: true })
  finishedAt: string | null;
}

export class ImportPageDto {
  @ListOf(() => ImportSummaryDto)
  items: ImportSummaryDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

export class ImportDto {
  @Uuid()
  id: string;

  @OneOf(FILE_KINDS, { name: 'ImportKind' })
  kind: FileKind;

  @Text()
  sourceName: string;

  @Text()
  fileName: string;

  @Int()
  fileSize: number;

  @OneOf(IMPORT_STATUSES, { name: 'ImportStatus' })
  status: ImportStatus;

  @Int()
  version: number;

  @Int({ description: 'Rows below the header; of a FHIR file its resources.' })
  rows: number;

  @Nested(() => FileFindingDto, { nullable: true })
  encoding: FileFindingDto | null;

  @Nested(() => FileFindingDto, { nullable: true })
  delimiter: FileFindingDto | null;

  @ListOf(() => ImportColumnDto)
  columns: ImportColumnDto[];

  @ListOf(() => ImportFieldDto)
  fields: ImportFieldDto[];

  @ListOf(() => ImportTypeDto)
  types: ImportTypeDto[];

  @Nested(() => RememberedDto, { nullable: true })
  remembered: RememberedDto | null;

  @ListOf(() => QuestionDto)
  questions: QuestionDto[];

  @ListOf(() => VocabularyDto)
  vocabularies: VocabularyDto[];

  @TextList({ description: 'Keys of the questions that must be answered before it can be checked.' })
  open: string[];

  @ListOf(() => MissingDto)
  missing: MissingDto[];

  @Json()
  answers: Record<string, string>;

  @Json()
  mapping: Record<string, number>;

  @Int()
  progressDone: number;

  @Int()
  progressTotal: number;

  @Nested(() => ImportCountsDto, { nullable: true })
  counts: ImportCountsDto | null;

  @Text({ nullable: true })
  failure: string | null;

  @Text()
  createdByName: string;

  @Instant()
  createdAt: string;

  @Instant({ nullable: true })
  finishedAt: string | null;

  @Instant({ nullable: true })
  undoneAt: string | null;
}

export class RowProblemDto {
  @Int({ description: 'As a spreadsheet numbers it, the header being 1; of a FHIR file the number of the resource.' })
  row: number;

  @Text({ nullable: true })
  column: string | null;

  @OneOf(['error', 'warning'])
  severity: 'error' | 'warning';

  @Text()
  code: string;

  @Text()
  detail: string;
}

export class ProblemPageDto {
  @ListOf(() => RowProblemDto)
  items: RowProblemDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, invalidInput, isStorable, isWallTime, staleEdit, type FieldProblem } from '#platform';
import type { Delimiter } from '../csv/delimiter.js';
import { ENCODINGS, type Encoding } from '../csv/encoding.js';
import { notNow } from '../exchange.errors.js';
import { DescribeImportQuery, type Described } from '../reading/describe-import.query.js';
import { fieldsOf } from '../reading/fields.js';
import { ReadFile } from '../reading/read-file.service.js';
import { isAtWork, type Answers, type ImportRecord, type Mapping } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';

export interface SetMappingInput {
  version: number;
  sourceName?: string;
  mapping?: Record<string, unknown>;
  answers?: Record<string, unknown>;
}

const LONGEST_ANSWER = 200;

/** Takes what a person says about a file: which column is which field, and the answers to what it leaves open. */
@Injectable()
export class SetMapping {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly readFile: ReadFile,
    private readonly describe: DescribeImportQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 400 with a pointer per field or answer; 404; 409 `stale-edit`, `import-not-ready`. */
  async run(clinicId: string, importId: string, input: SetMappingInput): Promise<void> {
    await this.database.transaction(async () => {
      const record = await this.store.hold(clinicId, importId);
      if (isAtWork(record.status) || record.status === 'done' || record.status === 'undone') throw notNow(record.status, 'The mapping of this import is settled.');
      if (record.version !== input.version) throw staleEdit('import', record.version);
      const mapping = input.mapping === undefined ? record.mapping : this.mappingOf(record, input.mapping);
      const { reading, mapping: read } = await this.readAgain(record, mapping, input.answers);
      const answers = input.answers === undefined ? record.answers : await this.answersOf({ ...record, reading, mapping: read }, input.answers);
      await this.database.rows('update exchange.import set source_name = $2 where id = $1', [importId, input.sourceName ?? record.sourceName]);
      await this.store.change(importId, { reading, mapping: read, answers, progressTotal: reading.rows, status: 'uploaded', counts: null, failure: null, checkedFingerprint: null });
      await this.store.clearProblems(importId);
      this.audit.record({ clinicId, action: 'exchange.mapping-set', subjectType: 'import', subjectId: importId, changes: { mapping: read, answers } });
    });
  }

  /** Another encoding or delimiter is another table. */
  private async readAgain(record: ImportRecord, mapping: Mapping, answers: Record<string, unknown> | undefined): Promise<Pick<ImportRecord, 'reading' | 'mapping'>> {
    const chosen = (name: 'encoding' | 'delimiter'): string | undefined => (typeof answers?.[name] === 'string' ? (answers[name] as string) : undefined);
    const [encoding, delimiter] = [chosen('encoding'), chosen('delimiter')];
    if (answers === undefined || record.kind === 'fhir' || (encoding === record.answers['encoding'] && delimiter === record.answers['delimiter'])) return { reading: record.reading, mapping };
    if (encoding !== undefined && !(ENCODINGS as readonly string[]).includes(encoding)) throw invalidInput([{ pointer: '/answers/encoding', detail: 'is not an encoding files are read in' }]);
    if (delimiter !== undefined && ![',', ';', '\t', '|'].includes(delimiter)) throw invalidInput([{ pointer: '/answers/delimiter', detail: 'must be a comma, semicolon, tab or bar' }]);
    const again = await this.readFile.run(record.clinicId, record.id, record.kind, { ...(encoding && { encoding: encoding as Encoding }), ...(delimiter && { delimiter: delimiter as Delimiter }) });
    const sameColumns = again.reading.columns.length === record.reading.columns.length && again.reading.columns.every((column, at) => column.name === record.reading.columns[at]?.name);
    return { reading: again.reading, mapping: sameColumns ? mapping : again.mapping };
  }

  private mappingOf(record: ImportRecord, given: Record<string, unknown>): Mapping {
    const problems: FieldProblem[] = [];
    const fields = new Map(fieldsOf(record.kind).map((field) => [field.field, field]));
    const mapping: Record<string, number> = {};
    const taken = new Map<number, string>();
    for (const [field, value] of Object.entries(given)) {
      if (value === null) continue;
      const known = fields.get(field);
      const pointer = pointerTo('mapping', field);
      if (!known) problems.push({ pointer, detail: 'is not a field of this kind of file' });
      else if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= record.reading.columns.length) problems.push({ pointer, detail: 'must be the position of a column of the file' });
      else {
        const other = taken.get(value as number);
        if (other !== undefined && !known.sharesWith?.includes(other)) problems.push({ pointer, detail: `is read from the same column as “${fields.get(other)?.label ?? other}”` });
        taken.set(value as number, field);
        mapping[field] = value as number;
      }
    }
    if (problems.length > 0) throw invalidInput(problems.slice(0, 100));
    return mapping;
  }

  private async answersOf(record: ImportRecord, given: Record<string, unknown>): Promise<Answers> {
    const problems: FieldProblem[] = [];
    const answers: Record<string, string> = {};
    const values = Object.entries(given).filter((entry): entry is [string, unknown] => entry[1] !== null && entry[1] !== '');
    for (const [key, value] of values) {
      if (typeof value !== 'string' || value.length > LONGEST_ANSWER || !isStorable(value)) problems.push({ pointer: pointerTo('answers', key), detail: 'must be text' });
      else answers[key] = value;
    }
    if (problems.length > 0) throw invalidInput(problems.slice(0, 100));
    const described = await this.describe.run({ ...record, answers });
    for (const [key, value] of Object.entries(answers)) {
      const verdict = judgeAnswer(described, key, value);
      if (verdict === 'unasked') delete answers[key];
      else if (verdict !== null) problems.push({ pointer: pointerTo('answers', key), detail: verdict });
    }
    if (problems.length > 0) throw invalidInput(problems.slice(0, 100));
    return answers;
  }
}

/** What is wrong with an answer, or null. Answers to questions this file does not raise are simply left out. */
function judgeAnswer(described: Described, key: string, value: string): string | null {
  const question = described.questions.find((one) => one.key === key);
  if (question?.answer === 'time') return isWallTime(value) ? null : 'must be a time, HH:MM';
  if (question?.answer === 'minutes') return /^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1440 ? null : 'must be a whole number of minutes from 1 to 1440';
  if (question?.answer === 'year') return /^\d{1,2}$/.test(value) ? null : 'must be a year of two digits';
  const choices = question?.choices ?? described.vocabularies.find((one) => one.values.some((word) => word.key === key))?.choices;
  if (choices === undefined) return key === 'encoding' || key === 'delimiter' ? null : 'unasked';
  return choices.some((choice) => choice.value === value) ? null : `must be one of: ${choices.map((choice) => choice.value).slice(0, 20).join(', ')}`;
}

function pointerTo(part: string, name: string): string {
  return `/${part}/${name.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 200)}`;
}

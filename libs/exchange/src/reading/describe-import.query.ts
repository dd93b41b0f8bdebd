import { Injectable } from '@nestjs/common';
import { ProgramsReader } from '#programs';
import type { ImportRecord } from '../record/import-record.js';
import { NEEDED, fieldsOf } from './fields.js';
import { openKeys, questionsOf, type Asked } from './questions.js';

/** What is open about a file as it is mapped now. */
export interface Described extends Asked {
  /** Questions that must be answered before the file can be checked. */
  open: string[];
  /** Fields without which nothing can be taken, and what to say about them. */
  missing: { fields: string[]; say: string }[];
}

/** Says what is open about an import: questions, vocabularies, fields without a column. */
@Injectable()
export class DescribeImportQuery {
  constructor(private readonly programs: ProgramsReader) {}

  async run(record: Pick<ImportRecord, 'clinicId' | 'kind' | 'reading' | 'mapping' | 'answers'>): Promise<Described> {
    const services = (await this.programs.services(record.clinicId)).filter((service) => service.active);
    const asked = questionsOf({ ...record, services });
    const missing = NEEDED[record.kind].filter(({ oneOf }) => oneOf.every((field) => record.mapping[field] === undefined)).map(({ oneOf, say }) => ({ fields: [...oneOf], say }));
    return { ...asked, open: openKeys(asked.questions), missing };
  }

  /** The fields a file of this kind may hold. */
  fields(record: Pick<ImportRecord, 'kind'>): { field: string; label: string; needed: boolean }[] {
    const needed = new Set(NEEDED[record.kind].filter(({ oneOf }) => oneOf.length === 1).flatMap(({ oneOf }) => oneOf));
    return fieldsOf(record.kind).map(({ field, label }) => ({ field, label, needed: needed.has(field) }));
  }
}

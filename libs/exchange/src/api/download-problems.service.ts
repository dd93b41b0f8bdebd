import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { ImportStore } from '../record/import-store.js';
import { ImportsQuery } from './imports.query.js';
import { csvLine } from './problems-csv.js';

/** What is wrong with the rows as a CSV file; that it was taken is noted, for cells of charts stand in it. */
@Injectable()
export class DownloadProblems {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly imports: ImportsQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the lines, header first. @throws DomainError 404. */
  async run(clinicId: string, importId: string): Promise<AsyncGenerator<string>> {
    await this.database.transaction(async () => {
      await this.store.read(clinicId, importId);
      this.audit.record({ clinicId, action: 'exchange.problems-downloaded', subjectType: 'import', subjectId: importId });
    });
    return this.lines(clinicId, importId);
  }

  private async *lines(clinicId: string, importId: string): AsyncGenerator<string> {
    yield csvLine(['row', 'column', 'severity', 'code', 'detail']);
    let cursor: string | undefined;
    do {
      const page = await this.imports.problems(clinicId, importId, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
      for (const { row, column, severity, code, detail } of page.items) yield csvLine([row, column, severity, code, detail]);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

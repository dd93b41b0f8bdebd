import { Injectable } from '@nestjs/common';
import { Clock, Database, Jobs, currentActor } from '#platform';
import { notNow, openQuestions, rowsRefused } from '../exchange.errors.js';
import { DescribeImportQuery } from '../reading/describe-import.query.js';
import type { ImportRecord, ImportStatus } from '../record/import-record.js';
import { ImportStore, fingerprintOf } from '../record/import-store.js';
import { TakeBack } from '../work/take-back.service.js';
import { WORK_JOB } from '../work/work-job.js';

/** Asks for the work on an import: a check, the run, its undoing. The work is done in the background. */
@Injectable()
export class AskForWork {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly describe: DescribeImportQuery,
    private readonly takeBack: TakeBack,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** A dry run of the whole file. @throws DomainError 404; 409 `open-questions`, `import-not-ready`. */
  async check(clinicId: string, importId: string): Promise<void> {
    await this.ask(clinicId, importId, 'checking', ['uploaded', 'checked', 'failed'], 'This import cannot be checked now.', async (record) => {
      const { open, missing } = await this.describe.run(record);
      if (open.length + missing.length > 0) {
        throw openQuestions(
          [...missing.flatMap(({ fields }) => fields), ...open],
          [...missing.map(({ fields, say }) => ({ pointer: `/mapping/${fields[0] ?? ''}`, detail: say })), ...open.map((key) => ({ pointer: `/answers/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, detail: 'is not answered yet' }))],
        );
      }
    });
  }

  /** The import itself, as it was checked. @throws DomainError 404; 409 `import-not-ready`, `rows-refused`. */
  async run(clinicId: string, importId: string): Promise<void> {
    await this.ask(clinicId, importId, 'running', ['checked', 'failed'], 'Check this import before it is run.', async (record) => {
      if (record.checkedFingerprint !== fingerprintOf(record)) throw notNow(record.status, 'The mapping was changed since the check. Check again.');
      if ((record.counts?.refused ?? 0) > 0 && record.answers['leaveOutRefused'] !== 'yes') throw rowsRefused(record.counts?.refused ?? 0);
    });
  }

  /** Takes back all it brought. @throws DomainError 404; 409 `import-not-ready`, `import-in-use`. */
  async undo(clinicId: string, importId: string): Promise<void> {
    await this.ask(clinicId, importId, 'undoing', ['done'], 'Only an import that has been run can be undone.', () => this.takeBack.judge(clinicId, importId));
  }

  private async ask(clinicId: string, importId: string, status: ImportStatus, from: readonly ImportStatus[], otherwise: string, judge: (record: ImportRecord) => Promise<void>): Promise<void> {
    const version = await this.database.transaction(async () => {
      const record = await this.store.hold(clinicId, importId);
      if (!from.includes(record.status)) throw notNow(record.status, record.status === status ? 'This is under way already.' : otherwise);
      await judge(record);
      const actor = currentActor();
      await this.store.change(importId, { status, askedByUserId: actor.userId, askedByName: actor.displayName, beatAt: this.clock.now(), progressDone: 0, attempts: 0, failure: null });
      return record.version;
    });
    // Should the queue not answer, the sweep finds the row.
    await this.jobs.enqueue(WORK_JOB, { clinicId, importId }, `${importId}-${version}`);
  }
}

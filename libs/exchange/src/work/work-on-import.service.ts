import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainError, Logger, currentContext, newId, runInContext, sparingly } from '#platform';
import { headerKey } from '../csv/guess-columns.js';
import { rowsRefused } from '../exchange.errors.js';
import { headersFingerprint } from '../reading/read-file.service.js';
import type { ImportRecord } from '../record/import-record.js';
import { ImportStore, fingerprintOf } from '../record/import-store.js';
import { Outcome } from './outcome.js';
import { TakeFile } from './take-file.service.js';
import { TakeBack } from './take-back.service.js';

/** A work that is begun so often without coming to an end is given up. */
const MOST_ATTEMPTS = 3;
/** How often the work says that it lives, ms. */
const BEAT_MS = 1000;

/** Ends a dry run: everything it wrote is rolled back. */
class DryRunOver extends Error {}
/** Somebody else has done it meanwhile. */
class DoneElsewhere extends Error {}

/**
 * Does what was asked of an import: checks it (a dry run, rolled back), runs it, or takes it back. One transaction for all
 * that changes the clinic; a process that dies leaves nothing of it, and the work may be begun again.
 */
@Injectable()
export class WorkOnImport {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly takeFile: TakeFile,
    private readonly takeBack: TakeBack,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Does the work the import's status asks for, in the name of whoever asked; nothing when there is none. */
  async run(clinicId: string, importId: string): Promise<void> {
    const record = await this.store.read(clinicId, importId);
    const actor = { kind: 'user' as const, userId: record.askedByUserId, displayName: record.askedByName ?? record.createdByName, sessionId: null };
    await runInContext({ requestId: currentContext()?.requestId ?? newId(), actor }, () => sparingly(() => this.inTheirName(record)));
  }

  private async inTheirName(record: ImportRecord): Promise<void> {
    const { id, status } = record;
    if (status !== 'checking' && status !== 'running' && status !== 'undoing') return;
    if (record.attempts >= MOST_ATTEMPTS) return this.failed(record, `The work was begun ${MOST_ATTEMPTS} times and stopped each time before its end. Nothing was changed.`);
    await this.database.transaction(() => this.store.change(id, { attempts: record.attempts + 1, beatAt: this.clock.now() }, [status]));
    const beat = this.startBeating(record);
    const outcome = { current: new Outcome() };
    try {
      await this.database.transaction(async () => {
        outcome.current = new Outcome();
        await this.store.takeTurn(record.clinicId);
        if ((await this.store.read(record.clinicId, id)).status !== status) throw new DoneElsewhere();
        if (status === 'undoing') return this.undo(record, beat);
        await this.takeFile.run(record, outcome.current, beat.report);
        if (status === 'checking') throw new DryRunOver();
        if (outcome.current.refused > 0 && record.answers['leaveOutRefused'] !== 'yes') throw rowsRefused(outcome.current.refused);
        await beat.stop();
        await this.finish(record, outcome.current);
      });
    } catch (thrown) {
      await beat.stop();
      if (thrown instanceof DoneElsewhere) return;
      if (thrown instanceof DryRunOver) return this.checked(record, outcome.current, null);
      if (thrown instanceof DomainError && thrown.code === 'rows-refused') return this.checked(record, outcome.current, thrown.title);
      if (!(thrown instanceof DomainError)) this.logger.failure('import failed', thrown, { importId: id });
      await this.failed(record, thrown instanceof DomainError ? thrown.title : 'Something went wrong on our side. Nothing was changed.');
    } finally {
      await beat.stop();
    }
  }

  /** Beats outside the work's transaction, so that others see how far it is. */
  private startBeating(record: ImportRecord): { report: (done: number) => void; stop: () => Promise<void> } {
    let done = 0;
    let last: Promise<unknown> = Promise.resolve();
    const beat = (): void => {
      last = last.then(() => this.database.transaction(() => this.store.beat(record.id, this.clock.now(), done, record.progressTotal))).catch(() => undefined);
    };
    const timer = setInterval(beat, BEAT_MS);
    timer.unref();
    return {
      report: (rows) => {
        done = rows;
      },
      stop: async () => {
        clearInterval(timer);
        await last;
      },
    };
  }

  private async finish(record: ImportRecord, outcome: Outcome): Promise<void> {
    const now = this.clock.now();
    await this.keepProblems(record, outcome);
    await this.remember(record, now);
    await this.store.change(record.id, { status: 'done', counts: outcome.counts(), progressDone: outcome.rows, progressTotal: outcome.rows, failure: null, finishedAt: now, attempts: 0 });
    const { made, refused } = outcome.counts();
    this.audit.record({ clinicId: record.clinicId, action: 'exchange.import-run', subjectType: 'import', subjectId: record.id, changes: { source: record.sourceName, sha256: record.fileSha256, refused, made } });
  }

  private async undo(record: ImportRecord, beat: { stop: () => Promise<void> }): Promise<void> {
    const taken = await this.takeBack.run(record);
    await beat.stop();
    await this.store.change(record.id, { status: 'undone', undoneAt: this.clock.now(), failure: null, attempts: 0, progressDone: record.progressTotal });
    this.audit.record({ clinicId: record.clinicId, action: 'exchange.import-undone', subjectType: 'import', subjectId: record.id, changes: { ...taken } });
  }

  private async checked(record: ImportRecord, outcome: Outcome, failure: string | null): Promise<void> {
    await this.database.transaction(async () => {
      await this.keepProblems(record, outcome);
      const counts = outcome.counts();
      await this.store.change(record.id, { status: 'checked', counts, checkedFingerprint: fingerprintOf(record), progressDone: outcome.rows, progressTotal: outcome.rows, failure, attempts: 0 }, [record.status]);
      this.audit.record({ clinicId: record.clinicId, action: 'exchange.import-checked', subjectType: 'import', subjectId: record.id, changes: { rows: counts.rows, refused: counts.refused } });
    });
  }

  private async failed(record: ImportRecord, failure: string): Promise<void> {
    const status = record.status === 'undoing' ? 'done' : record.status === 'checking' ? 'uploaded' : 'failed';
    await this.database.transaction(() => this.store.change(record.id, { status, failure, attempts: 0 }, [record.status]));
  }

  private async keepProblems(record: ImportRecord, outcome: Outcome): Promise<void> {
    await this.store.clearProblems(record.id);
    const sorted = [...outcome.problems].sort((a, b) => a.row - b.row);
    await this.store.addProblems(record.id, 0, sorted);
  }

  /** The next file with these headers is mapped as this one was. */
  private async remember(record: ImportRecord, now: Date): Promise<void> {
    const { reading, mapping, answers } = record;
    if (reading.format !== 'csv') return;
    const header = reading.columns.map((column) => column.name);
    const byHeader = Object.fromEntries(Object.entries(mapping).map(([field, at]) => [field, headerKey(header[at] ?? '')]));
    await this.database.rows(
      `insert into exchange.remembered_mapping (clinic_id, kind, headers_fingerprint, file_name, mapping, options, used_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (clinic_id, kind, headers_fingerprint) do update set file_name = excluded.file_name, mapping = excluded.mapping, options = excluded.options, used_at = excluded.used_at`,
      [record.clinicId, record.kind, headersFingerprint(header), record.fileName, JSON.stringify(byHeader), JSON.stringify(portable(answers)), now],
    );
  }
}

/** Answers that hold for another file of the same headers; those about one file's columns and encoding do not. */
function portable(answers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !/^(dates\.|century\.|encoding$|delimiter$|leaveOutRefused$)/.test(key)));
}

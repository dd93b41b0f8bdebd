import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, Jobs, newId } from '#platform';
import { SWEEP_JOB, WORK_JOB } from './work-job.js';
import { WorkOnImport } from './work-on-import.service.js';

/** Work that has not said for so long that it lives is taken to be dead, ms. */
const SILENT_MS = 30_000;

/** The background work of imports, and the sweep that begins again what a dead process left. */
@Injectable()
export class ImportJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly work: WorkOnImport,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ clinicId: string; importId: string }>({ name: WORK_JOB, attempts: 1, handle: ({ clinicId, importId }) => this.work.run(clinicId, importId) });
    this.jobs.define({ name: SWEEP_JOB, attempts: 1, repeat: { everySeconds: 30 }, handle: () => this.sweep() });
  }

  /** Hands out again the work nobody does any more. @returns how many. */
  async sweep(): Promise<void> {
    const silentSince = new Date(this.clock.now().getTime() - SILENT_MS);
    const lost = await this.database.transaction(() =>
      this.database.rows<{ id: string; clinicId: string }>(
        `update exchange.import set beat_at = $2 where status in ('checking', 'running', 'undoing') and (beat_at is null or beat_at < $1) returning id, clinic_id as "clinicId"`,
        [silentSince, this.clock.now()],
      ),
    );
    for (const { id, clinicId } of lost) await this.jobs.enqueue(WORK_JOB, { clinicId, importId: id }, `${id}-${newId()}`);
  }
}

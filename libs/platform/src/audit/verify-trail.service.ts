import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { Jobs } from '../jobs/jobs.js';
import { Logger } from '../log/logger.js';
import { Clock } from '../time/clock.js';
import { AuditCheckpoints } from './audit-checkpoints.js';
import { AuditVerifier, type AuditVerification, type WalkExtent } from './audit-verifier.js';

/** Numbers of this installation's trail; a setting `audit` replaces them. */
export interface AuditParameters {
  /**
   * After how many days the whole chain is walked again. A change of an entry before the last checkpoint is found by such a
   * walk only: this is how long it may stay unseen. Product default.
   */
  fullWalkDays: number;
}

export const STANDARD_AUDIT: AuditParameters = { fullWalkDays: 7 };
const DAY_MS = 86_400_000;

/** The standard numbers with those of a setting in their place; what is no number of days is left out. */
export function auditParametersFrom(setting: unknown): AuditParameters {
  const given = (typeof setting === 'object' && setting !== null ? setting : {}) as Record<string, unknown>;
  const { fullWalkDays } = given;
  return { fullWalkDays: typeof fullWalkDays === 'number' && Number.isInteger(fullWalkDays) && fullWalkDays >= 1 && fullWalkDays <= 90 ? fullWalkDays : STANDARD_AUDIT.fullWalkDays };
}

/** Verifies the trail every night and keeps a checkpoint of each walk that found it intact. */
@Injectable()
export class VerifyTrail implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly verifier: AuditVerifier,
    private readonly checkpoints: AuditCheckpoints,
    private readonly settings: Settings,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: 'platform.verify-audit-trail',
      repeat: { pattern: '40 3 * * *', timeZone: 'UTC' },
      attempts: 1,
      handle: async () => {
        await this.run('onward');
      },
    });
  }

  /**
   * Walks the chain from the last checkpoint on; all of it when that is asked for or due. The log says what was found, with
   * the newest hash: kept elsewhere, those lines show a trail that was cut off with its checkpoints.
   */
  async run(asked: WalkExtent): Promise<AuditVerification> {
    const runId = newId();
    const found = await this.verifier.verify(asked === 'all' || (await this.fullWalkIsDue()) ? 'all' : 'onward');
    const { intact, entries, walkedFrom, head, brokenAt } = found;
    const facts = { runId, entries, walkedFrom, head };
    if (!intact) {
      this.logger.failure('the audit trail is broken', new BrokenTrail(), { ...facts, position: brokenAt?.position, why: brokenAt?.why });
      return found;
    }
    this.logger.info('the audit trail stands', facts);
    const verifiedAt = this.clock.now();
    // A night without entries needs no checkpoint.
    if (head !== null && entries > walkedFrom) {
      const walked = { position: entries, hash: Buffer.from(head, 'hex'), walkedFrom, verifiedAt, runId };
      await this.database.transaction(() => this.checkpoints.keep(walked));
    }
    return walkedFrom === 0 && head !== null ? { ...found, fullWalkAt: verifiedAt } : found;
  }

  private async fullWalkIsDue(): Promise<boolean> {
    const { fullWalkDays } = auditParametersFrom(await this.settings.read('audit'));
    const { fullWalkAt } = await this.checkpoints.examine();
    return fullWalkAt === null || this.clock.now().getTime() - fullWalkAt.getTime() >= fullWalkDays * DAY_MS;
  }
}

class BrokenTrail extends Error {
  override readonly name = 'BrokenTrail';
}

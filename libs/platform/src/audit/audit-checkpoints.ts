import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { CONFIG } from '../tokens.js';
import { GENESIS } from './audit-chain.js';

/** Up to where the chain was once walked and found intact. */
export interface AuditCheckpoint {
  number: number;
  /** The last link walked, and its hash. */
  position: number;
  hash: Buffer;
  /** The link the walk began after; 0: it walked the whole chain. */
  walkedFrom: number;
  verifiedAt: Date;
  runId: string;
}

type Kept = AuditCheckpoint & { keyName: string; previousSeal: Buffer; seal: Buffer };

/** What the checkpoints say of themselves. */
export interface CheckpointFindings {
  /** The newest that may be gone on from: sealed by us, and nothing wrong with those before it. */
  newest: AuditCheckpoint | null;
  /** When the whole chain was last walked, as a checkpoint sealed by us says. */
  fullWalkAt: Date | null;
  /** The first that is not as it was written, or does not follow the one before. */
  fault: { position: number; why: 'changed-checkpoint' | 'missing-checkpoint' } | null;
}

const COLUMNS = `number, position, hash, walked_from as "walkedFrom", verified_at as "verifiedAt", run_id as "runId", key_name as "keyName", previous_seal as "previousSeal", seal`;
const PAGE = 500;
const CHECKPOINT_LOCK = 7_318_003;

/**
 * Checkpoints of the audit chain. Each is sealed over the one before with a key made of STEPWELL_SECRET, which the database
 * does not hold: whoever can write in it can neither make one nor change one so that it is believed.
 */
@Injectable()
export class AuditCheckpoints {
  private readonly key: Buffer;
  /** Which key it is, without telling it. */
  readonly keyName: string;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) config: Config,
  ) {
    this.key = createHmac('sha256', config.secret).update('audit checkpoints').digest();
    this.keyName = createHash('sha256').update(this.key).digest('hex').slice(0, 16);
  }

  /** Goes through all of them, in pages: there is about one a night. */
  async examine(): Promise<CheckpointFindings> {
    let newest: AuditCheckpoint | null = null;
    let fullWalkAt: Date | null = null;
    let before: { number: number; seal: Buffer } = { number: 0, seal: GENESIS };
    for (;;) {
      const page = await this.database.rows<Kept>(`select ${COLUMNS} from platform.audit_checkpoint where number > $1 order by number limit ${PAGE}`, [before.number]);
      for (const one of page) {
        if (one.number !== before.number + 1 || !one.previousSeal.equals(before.seal)) return { newest: null, fullWalkAt, fault: { position: one.position, why: 'missing-checkpoint' } };
        // Sealed with an earlier secret: nothing can be said of it, and nothing is built on it.
        const ours = one.keyName === this.keyName;
        if (ours && !one.seal.equals(this.sealOf(one, one.previousSeal))) return { newest: null, fullWalkAt, fault: { position: one.position, why: 'changed-checkpoint' } };
        newest = ours ? one : null;
        if (ours && one.walkedFrom === 0) fullWalkAt = one.verifiedAt;
        before = one;
      }
      if (page.length < PAGE) return { newest, fullWalkAt, fault: null };
    }
  }

  /** Writes how far a walk came. In a transaction only. */
  async keep(walk: Omit<AuditCheckpoint, 'number'>): Promise<void> {
    await this.database.rows('select pg_advisory_xact_lock($1)', [CHECKPOINT_LOCK]);
    const last = await this.database.maybe<{ number: number; seal: Buffer }>('select number, seal from platform.audit_checkpoint order by number desc limit 1');
    const made = { ...walk, number: (last?.number ?? 0) + 1 };
    const previous = last?.seal ?? GENESIS;
    await this.database.rows(
      `insert into platform.audit_checkpoint (number, position, hash, walked_from, verified_at, run_id, key_name, previous_seal, seal) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [made.number, made.position, made.hash, made.walkedFrom, made.verifiedAt, made.runId, this.keyName, previous, this.sealOf(made, previous)],
    );
  }

  private sealOf({ number, position, hash, walkedFrom, verifiedAt, runId }: AuditCheckpoint, previous: Buffer): Buffer {
    const content = JSON.stringify([number, position, hash.toString('hex'), walkedFrom, verifiedAt.toISOString(), runId]);
    return createHmac('sha256', this.key).update(previous).update(content).digest();
  }
}

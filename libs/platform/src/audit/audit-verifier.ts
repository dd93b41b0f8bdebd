import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { CONTENT, GENESIS, link } from './audit-chain.js';
import { AuditCheckpoints, type CheckpointFindings } from './audit-checkpoints.js';

/** Links read at a time. */
const BATCH = 2000;

/** How much of the chain is walked: all of it, or what came after the last checkpoint. */
export type WalkExtent = 'all' | 'onward';

/** What a walk of the chain found. */
export interface AuditVerification {
  intact: boolean;
  /** Links that stand, those before the checkpoint included. */
  entries: number;
  /** The link the walk began after: the last checkpoint's; 0 where the whole chain was walked. */
  walkedFrom: number;
  /** When the whole chain was last walked and found intact; null where no checkpoint says so. */
  fullWalkAt: Date | null;
  /** Entries written and not yet linked (seconds old). */
  waiting: number;
  /** The newest link's hash, hex: write it down elsewhere and the whole trail up to here is fixed. */
  head: string | null;
  sealedUntil: Date | null;
  /** Where the chain first breaks. */
  brokenAt: { position: number; entryId: string; why: 'missing-link' | 'changed-entry' | 'changed-link' | 'changed-checkpoint' | 'missing-checkpoint' } | null;
}

interface Link {
  position: number;
  entryId: string;
  previousHash: Buffer;
  hash: Buffer;
  sealedAt: Date;
  content: string | null;
  /** Whose key sealed a checkpoint that knew another hash of this link. */
  knownOtherwiseBy: string | null;
}

/**
 * Walks the chain and compares every hash with what the entries say now. From a checkpoint on where that is enough; the
 * checkpoint's own hash must then still be that of its link. Whatever is wrong with a checkpoint makes it walk the whole chain.
 */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly database: Database,
    private readonly checkpoints: AuditCheckpoints,
  ) {}

  /** Reads the trail once, in pages; memory stays flat. Changes nothing. */
  async verify(extent: WalkExtent): Promise<AuditVerification> {
    const { newest, fullWalkAt, fault } = await this.checkpoints.examine();
    const start = extent === 'onward' && newest !== null && (await this.stillStands(newest)) ? newest : null;
    const walk = await this.walk(start?.position ?? 0, start?.hash ?? GENESIS);
    const { position, previous } = walk;
    const brokenAt =
      walk.brokenAt ??
      (newest !== null && position < newest.position ? { position: position + 1, entryId: '', why: 'missing-link' as const } : null) ??
      (fault && { ...fault, entryId: '' });
    const { waiting } = await this.database.one<{ waiting: number }>('select count(*)::int as waiting from platform.audit_unsealed');
    return {
      intact: brokenAt === null,
      entries: position,
      walkedFrom: start?.position ?? 0,
      fullWalkAt,
      waiting,
      head: position === 0 ? null : previous.toString('hex'),
      sealedUntil: walk.sealedUntil ?? (await this.sealedAt(position)),
      brokenAt,
    };
  }

  private async walk(from: number, hash: Buffer): Promise<{ position: number; previous: Buffer; sealedUntil: Date | null; brokenAt: AuditVerification['brokenAt'] }> {
    let position = from;
    let previous = hash;
    let sealedUntil: Date | null = null;
    for (;;) {
      const page = await this.database.rows<Link>(
        `select l.position, l.entry_id as "entryId", l.previous_hash as "previousHash", l.hash, l.sealed_at as "sealedAt", ${CONTENT} as content,
           (select c.key_name from platform.audit_checkpoint c where c.position = l.position and c.hash <> l.hash order by c.number desc limit 1) as "knownOtherwiseBy"
         from platform.audit_link l left join platform.audit_entry e on e.id = l.entry_id where l.position > $1 order by l.position limit ${BATCH}`,
        [position],
      );
      for (const row of page) {
        const why = this.wrongWith(row, position, previous);
        if (why !== null) return { position, previous, sealedUntil, brokenAt: { position: position + 1, entryId: row.entryId, why } };
        position = row.position;
        previous = row.hash;
        sealedUntil = row.sealedAt;
      }
      if (page.length < BATCH) return { position, previous, sealedUntil, brokenAt: null };
    }
  }

  private wrongWith(row: Link, position: number, previous: Buffer): NonNullable<AuditVerification['brokenAt']>['why'] | null {
    if (row.position !== position + 1) return 'missing-link';
    if (!row.previousHash.equals(previous)) return 'changed-link';
    if (row.content === null || !row.hash.equals(link(previous, row.content))) return 'changed-entry';
    // The chain fits together, and yet it is not the one that was walked before: all of it was made anew from some place on.
    if (row.knownOtherwiseBy !== null) return row.knownOtherwiseBy === this.checkpoints.keyName ? 'changed-link' : 'changed-checkpoint';
    return null;
  }

  private async stillStands({ position, hash }: NonNullable<CheckpointFindings['newest']>): Promise<boolean> {
    const here = await this.database.maybe<{ hash: Buffer }>('select hash from platform.audit_link where position = $1', [position]);
    return here !== undefined && here.hash.equals(hash);
  }

  private async sealedAt(position: number): Promise<Date | null> {
    return (await this.database.maybe<{ at: Date }>('select sealed_at as at from platform.audit_link where position = $1', [position]))?.at ?? null;
  }
}

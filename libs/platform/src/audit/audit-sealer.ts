import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../time/clock.js';
import { CONTENT, GENESIS, link } from './audit-chain.js';

/** Small enough that requests hardly wait while its hashes are made. */
const BATCH = 500;
// One sealer at a time, whatever process it runs in.
const SEAL_LOCK = 7_318_002;

/**
 * Chains audit entries by hash. An entry is part of its change's transaction; the chain is laid right after, by one
 * sealer, so that no two changes of a clinic ever wait for each other's place in it.
 */
@Injectable()
export class AuditSealer implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define({
      name: 'platform.seal-audit-trail',
      repeat: { everySeconds: 5 },
      attempts: 1,
      handle: async () => {
        await this.seal();
      },
    });
  }

  /** Links every entry that waits. @returns how many. */
  async seal(): Promise<number> {
    let total = 0;
    for (;;) {
      const sealed = await this.database.transaction(() => this.sealBatch());
      total += sealed;
      if (sealed < BATCH) return total;
    }
  }

  private async sealBatch(): Promise<number> {
    const { locked } = await this.database.one<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [SEAL_LOCK]);
    if (!locked) return 0;
    const waiting = await this.database.rows<{ id: string; content: string }>(
      `select u.entry_id as id, e.content from (select entry_id from platform.audit_unsealed order by entry_id limit ${BATCH}) u
       cross join lateral (select ${CONTENT} as content from platform.audit_entry e where e.id = u.entry_id limit 1) e order by u.entry_id`,
    );
    if (waiting.length === 0) return 0;
    const last = await this.database.maybe<{ position: number; hash: Buffer }>('select position, hash from platform.audit_link order by position desc limit 1');
    let position = last?.position ?? 0;
    let previous = last?.hash ?? GENESIS;
    const links = waiting.map((entry) => {
      const hash = link(previous, entry.content);
      const made = { position: ++position, id: entry.id, previous, hash };
      previous = hash;
      return made;
    });
    await this.database.rows(
      `insert into platform.audit_link (position, entry_id, previous_hash, hash, sealed_at)
       select l.position, l.id, l.previous, l.hash, $5 from unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[]) as l(position, id, previous, hash)`,
      [links.map((l) => l.position), links.map((l) => l.id), links.map((l) => l.previous), links.map((l) => l.hash), this.clock.now()],
    );
    await this.database.rows('delete from platform.audit_unsealed where entry_id = any($1::uuid[])', [links.map((l) => l.id)]);
    return links.length;
  }
}

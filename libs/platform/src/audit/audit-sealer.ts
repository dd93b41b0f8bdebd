import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';
import { Clock } from '../time/clock.js';

const BATCH = 2000;
// One sealer at a time, whatever process it runs in.
const SEAL_LOCK = 7_318_002;
const GENESIS = Buffer.alloc(32);

/** The content of an entry that its hash covers, in one fixed order, made by PostgreSQL so that both sides agree. */
const CONTENT = `json_build_array(e.id, e.clinic_id, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), e.actor_kind,
  e.actor_user_id, e.actor_name, e.session_id, e.request_id, e.action, e.subject_type, e.subject_id, e.client_id, e.changes, e.reason)::text`;

function link(previous: Buffer, content: string): Buffer {
  return createHash('sha256').update(previous).update(content).digest();
}

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

/** What a walk of the chain found. */
export interface AuditVerification {
  intact: boolean;
  /** Links walked. */
  entries: number;
  /** Entries written and not yet linked (seconds old). */
  waiting: number;
  /** The newest link's hash, hex: write it down elsewhere and the whole trail up to here is fixed. */
  head: string | null;
  sealedUntil: Date | null;
  /** Where the chain first breaks. */
  brokenAt: { position: number; entryId: string; why: 'missing-link' | 'changed-entry' | 'changed-link' } | null;
}

/** Walks the chain from its start and compares every hash with what the entries say now. */
@Injectable()
export class AuditVerifier {
  constructor(private readonly database: Database) {}

  /** Reads the whole trail once, in pages; memory stays flat. */
  async verify(): Promise<AuditVerification> {
    let position = 0;
    let previous: Buffer = GENESIS;
    let sealedUntil: Date | null = null;
    let brokenAt: AuditVerification['brokenAt'] = null;
    for (;;) {
      const page: { position: number; entry_id: string; previous_hash: Buffer; hash: Buffer; sealed_at: Date; content: string }[] = await this.database.rows(
        `select l.position, l.entry_id, l.previous_hash, l.hash, l.sealed_at, ${CONTENT} as content
         from platform.audit_link l join platform.audit_entry e on e.id = l.entry_id where l.position > $1 order by l.position limit ${BATCH}`,
        [position],
      );
      for (const row of page) {
        const why =
          row.position !== position + 1 ? 'missing-link'
          : !row.previous_hash.equals(previous) ? 'changed-link'
          : !row.hash.equals(link(previous, row.content)) ? 'changed-entry'
          : null;
        if (why !== null) {
          brokenAt = { position: position + 1, entryId: row.entry_id, why };
          break;
        }
        position = row.position;
        previous = row.hash;
        sealedUntil = row.sealed_at;
      }
      if (brokenAt || page.length < BATCH) break;
    }
    const counts = await this.database.one<{ waiting: number; links: number }>(
      'select (select count(*)::int from platform.audit_unsealed) as waiting, (select count(*)::int from platform.audit_link) as links',
    );
    if (!brokenAt && counts.links !== position) brokenAt = { position: position + 1, entryId: '', why: 'missing-link' };
    return { intact: brokenAt === null, entries: position, waiting: counts.waiting, head: position === 0 ? null : previous.toString('hex'), sealedUntil, brokenAt };
  }
}

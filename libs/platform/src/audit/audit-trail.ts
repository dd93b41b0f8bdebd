import { Injectable } from '@nestjs/common';
import { Clock } from '../time/clock.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { currentActor, currentContext } from '../http/request-context.js';
import { WrittenTogether } from './written-together.js';

/** One thing that happened, as a module tells it. Ids and field values only where the record itself holds them. */
export interface AuditEvent {
  /** Null only for what belongs to no clinic (a sign-in, a user's password). */
  clinicId: string | null;
  /** `<module>.<what happened>`, from the module's closed list: `scheduling.session-cancelled`. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** The chart it concerns, so that "who saw or changed this client's record" is one index away. */
  clientId?: string | null;
  /** What changed: `{ field: [before, after] }`, or other plain facts. */
  changes?: Record<string, unknown>;
  /** Why, in the words of the person who did it. */
  reason?: string | null;
}

const COLUMNS = `id uuid, clinic_id uuid, occurred_at timestamptz, actor_kind text, actor_user_id uuid, actor_name text,
  session_id uuid, request_id text, action text, subject_type text, subject_id text, client_id uuid, changes jsonb, reason text`;
const NAMES = `id, clinic_id, occurred_at, actor_kind, actor_user_id, actor_name, session_id, request_id, action,
  subject_type, subject_id, client_id, changes, reason`;

const insert = (rows: string): string => `insert into platform.audit_entry (${NAMES}) select ${NAMES} from jsonb_to_recordset(${rows}::jsonb) as e(${COLUMNS})`;

/**
 * The audit trail: written in the transaction of the change it tells of, all of a transaction's entries in one
 * statement. The table takes inserts only; `SealAuditTrail` chains the entries by hash.
 */
@Injectable()
export class AuditTrail {
  private readonly reads = new WrittenTogether<Record<string, unknown>>((rows) => this.database.writeOnce(insert('$1'), [JSON.stringify(rows)]));

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Notes an event of this transaction. @throws outside a transaction. */
  record(event: AuditEvent): void {
    this.database.gather('audit', this.row(event), insert);
  }

  /**
   * Notes a read that must leave a trace. Resolves when the entry is stored, so answer only then. Entries of reads that happen at
   * the same time are stored together. Inside a transaction it is an entry of that transaction.
   */
  async recordRead(event: AuditEvent): Promise<void> {
    if (this.database.inTransaction) this.record(event);
    else await this.reads.add(this.row(event));
  }

  private row(event: AuditEvent): Record<string, unknown> {
    const actor = currentActor();
    return {
      id: newId(),
      clinic_id: event.clinicId,
      occurred_at: this.clock.now().toISOString(),
      actor_kind: actor.kind,
      actor_user_id: actor.userId,
      actor_name: actor.displayName,
      session_id: actor.sessionId,
      request_id: currentContext()?.requestId ?? null,
      action: event.action,
      subject_type: event.subjectType,
      subject_id: event.subjectId,
      client_id: event.clientId ?? null,
      changes: event.changes ?? {},
      reason: event.reason ?? null,
    };
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { isInstant } from '../http/fields.js';
import { DEFAULT_LIMIT, decodeCursor, pageOf, type Page } from '../http/list.js';
import { isId } from '../ids.js';

/** Which entries of a clinic's trail are asked for; what is left out does not narrow. */
export interface AuditFilter {
  /** Entries about one client's record. */
  clientId?: string | undefined;
  /** Entries of what one person did, by themselves or through a token they made. */
  actorUserId?: string | undefined;
  /** One action of a module's list (`clients.chart-opened`), or a whole module (`clients`). */
  action?: string | undefined;
  /** Entries about one thing. */
  subjectId?: string | undefined;
  /** From this instant on. */
  from?: Date | undefined;
  /** Before this instant. */
  until?: Date | undefined;
}

/** One entry of the trail, as it is shown. */
export interface AuditEntry {
  id: string;
  occurredAt: Date;
  actorKind: 'user' | 'token' | 'system';
  actorUserId: string | null;
  actorName: string;
  requestId: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  clientId: string | null;
  changes: Record<string, unknown>;
  reason: string | null;
  /** Its place in the hash chain; null for the few seconds until it is sealed. */
  position: number | null;
}

// One text per narrowing index, so that each has one plan and none scans the trail: by client, by actor, by subject, or
// the clinic's whole trail by time.
const NARROW = {
  client: 'e.client_id = $2',
  actor: 'e.actor_user_id = $2',
  subject: 'e.subject_id = $2',
  clinic: '$2::text is null',
};

function statement(narrow: keyof typeof NARROW): string {
  return `
select e.id, e.occurred_at as "occurredAt", to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "cursorAt",
  e.actor_kind as "actorKind", e.actor_user_id as "actorUserId", e.actor_name as "actorName", e.request_id as "requestId", e.action,
  e.subject_type as "subjectType", e.subject_id as "subjectId", e.client_id as "clientId", e.changes, e.reason, l.position
from platform.audit_entry e left join platform.audit_link l on l.entry_id = e.id
where e.clinic_id = $1 and ${NARROW[narrow]}
  and e.occurred_at >= coalesce($3::timestamptz, '-infinity') and e.occurred_at < coalesce($4::timestamptz, 'infinity')
  and ($5::text is null or e.action = $5 or e.action like $5 || '.%')
  and ($6::uuid is null or e.client_id = $6) and ($7::uuid is null or e.actor_user_id = $7) and ($8::text is null or e.subject_id = $8)
  and (e.occurred_at, e.id) < (coalesce($9::timestamptz, 'infinity'), coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
order by e.occurred_at desc, e.id desc
limit $11`;
}

const STATEMENTS = { client: statement('client'), actor: statement('actor'), subject: statement('subject'), clinic: statement('clinic') };

type Row = AuditEntry & { cursorAt: string };

/** Entries of a clinic's audit trail, newest first. */
@Injectable()
export class AuditEntriesQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 400 for a cursor of another list. */
  async run(clinicId: string, filter: AuditFilter, page: { limit?: number | undefined; cursor?: string | undefined }): Promise<Page<AuditEntry>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(page.cursor, [isInstant, isId]);
    const narrow = filter.clientId ? 'client' : filter.subjectId ? 'subject' : filter.actorUserId ? 'actor' : 'clinic';
    const rows = await this.database.rows<Row>(STATEMENTS[narrow], [
      clinicId,
      filter.clientId ?? filter.subjectId ?? filter.actorUserId ?? null,
      filter.from ?? null,
      filter.until ?? null,
      filter.action ?? null,
      filter.clientId ?? null,
      filter.actorUserId ?? null,
      filter.subjectId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ]);
    return pageOf(rows, limit, (row) => [row.cursorAt, row.id], ({ cursorAt: _cursorAt, ...entry }) => entry);
  }
}

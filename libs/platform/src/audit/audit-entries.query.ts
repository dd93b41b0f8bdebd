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

function conditions(narrow: keyof typeof NARROW): string {
  return `e.clinic_id = $1 and ${NARROW[narrow]}
  and e.occurred_at >= coalesce($3::timestamptz, '-infinity') and e.occurred_at < coalesce($4::timestamptz, 'infinity')
  and ($5::text is null or e.action = $5 or e.action like $5 || '.%')
  and ($6::uuid is null or e.client_id = $6) and ($7::uuid is null or e.actor_user_id = $7) and ($8::text is null or e.subject_id = $8)`;
}

function list(narrow: keyof typeof NARROW): string {
  return `
select e.id, e.occurred_at as "occurredAt", to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "cursorAt",
  e.actor_kind as "actorKind", e.actor_user_id as "actorUserId", e.actor_name as "actorName", e.request_id as "requestId", e.action,
  e.subject_type as "subjectType", e.subject_id as "subjectId", e.client_id as "clientId", e.changes, e.reason, l.position
from platform.audit_entry e left join platform.audit_link l on l.entry_id = e.id
where ${conditions(narrow)}
  and (e.occurred_at, e.id) < (coalesce($9::timestamptz, 'infinity'), coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
order by e.occurred_at desc, e.id desc
limit $11`;
}

function beyond(narrow: keyof typeof NARROW): string {
  return `select 1 from platform.audit_entry e where ${conditions(narrow)} offset $9 limit 1`;
}

type Row = AuditEntry & { cursorAt: string };

/** Entries of a clinic's audit trail, newest first. */
@Injectable()
export class AuditEntriesQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 400 for a cursor of another list. */
  async run(clinicId: string, filter: AuditFilter, page: { limit?: number | undefined; cursor?: string | undefined }): Promise<Page<AuditEntry>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(page.cursor, [isInstant, isId]);
    const [narrow, values] = narrowed(clinicId, filter);
    const rows = await this.database.rows<Row>(list(narrow), [...values, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
    return pageOf(rows, limit, (row) => [row.cursorAt, row.id], ({ cursorAt: _cursorAt, ...entry }) => entry);
  }

  /** Whether a filter finds more than so many entries. */
  async exceeds(clinicId: string, filter: AuditFilter, count: number): Promise<boolean> {
    const [narrow, values] = narrowed(clinicId, filter);
    return (await this.database.maybe(beyond(narrow), [...values, count])) !== undefined;
  }
}

function narrowed(clinicId: string, filter: AuditFilter): [keyof typeof NARROW, unknown[]] {
  const { clientId = null, actorUserId = null, subjectId = null, action = null, from = null, until = null } = filter;
  const narrow = clientId !== null ? 'client' : subjectId !== null ? 'subject' : actorUserId !== null ? 'actor' : 'clinic';
  return [narrow, [clinicId, clientId ?? subjectId ?? actorUserId, from, until, action, clientId, actorUserId, subjectId]];
}

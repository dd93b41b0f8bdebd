import { Injectable } from '@nestjs/common';
import { AuditEntriesQuery, AuditTrail, Database, DomainError, type AuditEntry, type AuditFilter } from '#platform';
import type { Access } from '../access/access.js';
import { AuditNames } from './audit-names.js';
import { csvLine } from './csv.js';

/** Entries one export may hold: about 20 MB, which every spreadsheet opens. */
const MOST = 50_000;
const BATCH = 200;

const HEADER = ['occurred_at', 'action', 'actor_kind', 'actor', 'actor_user_id', 'subject_type', 'subject_id', 'client_id', 'chart_number', 'changes', 'reason', 'request_id', 'chain_position'];

/** Writes a part of the trail as CSV, newest first, a batch at a time. That it was taken is an entry itself. */
@Injectable()
export class ExportAudit {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly entries: AuditEntriesQuery,
    private readonly names: AuditNames,
  ) {}

  /** @throws DomainError 422 when the filter finds more than an export may hold. */
  async run(access: Access, clinicId: string, filter: AuditFilter): Promise<AsyncGenerator<string>> {
    if (await this.entries.exceeds(clinicId, filter, MOST)) {
      throw new DomainError({ code: 'too-many-entries', status: 422, title: `An export holds at most ${MOST.toLocaleString('en-US')} entries. Choose fewer days, or one person.`, facts: { most: MOST } });
    }
    await this.database.transaction(async () => {
      this.audit.record({
        clinicId,
        action: 'identity.audit-exported',
        subjectType: 'audit',
        subjectId: clinicId,
        clientId: filter.clientId ?? null,
        changes: { userId: filter.actorUserId ?? null, action: filter.action ?? null, from: filter.from?.toISOString() ?? null, until: filter.until?.toISOString() ?? null },
      });
    });
    return this.lines(access, clinicId, filter);
  }

  private async *lines(access: Access, clinicId: string, filter: AuditFilter): AsyncGenerator<string> {
    yield csvLine(HEADER);
    let cursor: string | undefined;
    let written = 0;
    do {
      const page = await this.entries.run(clinicId, filter, { limit: BATCH, cursor });
      const { clients } = await this.names.of(access, clinicId, page.items);
      yield page.items.map((entry) => csvLine(fields(entry, clients.get(entry.clientId ?? '')?.chartNumber))).join('');
      written += page.items.length;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && written < MOST);
  }
}

function fields(entry: AuditEntry, chartNumber: string | undefined): unknown[] {
  return [
    entry.occurredAt.toISOString(), entry.action, entry.actorKind, entry.actorName, entry.actorUserId, entry.subjectType, entry.subjectId,
    entry.clientId, chartNumber, JSON.stringify(entry.changes), entry.reason, entry.requestId, entry.position,
  ];
}

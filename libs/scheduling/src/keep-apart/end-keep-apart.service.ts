import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, notFound, staleEdit } from '#platform';

interface PairRow {
  clientId: string;
  otherClientId: string;
  version: number;
}

/** Two clients need no longer be kept apart. */
@Injectable()
export class EndKeepApart {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 409 `stale-edit`; 404. */
  async run(clinicId: string, clientId: string, pairId: string, version: number): Promise<void> {
    await this.database.transaction(async () => {
      const pair = await this.database.maybe<PairRow>(
        `select client_id as "clientId", other_client_id as "otherClientId", version from scheduling.keep_apart
         where id = $1 and clinic_id = $2 and $3::uuid in (client_id, other_client_id) and ended_at is null for update`,
        [pairId, clinicId, clientId],
      );
      if (!pair) throw notFound('pair');
      if (pair.version !== version) throw staleEdit('pair', pair.version);
      await this.database.rows('update scheduling.keep_apart set ended_at = $2, version = version + 1 where id = $1', [pairId, this.clock.now()]);
      for (const subject of [pair.clientId, pair.otherClientId]) this.audit.record({ clinicId, action: 'scheduling.keep-apart-ended', subjectType: 'keep-apart', subjectId: pairId, clientId: subject, changes: {} });
    });
  }
}

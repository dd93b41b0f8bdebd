import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound } from '#platform';
import type { ClientDetails, ClientStatus } from '../client.entity.js';
import { DETAIL_SELECT } from './detail-columns.js';

/** A person's details with what the chart says of itself. */
export interface ClientRecord extends ClientDetails {
  id: string;
  chartNumber: string;
  status: ClientStatus;
  externalSource: string | null;
  externalId: string | null;
  version: number;
  createdAt: Date;
}

/** Reads a person's details. Nobody sees them before the audit trail holds that they were read. */
@Injectable()
export class ClientDetailsQuery {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404; then nothing is noted. */
  async run(clinicId: string, clientId: string): Promise<ClientRecord> {
    const [record] = await this.database.rows<ClientRecord>(
      `select id, chart_number as "chartNumber", status, external_source as "externalSource", external_id as "externalId", version, created_at as "createdAt",
         ${DETAIL_SELECT} from clients.client where id = $2 and clinic_id = $1`,
      [clinicId, clientId],
    );
    if (!record) throw notFound('client');
    await this.audit.recordRead({ clinicId, action: 'clients.details-read', subjectType: 'client', subjectId: clientId, clientId });
    return record;
  }
}

import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, notFound, staleEdit } from '#platform';
import { ClientEntity, DETAIL_NAMES, type ClientDetails } from '../client.entity.js';
import { clientArchived } from '../clients.errors.js';
import { checkDates } from './check-details.js';

export interface EditClientInput extends Partial<ClientDetails> {
  /** The version that was read. */
  version: number;
}

/** Changes a person's details. What is not said stays. */
@Injectable()
export class EditClient {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @throws DomainError 409 `stale-edit` when someone else saved first, 409 `client-archived`. */
  async run(clinicId: string, clientId: string, input: EditClientInput): Promise<void> {
    const today = await this.clinics.today(clinicId);
    await this.database.transaction(async () => {
      const client = await this.database.manager.findOne(ClientEntity, { where: { id: clientId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!client) throw notFound('client');
      if (client.version !== input.version) throw staleEdit('chart', client.version);
      if (client.status === 'archived') throw clientArchived();
      const changes: Record<string, [unknown, unknown]> = {};
      for (const name of DETAIL_NAMES) {
        const value = input[name];
        if (value === undefined || value === client[name]) continue;
        changes[name] = [client[name], value];
        Object.assign(client, { [name]: value });
      }
      if (Object.keys(changes).length === 0) return;
      checkDates(client, today);
      client.version += 1;
      await this.database.manager.save(ClientEntity, client, { reload: false });
      this.audit.record({ clinicId, action: 'clients.edited', subjectType: 'client', subjectId: clientId, clientId, changes });
    });
  }
}

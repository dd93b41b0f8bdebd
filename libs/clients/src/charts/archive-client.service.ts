import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, notFound, staleEdit } from '#platform';
import { ClientEntity, type ClientStatus } from '../client.entity.js';
import { CLIENTS_ARCHIVING, type ClientsArchiving } from '../clients.events.js';

/** Puts a chart aside, or takes it up again. Nothing in it is lost either way. */
@Injectable()
export class ArchiveClient {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
  ) {}

  /** @throws DomainError 409 `still-in-care` while the client is in a program, 409 `stale-edit`. */
  async archive(clinicId: string, clientId: string, version: number, reason: string | null): Promise<void> {
    await this.turn(clinicId, clientId, version, 'archived', reason);
  }

  /** @throws DomainError 409 `stale-edit`. */
  async restore(clinicId: string, clientId: string, version: number): Promise<void> {
    await this.turn(clinicId, clientId, version, 'active', null);
  }

  private async turn(clinicId: string, clientId: string, version: number, status: ClientStatus, reason: string | null): Promise<void> {
    await this.database.transaction(async () => {
      const client = await this.database.manager.findOne(ClientEntity, { where: { id: clientId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!client) throw notFound('client');
      if (client.status === status) return;
      if (client.version !== version) throw staleEdit('chart', client.version);
      await this.database.manager.update(ClientEntity, { id: clientId, clinicId }, { status, version: version + 1 });
      this.audit.record({ clinicId, action: status === 'archived' ? 'clients.archived' : 'clients.restored', subjectType: 'client', subjectId: clientId, clientId, changes: { status: [client.status, status] }, reason });
      if (status === 'archived') await this.events.publish<ClientsArchiving>({ name: CLIENTS_ARCHIVING, clinicId, payload: { clientIds: [clientId] } });
    });
  }
}

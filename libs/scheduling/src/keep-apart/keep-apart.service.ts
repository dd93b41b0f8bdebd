import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, newId, notFound } from '#platform';
import { wrongInput } from '../scheduling.errors.js';
import { KeepApartEntity } from './keep-apart.entity.js';

/** With whom, and why. */
export interface KeepApartInput {
  otherClientId: string;
  reason: string;
}

/**
 * Keeps two clients apart from now on: nothing new brings them together. Where they meet already stays as it is until
 * somebody changes it; the list says where that is.
 */
@Injectable()
export class KeepApart {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the pair's id. @throws DomainError 409 `kept-apart-already`; 400; 404. */
  async run(clinicId: string, clientId: string, { otherClientId, reason }: KeepApartInput): Promise<string> {
    if (otherClientId === clientId) throw wrongInput('/otherClientId', 'must be somebody else');
    const [one, other] = [clientId, otherClientId].sort() as [string, string];
    return this.database.transaction(async () => {
      // Behind whatever books either of them, so that each sees what the other did.
      await this.database.rows('select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest($1::text[]) id', [[one, other]]);
      const known = await this.database.rows<{ id: string }>('select id from clients.v_client where clinic_id = $1 and id = any ($2::uuid[])', [clinicId, [one, other]]);
      if (known.length < 2) throw notFound('client');
      const id = newId();
      await this.database.manager.insert(KeepApartEntity, { id, clinicId, clientId: one, otherClientId: other, reason, since: this.clock.now() });
      // In the activity of both; the words stay where only their care team reads them.
      for (const subject of [clientId, otherClientId]) this.audit.record({ clinicId, action: 'scheduling.clients-kept-apart', subjectType: 'keep-apart', subjectId: id, clientId: subject, changes: {} });
      return id;
    });
  }
}

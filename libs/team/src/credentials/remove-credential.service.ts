import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound } from '#platform';
import { CredentialEntity } from './credential.entity.js';

/** Takes a license or certificate off the record. */
@Injectable()
export class RemoveCredential {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, credentialId: string): Promise<void> {
    await this.database.transaction(async () => {
      const credential = await this.database.manager.findOne(CredentialEntity, { where: { id: credentialId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!credential) throw notFound('credential');
      await this.database.manager.delete(CredentialEntity, { id: credentialId });
      this.audit.record({ clinicId, action: 'team.credential-removed', subjectType: 'staff', subjectId: credential.staffId, changes: { credentialId, kind: [credential.kind, null], number: [credential.number, null], expiresOn: [credential.expiresOn, null] } });
    });
  }
}

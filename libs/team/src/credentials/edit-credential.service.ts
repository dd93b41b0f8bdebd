import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, changesBetween, notFound, staleEdit } from '#platform';
import { checkCredentialDays } from './credential-rules.js';
import { CredentialEntity } from './credential.entity.js';
import type { EditCredentialDto } from './credentials.dto.js';

/** Corrects or renews a license or certificate. */
@Injectable()
export class EditCredential {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 400, 404, 409 `stale-edit` or `credential-exists`. */
  async run(clinicId: string, credentialId: string, input: EditCredentialDto): Promise<void> {
    await this.database.transaction(async () => {
      const credential = await this.database.manager.findOne(CredentialEntity, { where: { id: credentialId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!credential) throw notFound('credential');
      if (credential.version !== input.version) throw staleEdit('credential', credential.version);
      const { version, ...fields } = input;
      const changes = changesBetween(credential, fields);
      if (Object.keys(changes).length === 0) return;
      checkCredentialDays({ issuedOn: fields.issuedOn === undefined ? credential.issuedOn : fields.issuedOn, expiresOn: fields.expiresOn === undefined ? credential.expiresOn : fields.expiresOn });
      await this.database.manager.update(CredentialEntity, { id: credentialId }, { ...fields, version: version + 1 });
      this.audit.record({ clinicId, action: 'team.credential-edited', subjectType: 'staff', subjectId: credential.staffId, changes: { credentialId, ...changes } });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, newId, notFound } from '#platform';
import { StaffEntity } from '../staff/staff.entity.js';
import { checkCredentialDays } from './credential-rules.js';
import { CredentialEntity } from './credential.entity.js';
import type { AddCredentialDto } from './credentials.dto.js';

/** Puts a license or certificate on record. */
@Injectable()
export class AddCredential {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the credential's id. @throws DomainError 400, 404, 409 `credential-exists`. */
  async run(clinicId: string, staffId: string, input: AddCredentialDto): Promise<string> {
    checkCredentialDays(input);
    return this.database.transaction(async () => {
      const person = await this.database.manager.findOneBy(StaffEntity, { id: staffId, clinicId });
      if (!person) throw notFound('staff member');
      const credential = { id: newId(), clinicId, staffId, kind: input.kind, number: input.number, state: input.state ?? null, issuedOn: input.issuedOn ?? null, expiresOn: input.expiresOn ?? null, verifiedOn: input.verifiedOn ?? null };
      await this.database.manager.insert(CredentialEntity, credential);
      const { id, clinicId: _clinic, staffId: _staff, ...changes } = credential;
      this.audit.record({ clinicId, action: 'team.credential-added', subjectType: 'staff', subjectId: staffId, changes: { credentialId: id, ...changes } });
      return id;
    });
  }
}

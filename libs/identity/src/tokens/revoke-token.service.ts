import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, notFound } from '#platform';
import type { Access } from '../access/access.js';
import { AccessChanges } from '../access/access-changes.js';

/** Ends a token, at once in every server process. */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly changes: AccessChanges,
  ) {}

  /** @throws DomainError 404 when the clinic has no such token that works. */
  async run(access: Access, clinicId: string, tokenId: string): Promise<void> {
    await this.database.transaction(async () => {
      const revoked = await this.database.rows(
        'update identity.api_token set revoked_at = $3, revoked_by = $4 where id = $1 and clinic_id = $2 and revoked_at is null returning id',
        [tokenId, clinicId, this.clock.now(), access.userId],
      );
      if (revoked.length === 0) throw notFound('token');
      await this.changes.announce(tokenId);
      this.audit.record({ clinicId, action: 'identity.token-revoked', subjectType: 'token', subjectId: tokenId });
    });
  }
}

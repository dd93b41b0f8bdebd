import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { AuthorizationInHand } from './authorization-in-hand.js';
import { AuthorizationEntity } from './authorization.entity.js';

/**
 * Withdraws an authorization: recorded by mistake, or taken back by the payer. It holds on no day any more, also not on
 * those gone by, and stays on record. One that only ends sooner gets another last day instead.
 */
@Injectable()
export class WithdrawAuthorization {
  constructor(
    private readonly database: Database,
    private readonly inHand: AuthorizationInHand,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404; 409 `authorization-withdrawn`, `stale-edit`. */
  async run(clinicId: string, clientId: string, authorizationId: string, { version, reason }: { version: number; reason: string }): Promise<void> {
    await this.database.transaction(async () => {
      await this.inHand.take(clinicId, clientId, authorizationId, version);
      const withdrawnByName = currentActor().displayName;
      await this.database.manager.update(AuthorizationEntity, { id: authorizationId }, { withdrawnAt: this.clock.now(), withdrawnByName, withdrawnReason: reason, version: version + 1 });
      const action: EpisodesAction = 'episodes.authorization-withdrawn';
      this.audit.record({ clinicId, action, subjectType: 'authorization', subjectId: authorizationId, clientId, changes: {}, reason });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Database, notFound, staleEdit } from '#platform';
import { AuthorizationEntity } from './authorization.entity.js';
import { authorizationWithdrawn } from './authorization.errors.js';

/** One authorization, held until the transaction ends: whoever books by it waits. */
@Injectable()
export class AuthorizationInHand {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404; 409 `authorization-withdrawn`, `stale-edit`. */
  async take(clinicId: string, clientId: string, authorizationId: string, version: number): Promise<AuthorizationEntity> {
    const found = await this.database.manager.findOne(AuthorizationEntity, { where: { id: authorizationId, clientId, clinicId }, lock: { mode: 'pessimistic_write' } });
    if (!found) throw notFound('authorization');
    if (found.withdrawnAt !== null) throw authorizationWithdrawn(found.withdrawnByName);
    if (found.version !== version) throw staleEdit('authorization', found.version);
    return found;
  }
}

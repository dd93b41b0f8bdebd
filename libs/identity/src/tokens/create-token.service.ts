import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, forbidden, invalidInput, newId } from '#platform';
import type { Access } from '../access/access.js';
import { newSecret, secretHash } from '../access/credentials.js';
import { personOnly } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { PERMISSIONS, type Permission } from '../permissions.js';
import { ApiTokenEntity } from './api-token.entity.js';

/** A token to be made. */
export interface NewToken {
  name: string;
  permissions: Permission[];
  /** Days it works. */
  days: number;
}

/** What a machine never may: give access to others. */
const FOR_PEOPLE: ReadonlySet<Permission> = new Set(['users.manage', 'tokens.manage']);

/** Permissions a token can be given. */
export const TOKEN_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter((permission) => !FOR_PEOPLE.has(permission));

/** Makes a token for a machine. */
@Injectable()
export class CreateToken {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /**
   * @returns the secret, which is kept nowhere.
   * @throws DomainError 403 for permissions the person does not hold, or when a token asks.
   */
  async run(access: Access, clinicId: string, input: NewToken): Promise<{ id: string; secret: string; expiresAt: Date }> {
    if (access.kind === 'token') throw personOnly();
    const held = access.clinics.get(clinicId.toLowerCase())?.permissions;
    const beyond = input.permissions.find((permission) => !held?.has(permission));
    if (beyond !== undefined) throw forbidden(beyond);
    if (input.days > this.parameters.tokenMaxDays) throw invalidInput([{ pointer: '/days', detail: `must be at most ${this.parameters.tokenMaxDays}` }]);
    const secret = newSecret('token');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + input.days * 86_400_000);
    const id = newId();
    await this.database.transaction(async () => {
      await this.database.manager.insert(ApiTokenEntity, {
        id,
        clinicId,
        madeBy: access.userId,
        name: input.name,
        tokenHash: secretHash(secret),
        permissions: PERMISSIONS.filter((permission) => input.permissions.includes(permission)),
        createdAt: now,
        expiresAt,
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      });
      this.audit.record({
        clinicId,
        action: 'identity.token-created',
        subjectType: 'token',
        subjectId: id,
        changes: { name: [null, input.name], permissions: [null, input.permissions], expiresAt: [null, expiresAt.toISOString()] },
      });
    });
    return { id, secret, expiresAt };
  }
}

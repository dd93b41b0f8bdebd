import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import type { Access } from '../access/access.js';
import { AccessChanges } from '../access/access-changes.js';
import { isRole, type Role } from '../permissions.js';
import { AccountsOfClinic } from './account-of-clinic.js';
import { MembershipEntity } from './membership.entity.js';
import { UserEntity } from './user.entity.js';

/** What may be changed of an account; what is left out stays. */
export interface UserChanges {
  version: number;
  email?: string | undefined;
  displayName?: string | undefined;
  roles?: Role[] | undefined;
}

/** Changes an account's name, address, or what the person does in the clinic. */
@Injectable()
export class EditUser {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly accounts: AccountsOfClinic,
    private readonly changes: AccessChanges,
  ) {}

  /** @throws DomainError 409 when it would leave the clinic without an administrator, or the address is in use. */
  async run(access: Access, clinicId: string, userId: string, input: UserChanges): Promise<void> {
    await this.database.transaction(async () => {
      const { user, membership } = await this.accounts.lock(clinicId, userId, input.version);
      const email = input.email ?? user.email;
      const displayName = input.displayName ?? user.displayName;
      const roles = input.roles ? inOrder(input.roles) : membership.roles;
      const renamed = displayName !== user.displayName;
      const addressed = email.toLowerCase() !== user.email.toLowerCase();
      const reassigned = roles.join() !== inOrder(membership.roles).join();
      if (!renamed && !addressed && !reassigned) return;
      if (renamed || addressed) await this.accounts.requireWhole(access, userId);
      await this.database.manager.update(UserEntity, { id: userId }, { email, displayName, version: user.version + 1 });
      if (renamed || addressed) {
        this.audit.record({
          clinicId,
          action: 'identity.user-edited',
          subjectType: 'user',
          subjectId: userId,
          changes: { ...(renamed ? { displayName: [user.displayName, displayName] } : {}), ...(addressed ? { email: [user.email, email] } : {}) },
        });
      }
      if (reassigned) {
        await this.database.manager.update(MembershipEntity, { userId, clinicId }, { roles });
        this.audit.record({ clinicId, action: 'identity.roles-changed', subjectType: 'user', subjectId: userId, changes: { roles: [membership.roles, roles] } });
      }
      await this.changes.announce(userId);
    });
  }
}

function inOrder(roles: readonly Role[]): Role[] {
  return [...new Set(roles)].filter(isRole).sort();
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database } from '#platform';
import type { Access } from '../access/access.js';
import { AccessChanges } from '../access/access-changes.js';
import { EndSessions } from '../sign-in/end-sessions.service.js';
import { AccountsOfClinic } from './account-of-clinic.js';
import { MembershipEntity } from './membership.entity.js';
import { UserEntity } from './user.entity.js';

/** Takes away a person's access, for a while or from one clinic, and gives it back. */
@Injectable()
export class SuspendUser {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly accounts: AccountsOfClinic,
    private readonly sessions: EndSessions,
    private readonly changes: AccessChanges,
  ) {}

  /** Nobody signs in with the account, its sessions end and its tokens stop, at once. @throws DomainError 409 for the last administrator. */
  async disable(access: Access, clinicId: string, userId: string, reason: string | undefined): Promise<void> {
    this.accounts.refuseOneself(access, userId);
    await this.database.transaction(async () => {
      const { user } = await this.accounts.lock(clinicId, userId, undefined);
      await this.accounts.requireWhole(access, userId);
      if (user.disabledAt !== null) return;
      await this.database.manager.update(UserEntity, { id: userId }, { disabledAt: this.clock.now(), version: user.version + 1 });
      await this.sessions.allOf(userId);
      this.audit.record({ clinicId, action: 'identity.user-disabled', subjectType: 'user', subjectId: userId, reason: reason ?? null });
    });
  }

  /** The account works again, with the password it had. */
  async enable(access: Access, clinicId: string, userId: string): Promise<void> {
    await this.database.transaction(async () => {
      const { user } = await this.accounts.lock(clinicId, userId, undefined);
      await this.accounts.requireWhole(access, userId);
      if (user.disabledAt === null) return;
      await this.database.manager.update(UserEntity, { id: userId }, { disabledAt: null, version: user.version + 1 });
      await this.changes.announce(userId);
      this.audit.record({ clinicId, action: 'identity.user-enabled', subjectType: 'user', subjectId: userId });
    });
  }

  /** The person no longer works in this clinic; their account and other clinics stay. @throws DomainError 409 for the last administrator. */
  async removeFromClinic(access: Access, clinicId: string, userId: string): Promise<void> {
    this.accounts.refuseOneself(access, userId);
    await this.database.transaction(async () => {
      const { user, membership } = await this.accounts.lock(clinicId, userId, undefined);
      await this.database.manager.delete(MembershipEntity, { userId, clinicId });
      await this.database.manager.update(UserEntity, { id: userId }, { version: user.version + 1 });
      await this.changes.announce(userId);
      this.audit.record({ clinicId, action: 'identity.user-removed-from-clinic', subjectType: 'user', subjectId: userId, changes: { roles: [membership.roles, null] } });
    });
  }
}

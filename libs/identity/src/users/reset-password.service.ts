import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainError } from '#platform';
import type { Access } from '../access/access.js';
import { EndSessions } from '../sign-in/end-sessions.service.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { SignInThrottle } from '../sign-in/sign-in-throttle.js';
import { temporaryPassword } from '../sign-in/temporary-password.js';
import { AccountsOfClinic } from './account-of-clinic.js';
import { UserEntity } from './user.entity.js';

/** Helps a person who cannot sign in. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly accounts: AccountsOfClinic,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottle,
    private readonly sessions: EndSessions,
  ) {}

  /** A password to hand over, to be replaced at the next sign-in. Every session ends. */
  async run(access: Access, clinicId: string, userId: string): Promise<{ temporaryPassword: string }> {
    this.accounts.refuseOneself(access, userId);
    const password = temporaryPassword();
    const passwordHash = await this.hasher.hash(password);
    await this.database.transaction(async () => {
      const { user } = await this.accounts.lock(clinicId, userId, undefined);
      await this.accounts.requireWhole(access, userId);
      if (user.isDemo) throw new DomainError({ code: 'demo-account', status: 422, title: 'Demo accounts keep their password, so that everyone can try them.' });
      await this.database.manager.update(
        UserEntity,
        { id: userId },
        { passwordHash, passwordSetAt: this.clock.now(), mustChangePassword: true, version: user.version + 1 },
      );
      await this.throttle.unlock(user.email);
      await this.sessions.allOf(userId);
      this.audit.record({ clinicId, action: 'identity.password-reset', subjectType: 'user', subjectId: userId });
    });
    return { temporaryPassword: password };
  }

  /** Lets a person try again before the rest after too many wrong passwords is over. */
  async unlock(access: Access, clinicId: string, userId: string): Promise<void> {
    await this.database.transaction(async () => {
      const { user } = await this.accounts.lock(clinicId, userId, undefined);
      await this.accounts.requireWhole(access, userId);
      await this.throttle.unlock(user.email);
      this.audit.record({ clinicId, action: 'identity.user-unlocked', subjectType: 'user', subjectId: userId });
    });
  }
}

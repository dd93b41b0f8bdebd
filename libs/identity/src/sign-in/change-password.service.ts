import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, DomainError, invalidInput } from '#platform';
import type { Access } from '../access/access.js';
import { AccountTrail } from '../account-trail.js';
import { notSignedIn, wrongPassword } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { EndSessions } from './end-sessions.service.js';
import { PasswordHasher } from './password-hasher.js';
import { checkPassword } from './password-rules.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** A person chooses a new password. Every other device is signed out. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly trail: AccountTrail,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottle,
    private readonly sessions: EndSessions,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /** @throws DomainError 422 for a wrong current password, 400 for a new one that is refused, 429 while the account rests. */
  async run(access: Access, currentPassword: string, newPassword: string, address: string): Promise<void> {
    if (access.demo) throw new DomainError({ code: 'demo-account', status: 422, title: 'Demo accounts keep their password, so that everyone can try them.' });
    const subjects = this.throttle.subjects(access.email, address);
    await this.throttle.count(subjects);
    const account = await this.database.maybe<{ password_hash: string }>('select password_hash from identity.user where id = $1', [access.userId]);
    if (!(await this.hasher.matches(currentPassword, account?.password_hash))) throw wrongPassword('/currentPassword');
    await this.database.transaction(() => this.throttle.forgive(subjects));
    checkPassword(newPassword, access, this.parameters.passwordMinLength, '/newPassword');
    if (newPassword === currentPassword) throw invalidInput([{ pointer: '/newPassword', detail: 'is the one you have now' }]);
    const hash = await this.hasher.hash(newPassword);
    await this.database.transaction(async () => {
      const changed = await this.database.rows(
        `update identity.user set password_hash = $3, password_set_at = $4, must_change_password = false, version = version + 1
         where id = $1 and password_hash = $2 and disabled_at is null returning id`,
        [access.userId, account?.password_hash, hash, this.clock.now()],
      );
      if (changed.length === 0) throw notSignedIn();
      const ended = await this.sessions.allOf(access.userId, access.id);
      await this.trail.record({ action: 'identity.password-changed', userId: access.userId, changes: { otherSessionsEnded: ended } });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';
import type { Access } from '../access/access.js';
import { AccessChanges } from '../access/access-changes.js';
import { type Credential } from '../access/credentials.js';
import { FindAccess } from '../access/find-access.query.js';
import { LastSeen } from '../access/last-seen.js';
import { AccountTrail, actAs } from '../account-trail.js';
import { notSignedIn, tooManyRequests, wrongPassword } from '../identity.errors.js';
import { PasswordHasher } from './password-hasher.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { Turns } from './turns.js';

const MOST_WAITING = 5;

/** Locks a session that stays signed in, and opens it again with its person's password. */
@Injectable()
export class LockSession {
  private readonly turns = new Turns(MOST_WAITING);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly trail: AccountTrail,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottle,
    private readonly findAccess: FindAccess,
    private readonly lastSeen: LastSeen,
    private readonly changes: AccessChanges,
  ) {}

  /** The person leaves the desk. */
  async lock(access: Access): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.rows('update identity.session set locked_at = $2 where id = $1', [access.id, this.clock.now()]);
      await this.changes.announce(access.id);
    });
    this.lastSeen.forget(access.id);
  }

  /**
   * The person is back. A wrong password counts like a failed sign-in.
   * @throws DomainError 401 when the session has ended, 422 for a wrong password, 429 while the account rests.
   */
  async unlock(secret: string, password: string, address: string): Promise<void> {
    const credential: Credential = { kind: 'session', secret };
    const access = await this.findAccess.fresh(credential);
    if (!access) throw notSignedIn();
    await this.turns.run(access.id, () => this.attempt(access, password, address), () => tooManyRequests(2));
  }

  private async attempt(access: Access, password: string, address: string): Promise<void> {
    const subjects = this.throttle.subjects(access.email, address);
    await this.throttle.count(subjects);
    const account = await this.database.maybe<{ password_hash: string }>('select password_hash from identity.user where id = $1', [access.userId]);
    if (!(await this.hasher.matches(password, account?.password_hash))) throw wrongPassword('/password');
    await this.database.transaction(async () => {
      const opened = await this.database.rows(
        'update identity.session set locked_at = null, last_seen_at = $2 where id = $1 and revoked_at is null returning id',
        [access.id, this.clock.now()],
      );
      if (opened.length === 0) throw notSignedIn();
      await this.throttle.forgive(subjects);
      await this.changes.announce(access.id);
      actAs({ userId: access.userId, displayName: access.displayName, sessionId: access.id });
      await this.trail.record({ action: 'identity.session-unlocked', userId: access.userId });
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, newId } from '#platform';
import { AccessChanges } from '../access/access-changes.js';
import { newSecret, secretHash } from '../access/credentials.js';
import { AccountTrail, actAs } from '../account-trail.js';
import { signInFailed, tooManyRequests } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionEntity } from './session.entity.js';
import { SignInThrottle, type SignInSubjects } from './sign-in-throttle.js';
import { Turns } from './turns.js';

/** Where a sign-in comes from. */
export interface SignInPlace {
  address: string;
  userAgent: string;
  /** The session this browser still shows, which the new one takes the place of. */
  previousSecret: string | undefined;
}

interface Account {
  id: string;
  display_name: string;
  password_hash: string;
  password_set_at: Date;
  must_change_password: boolean;
  disabled_at: Date | null;
}

const MOST_WAITING = 20;

/** Signs a person in with e-mail address and password. */
@Injectable()
export class SignIn {
  private readonly turns = new Turns(MOST_WAITING);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly trail: AccountTrail,
    private readonly hasher: PasswordHasher,
    private readonly throttle: SignInThrottle,
    private readonly changes: AccessChanges,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /**
   * @returns the secret of the new session, for the cookie.
   * @throws DomainError 401 with the same words for every reason, 429 while the account or the address rests.
   */
  async run(email: string, password: string, place: SignInPlace): Promise<{ secret: string }> {
    const subjects = this.throttle.subjects(email, place.address);
    // One attempt at a time for an account: several right ones at once must not look like guesses.
    return this.turns.run(subjects.account.toString('base64'), () => this.attempt(email, password, place, subjects), () => tooManyRequests(2));
  }

  private async attempt(email: string, password: string, place: SignInPlace, subjects: SignInSubjects): Promise<{ secret: string }> {
    const { last } = await this.throttle.count(subjects);
    const account = await this.database.maybe<Account>(
      'select id, display_name, password_hash, password_set_at, must_change_password, disabled_at from identity.user where lower(email) = lower($1)',
      [email],
    );
    const right = await this.hasher.matches(password, account?.password_hash);
    if (account && right && account.disabled_at === null && !this.hasLapsed(account)) {
      const secret = await this.open(account, password, place, subjects);
      if (secret !== undefined) return { secret };
    }
    await this.noteFailure(account, place, last);
    throw signInFailed();
  }

  /** A password somebody else chose is good for a few days only. */
  private hasLapsed(account: Account): boolean {
    const until = account.password_set_at.getTime() + this.parameters.temporaryPasswordHours * 3_600_000;
    return account.must_change_password && until < this.clock.now().getTime();
  }

  private async open(account: Account, password: string, place: SignInPlace, subjects: SignInSubjects): Promise<string | undefined> {
    const renewed = this.hasher.isOutdated(account.password_hash) ? await this.hasher.hash(password) : account.password_hash;
    return this.database.transaction(async () => {
      const now = this.clock.now();
      // The account as it was when the password was compared: not disabled since, not given another password since.
      const still = await this.database.rows(
        'update identity.user set last_sign_in_at = $2, password_hash = $3 where id = $1 and password_hash = $4 and disabled_at is null returning id',
        [account.id, now, renewed, account.password_hash],
      );
      if (still.length === 0) return undefined;
      await this.throttle.forgive(subjects);
      if (place.previousSecret !== undefined) await this.replace(place.previousSecret, now);
      const secret = newSecret('session');
      const id = newId();
      await this.database.manager.insert(SessionEntity, {
        id,
        userId: account.id,
        tokenHash: secretHash(secret),
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + this.parameters.sessionHours * 3_600_000),
        lockedAt: null,
        revokedAt: null,
        address: place.address.slice(0, 64),
        userAgent: place.userAgent.slice(0, 300),
      });
      actAs({ userId: account.id, displayName: account.display_name, sessionId: id });
      await this.trail.record({ action: 'identity.signed-in', userId: account.id, changes: { address: place.address } });
      return secret;
    });
  }

  private async replace(previousSecret: string, now: Date): Promise<void> {
    const [previous] = await this.database.rows<{ id: string }>(
      'update identity.session set revoked_at = $2 where token_hash = $1 and revoked_at is null returning id',
      [secretHash(previousSecret), now],
    );
    if (previous) await this.changes.announce(previous.id);
  }

  private async noteFailure(account: Account | undefined, place: SignInPlace, last: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const changes = { address: place.address };
      if (!account) {
        // Whatever was typed stays out of the trail: it may be a password in the wrong field.
        this.audit.record({ clinicId: null, action: 'identity.sign-in-failed', subjectType: 'user', subjectId: 'unknown', changes });
        return;
      }
      await this.trail.record({ action: 'identity.sign-in-failed', userId: account.id, changes });
      if (last) await this.trail.record({ action: 'identity.sign-in-locked', userId: account.id, changes: { ...changes, minutes: this.parameters.accountLockMinutes } });
    });
  }
}

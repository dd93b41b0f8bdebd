import { Injectable } from '@nestjs/common';
import { Clock, Database, notFound } from '#platform';
import { AccessChanges } from '../access/access-changes.js';
import { AccountTrail } from '../account-trail.js';

/** Ends sessions of a person: one of them, or all. Effective at the next request, in every server process. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly trail: AccountTrail,
    private readonly changes: AccessChanges,
  ) {}

  /** @throws DomainError 404 when the session is not this person's or has ended. */
  async one(userId: string, sessionId: string): Promise<void> {
    await this.database.transaction(async () => {
      const now = this.clock.now();
      const ended = await this.database.rows(
        'update identity.session set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null and expires_at > $3 returning id',
        [sessionId, userId, now],
      );
      if (ended.length === 0) throw notFound('session');
      await this.changes.announce(sessionId);
      await this.trail.record({ action: 'identity.session-ended', userId, sessionId });
    });
  }

  /** Signs a person out on every device. @returns how many sessions that ended. */
  async everywhere(userId: string): Promise<number> {
    return this.database.transaction(async () => {
      const count = await this.allOf(userId);
      await this.trail.record({ action: 'identity.signed-out-everywhere', userId, changes: { sessions: count } });
      return count;
    });
  }

  /** Part of another change of the account: ends all its sessions, or all but one. In a transaction. */
  async allOf(userId: string, except?: string): Promise<number> {
    const ended = await this.database.rows(
      'update identity.session set revoked_at = $2 where user_id = $1 and revoked_at is null and ($3::uuid is null or id <> $3) returning id',
      [userId, this.clock.now(), except ?? null],
    );
    await this.changes.announce(userId);
    return ended.length;
  }
}

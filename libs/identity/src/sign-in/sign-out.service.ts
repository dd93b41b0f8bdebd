import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';
import { AccessChanges } from '../access/access-changes.js';
import { secretHash } from '../access/credentials.js';
import { AccountTrail, actAs } from '../account-trail.js';

/** Ends the session of a cookie, whatever state it is in. */
@Injectable()
export class SignOut {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly trail: AccountTrail,
    private readonly changes: AccessChanges,
  ) {}

  /** Nothing happens for a secret that opens no session. */
  async run(secret: string): Promise<void> {
    await this.database.transaction(async () => {
      const [ended] = await this.database.rows<{ id: string; user_id: string; display_name: string }>(
        `update identity.session s set revoked_at = $2 from identity.user u
         where u.id = s.user_id and s.token_hash = $1 and s.revoked_at is null returning s.id, s.user_id, u.display_name`,
        [secretHash(secret), this.clock.now()],
      );
      if (!ended) return;
      actAs({ userId: ended.user_id, displayName: ended.display_name, sessionId: ended.id });
      await this.changes.announce(ended.id);
      await this.trail.record({ action: 'identity.signed-out', userId: ended.user_id });
    });
  }
}

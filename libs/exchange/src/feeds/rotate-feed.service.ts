import { Injectable } from '@nestjs/common';
import type { Access } from '#identity';
import { AuditTrail, Clock, Database, notFound, staleEdit } from '#platform';
import { feedAddress, feedSecretHash, newFeedSecret } from './feed-secret.js';
import type { FeedAddress } from './make-feed.service.js';

/** Gives a feed a new address; the old one leads nowhere from then on. */
@Injectable()
export class RotateFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404 when it is not the person's own or was revoked; 409 when it has a new address already. */
  async run(access: Access, clinicId: string, feedId: string, version: number): Promise<FeedAddress> {
    const secret = newFeedSecret();
    return this.database.transaction(async () => {
      const held = await this.database.maybe<{ version: number }>(
        'select version from exchange.calendar_feed where id = $1 and clinic_id = $2 and owner_id = $3 and revoked_at is null for no key update',
        [feedId, clinicId, access.userId],
      );
      if (!held) throw notFound('feed');
      if (held.version !== version) throw staleEdit('feed', held.version);
      await this.database.rows('update exchange.calendar_feed set secret_hash = $2, rotated_at = $3, last_read_at = null, version = version + 1 where id = $1', [
        feedId,
        feedSecretHash(secret),
        this.clock.now(),
      ]);
      this.audit.record({ clinicId, action: 'exchange.feed-rotated', subjectType: 'feed', subjectId: feedId });
      return { id: feedId, address: feedAddress(feedId, secret), version: version + 1 };
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { Access } from '#identity';
import { AuditTrail, Clock, Database, notFound } from '#platform';

/** Ends a feed for good, at once in every server process: each reading asks the database. */
@Injectable()
export class RevokeFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * One's own; whoever manages the clinic's ways in, anybody's.
   * @throws DomainError 404 when there is no such feed that is not revoked yet.
   */
  async run(access: Access, clinicId: string, feedId: string): Promise<void> {
    const anybodys = access.clinics.get(clinicId.toLowerCase())?.permissions.has('tokens.manage') ?? false;
    await this.database.transaction(async () => {
      const revoked = await this.database.rows(
        `update exchange.calendar_feed set revoked_at = $4, revoked_by = $3, version = version + 1
         where id = $1 and clinic_id = $2 and revoked_at is null and ($5 or owner_id = $3) returning id`,
        [feedId, clinicId, access.userId, this.clock.now(), anybodys],
      );
      if (revoked.length === 0) throw notFound('feed');
      this.audit.record({ clinicId, action: 'exchange.feed-revoked', subjectType: 'feed', subjectId: feedId });
    });
  }
}

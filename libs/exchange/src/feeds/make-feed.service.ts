import { Injectable } from '@nestjs/common';
import type { Access } from '#identity';
import { AuditTrail, Clock, Database, forbidden, invalidInput, newId, registerConstraint } from '#platform';
import { TeamReader } from '#team';
import { notOfTheTeam } from '../exchange.errors.js';
import { CalendarFeedEntity } from './calendar-feed.entity.js';
import { missingFor, type FeedScope, type FeedTitles } from './feed-rules.js';
import { feedAddress, feedSecretHash, newFeedSecret } from './feed-secret.js';

/** A feed to be made. */
export interface NewFeed {
  label: string;
  scope: FeedScope;
  groupId?: string | null;
  roomId?: string | null;
  titles: FeedTitles;
}

/** What its owner needs to use it. */
export interface FeedAddress {
  id: string;
  /** Below the server's own address; kept nowhere. */
  address: string;
  version: number;
}

registerConstraint('calendar_feed_group', () => invalidInput([{ pointer: '/groupId', detail: 'is no group of this clinic' }]));
registerConstraint('calendar_feed_room', () => invalidInput([{ pointer: '/roomId', detail: 'is no room of this clinic' }]));

/** Makes a calendar that can be read from outside, by its address alone. */
@Injectable()
export class MakeFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly team: TeamReader,
  ) {}

  /** @throws DomainError 403 for sessions the person may not read; 422 `not-of-the-team`; 400 for no such group or room. */
  async run(access: Access, clinicId: string, input: NewFeed): Promise<FeedAddress> {
    const groupId = only(input.scope === 'group', input.groupId, '/groupId');
    const roomId = only(input.scope === 'room', input.roomId, '/roomId');
    const missing = missingFor(input.scope, access.clinics.get(clinicId.toLowerCase())?.permissions ?? new Set());
    if (missing !== undefined) throw forbidden(missing);
    if (input.scope === 'own' && !(await this.team.staffOfUser(clinicId, access.userId))?.active) throw notOfTheTeam();
    const [id, secret] = [newId(), newFeedSecret()];
    await this.database.transaction(async () => {
      await this.database.manager.insert(CalendarFeedEntity, {
        id,
        clinicId,
        ownerId: access.userId,
        label: input.label,
        scope: input.scope,
        groupId,
        roomId,
        titles: input.titles,
        secretHash: feedSecretHash(secret),
        createdAt: this.clock.now(),
        rotatedAt: null,
        lastReadAt: null,
        revokedAt: null,
        revokedBy: null,
        version: 1,
      });
      this.audit.record({
        clinicId,
        action: 'exchange.feed-made',
        subjectType: 'feed',
        subjectId: id,
        changes: { label: [null, input.label], scope: [null, input.scope], titles: [null, input.titles], ...(groupId && { groupId: [null, groupId] }), ...(roomId && { roomId: [null, roomId] }) },
      });
    });
    return { id, address: feedAddress(id, secret), version: 1 };
  }
}

/** The id a scope needs, and none where it needs none. */
function only(needed: boolean, id: string | null | undefined, pointer: string): string | null {
  if (needed && id == null) throw invalidInput([{ pointer, detail: 'must be chosen' }]);
  if (!needed && id != null) throw invalidInput([{ pointer, detail: 'does not belong to such a feed' }]);
  return id ?? null;
}

import { Injectable } from '@nestjs/common';
import type { Role } from '#identity';
import { Database, type TimeZone } from '#platform';
import type { FeedScope, FeedTitles } from './feed-rules.js';

/** A feed that was not revoked, and what its owner may do now. */
export interface FoundFeed {
  id: string;
  clinicId: string;
  timeZone: TimeZone;
  scope: FeedScope;
  groupId: string | null;
  roomId: string | null;
  titles: FeedTitles;
  secretHash: Buffer;
  version: number;
  lastReadAt: Date | null;
  active: boolean;
  roles: Role[] | null;
  staffId: string | null;
}

/** The feed of an id, with its owner's rights as they are this moment: one statement on primary keys, never remembered. */
@Injectable()
export class FindFeedQuery {
  constructor(private readonly database: Database) {}

  run(feedId: string): Promise<FoundFeed | undefined> {
    return this.database.maybe<FoundFeed>(
      `select f.id, f.clinic_id as "clinicId", c.time_zone as "timeZone", f.scope, f.group_id as "groupId", f.room_id as "roomId", f.titles,
         f.secret_hash as "secretHash", f.version, f.last_read_at as "lastReadAt", u.active, m.roles, w.id as "staffId"
       from exchange.calendar_feed f
       join clinics.v_clinic c on c.id = f.clinic_id
       join identity.v_user u on u.id = f.owner_id
       left join identity.v_membership m on m.user_id = f.owner_id and m.clinic_id = f.clinic_id
       left join team.v_staff w on w.user_id = f.owner_id and w.clinic_id = f.clinic_id and w.active
       where f.id = $1 and f.revoked_at is null`,
      [feedId],
    );
  }
}

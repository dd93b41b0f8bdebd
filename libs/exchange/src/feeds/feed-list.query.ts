import { Injectable } from '@nestjs/common';
import type { Role } from '#identity';
import { DEFAULT_LIMIT, Database, decodeCursor, isId, isInstant, pageOf, type Page } from '#platform';
import { ownerMayRead, type FeedScope, type FeedState, type FeedTitles } from './feed-rules.js';

/** A feed as its owner, or whoever watches over the clinic's ways in, sees it. */
export interface FeedRow {
  id: string;
  label: string;
  scope: FeedScope;
  groupId: string | null;
  groupName: string | null;
  roomId: string | null;
  roomName: string | null;
  titles: FeedTitles;
  state: FeedState;
  ownerId: string;
  ownerName: string;
  createdAt: Date;
  rotatedAt: Date | null;
  lastReadAt: Date | null;
  revokedAt: Date | null;
  version: number;
}

type Found = Omit<FeedRow, 'state'> & { cursorAt: string; active: boolean; roles: Role[] | null; staffId: string | null };

/** Feeds of a clinic, newest first, those that were revoked included. */
@Injectable()
export class FeedListQuery {
  constructor(private readonly database: Database) {}

  /** @param ownerId only this person's; null: everybody's. */
  async run(clinicId: string, ownerId: string | null, page: { limit?: number | undefined; cursor?: string | undefined }): Promise<Page<FeedRow>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(page.cursor, [isInstant, isId]);
    const rows = await this.database.rows<Found>(
      `select f.id, f.label, f.scope, f.group_id as "groupId", g.name as "groupName", f.room_id as "roomId", r.name as "roomName", f.titles,
         f.owner_id as "ownerId", u.display_name as "ownerName", f.created_at as "createdAt", f.rotated_at as "rotatedAt", f.last_read_at as "lastReadAt",
         f.revoked_at as "revokedAt", f.version, u.active, m.roles, w.id as "staffId",
         to_char(f.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "cursorAt"
       from exchange.calendar_feed f
       join identity.v_user u on u.id = f.owner_id
       left join identity.v_membership m on m.user_id = f.owner_id and m.clinic_id = f.clinic_id
       left join team.v_staff w on w.user_id = f.owner_id and w.clinic_id = f.clinic_id and w.active
       left join scheduling.v_group g on g.id = f.group_id
       left join clinics.v_room r on r.id = f.room_id
       where f.clinic_id = $1 and ($2::uuid is null or f.owner_id = $2)
         and (f.created_at, f.id) < (coalesce($3::timestamptz, 'infinity'), coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
       order by f.created_at desc, f.id desc limit $5`,
      [clinicId, ownerId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.cursorAt, row.id], ({ cursorAt: _cursorAt, active, roles, staffId, ...feed }) => ({
      ...feed,
      state: feed.revokedAt !== null ? 'revoked' : ownerMayRead(feed.scope, { active, roles, staffId }) ? 'works' : 'asleep',
    }));
  }
}

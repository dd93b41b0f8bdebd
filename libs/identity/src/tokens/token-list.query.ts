import { Injectable } from '@nestjs/common';
import { Clock, DEFAULT_LIMIT, Database, decodeCursor, isId, isInstant, pageOf, type Page } from '#platform';
import { LastSeen } from '../access/last-seen.js';
import type { Permission } from '../permissions.js';

export const TOKEN_STATES = ['works', 'asleep', 'expired', 'revoked'] as const;
/** Works; its maker has left the clinic or is disabled; its time is over; somebody ended it. */
export type TokenState = (typeof TOKEN_STATES)[number];

/** A token as a clinic sees it. */
export interface TokenRow {
  id: string;
  name: string;
  permissions: Permission[];
  state: TokenState;
  madeBy: string;
  madeByName: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

type Found = TokenRow & { cursorAt: string };

/** The tokens of a clinic, newest first, those that no longer work included. */
@Injectable()
export class TokenListQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly lastSeen: LastSeen,
  ) {}

  async run(clinicId: string, page: { limit?: number | undefined; cursor?: string | undefined }): Promise<Page<TokenRow>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(page.cursor, [isInstant, isId]);
    const rows = await this.database.rows<Found>(
      `select t.id, t.name, t.permissions, t.made_by as "madeBy", u.display_name as "madeByName", t.created_at as "createdAt",
         to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "cursorAt",
         t.expires_at as "expiresAt", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt",
         case when t.revoked_at is not null then 'revoked' when t.expires_at <= $2 then 'expired'
           when u.disabled_at is not null or not exists (select from identity.membership m where m.user_id = t.made_by and m.clinic_id = t.clinic_id) then 'asleep'
           else 'works' end as state
       from identity.api_token t join identity.user u on u.id = t.made_by
       where t.clinic_id = $1 and (t.created_at, t.id) < (coalesce($3::timestamptz, 'infinity'), coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
       order by t.created_at desc, t.id desc limit $5`,
      [clinicId, this.clock.now(), after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.cursorAt, row.id], ({ cursorAt: _cursorAt, ...token }) => ({ ...token, lastUsedAt: this.lastUse(token) }));
  }
  /** What this process has seen and not written yet counts too. */
  private lastUse(token: { id: string; lastUsedAt: Date | null }): Date | null {
    const latest = this.lastSeen.latest(token.id, token.lastUsedAt?.getTime() ?? 0);
    return latest === 0 ? null : new Date(latest);
  }
}

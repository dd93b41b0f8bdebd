import { Injectable } from '@nestjs/common';
import { Clock, DEFAULT_LIMIT, Database, decodeCursor, isId, pageOf, type Page } from '#platform';
import type { Role } from '../permissions.js';

export const USER_STATES = ['active', 'invited', 'locked', 'disabled'] as const;
/** Signs in; has not chosen a password yet; rests after wrong passwords; may not sign in. */
export type UserState = (typeof USER_STATES)[number];

/** An account as a clinic sees it. */
export interface UserRow {
  id: string;
  email: string;
  displayName: string;
  roles: Role[];
  state: UserState;
  lockedUntil: Date | null;
  demo: boolean;
  /** Clinics the person works in besides this one. */
  otherClinics: number;
  lastSignInAt: Date | null;
  createdAt: Date;
  version: number;
}

/** What the list is narrowed to. */
export interface UserFilter {
  q?: string | undefined;
  role?: Role | undefined;
  state?: UserState | undefined;
}

const SELECT = `
select u.id, u.email, u.display_name as "displayName", m.roles, u.is_demo as demo, u.last_sign_in_at as "lastSignInAt",
  u.created_at as "createdAt", u.version, u.sort_name as "sortName", u.disabled_at is not null as disabled,
  u.must_change_password as invited,
  (select t.locked_until from identity.sign_in_throttle t where t.subject = sha256(convert_to('account:' || lower(u.email), 'UTF8')) and t.locked_until > $2) as "lockedUntil",
  (select count(*)::int from identity.membership o where o.user_id = u.id and o.clinic_id <> m.clinic_id) as "otherClinics"
from identity.membership m join identity.user u on u.id = m.user_id
where m.clinic_id = $1`;

const LIST = `
select * from (${SELECT}
  and ($3::text is null or u.sort_name like '%' || platform.plain($3) || '%' or lower(u.email) like '%' || $3 || '%')
  and ($4::text is null or $4 = any (m.roles))
  and ($5::text is null or (u.sort_name, u.id) > ($5, $6::uuid))
) as listed
where $7::text is null or $7 = case when disabled then 'disabled' when "lockedUntil" is not null then 'locked' when invited then 'invited' else 'active' end
order by "sortName", id limit $8`;

type Found = Omit<UserRow, 'state'> & { sortName: string; disabled: boolean; invited: boolean };

/** The accounts of a clinic by name. A clinic has dozens, seldom hundreds. */
@Injectable()
export class UserListQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run(clinicId: string, filter: UserFilter, page: { limit?: number | undefined; cursor?: string | undefined }): Promise<Page<UserRow>> {
    const limit = page.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(page.cursor, [(value) => typeof value === 'string', isId]);
    const sought = filter.q === undefined ? null : filter.q.toLowerCase().replace(/[\\%_]/g, '\\$&');
    const rows = await this.database.rows<Found>(LIST, [
      clinicId,
      this.clock.now(),
      sought,
      filter.role ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.state ?? null,
      limit + 1,
    ]);
    return pageOf(rows, limit, (row) => [row.sortName, row.id], shown);
  }

  /** One account, or undefined when the person does not work in the clinic. */
  async one(clinicId: string, userId: string): Promise<UserRow | undefined> {
    const row = await this.database.maybe<Found>(`${SELECT} and u.id = $3`, [clinicId, this.clock.now(), userId]);
    return row && shown(row);
  }
}

function shown({ sortName: _sortName, disabled, invited, ...row }: Found): UserRow {
  return { ...row, state: disabled ? 'disabled' : row.lockedUntil !== null ? 'locked' : invited ? 'invited' : 'active' };
}


import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { Role } from './permissions.js';

/** What other modules know of an account. */
export interface UserBrief {
  id: string;
  displayName: string;
  active: boolean;
}

/** What upper floors may ask of identity. */
@Injectable()
export class IdentityReader {
  constructor(private readonly database: Database) {}

  /** The accounts of these ids, by name; ids nobody knows are left out. */
  users(userIds: readonly string[]): Promise<UserBrief[]> {
    return this.database.rows<UserBrief>('select id, display_name as "displayName", active from identity.v_user where id = any($1::uuid[]) order by display_name, id', [userIds]);
  }

  /** The accounts that work in a clinic, by name; with a role, only those who have it. */
  usersOfClinic(clinicId: string, role?: Role): Promise<UserBrief[]> {
    return this.database.rows<UserBrief>(
      `select u.id, u.display_name as "displayName", u.active from identity.v_membership m join identity.v_user u on u.id = m.user_id
       where m.clinic_id = $1 and ($2::text is null or $2 = any (m.roles)) order by u.display_name, u.id`,
      [clinicId, role ?? null],
    );
  }
}

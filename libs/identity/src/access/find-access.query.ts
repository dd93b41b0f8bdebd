import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';
import { isPermission, permissionsOf, type Role } from '../permissions.js';
import type { Access, ClinicAccess } from './access.js';
import { AccessChanges } from './access-changes.js';
import { secretHash, type Credential } from './credentials.js';
import { LastSeen } from './last-seen.js';

const BY_SESSION = `
select s.id, s.user_id, u.display_name, u.email, u.is_demo, u.must_change_password, s.last_seen_at, s.expires_at,
  s.locked_at is not null as locked,
  coalesce((select json_agg(json_build_object('clinicId', m.clinic_id, 'roles', m.roles)) from identity.membership m where m.user_id = u.id), '[]') as clinics
from identity.session s join identity.user u on u.id = s.user_id
where s.token_hash = $1 and s.revoked_at is null and u.disabled_at is null`;

const BY_TOKEN = `
select t.id, t.made_by as user_id, t.name as display_name, u.email, u.is_demo, false as must_change_password,
  coalesce(t.last_used_at, t.created_at) as last_seen_at, t.expires_at, false as locked, t.permissions,
  json_build_array(json_build_object('clinicId', m.clinic_id, 'roles', m.roles)) as clinics
from identity.api_token t
join identity.user u on u.id = t.made_by
join identity.membership m on m.user_id = t.made_by and m.clinic_id = t.clinic_id
where t.token_hash = $1 and t.revoked_at is null and u.disabled_at is null`;

interface AccessRow {
  id: string;
  user_id: string;
  display_name: string;
  email: string;
  is_demo: boolean;
  must_change_password: boolean;
  last_seen_at: Date;
  expires_at: Date;
  locked: boolean;
  permissions?: string[];
  clinics: { clinicId: string; roles: Role[] }[];
}

/**
 * Finds who a credential belongs to: from the cache, or with one statement on a unique index. A token may do what it
 * lists and its maker still may; a token whose maker left the clinic or is disabled is none.
 */
@Injectable()
export class FindAccess {
  constructor(
    private readonly database: Database,
    private readonly changes: AccessChanges,
    private readonly lastSeen: LastSeen,
    private readonly clock: Clock,
  ) {}

  /** The access of a credential, at once where it is kept. Whether it has expired or is locked is for the caller to see. */
  run(credential: Credential): Access | Promise<Access | undefined> {
    const hash = secretHash(credential.secret);
    const key = hash.toString('base64');
    return this.changes.cache.get(key) ?? this.changes.cache.fetch(key, () => this.find(credential.kind, hash));
  }

  /** Like `run`, past the cache: for what must know the state of this very moment. */
  async fresh(credential: Credential): Promise<Access | undefined> {
    return this.find(credential.kind, secretHash(credential.secret));
  }

  private async find(kind: Credential['kind'], hash: Buffer): Promise<Access | undefined> {
    const row = await this.database.maybe<AccessRow>(kind === 'session' ? BY_SESSION : BY_TOKEN, [hash]);
    if (!row || row.expires_at <= this.clock.now()) return undefined;
    const listed = row.permissions === undefined ? undefined : new Set(row.permissions.filter(isPermission));
    const clinics = new Map<string, ClinicAccess>();
    for (const { clinicId, roles } of row.clinics) {
      const held = permissionsOf(roles);
      clinics.set(clinicId, { roles, permissions: new Set(listed ? held.filter((permission) => listed.has(permission)) : held) });
    }
    return {
      kind: kind === 'session' ? 'user' : 'token',
      id: row.id,
      userId: row.user_id,
      displayName: row.display_name,
      email: row.email,
      demo: row.is_demo,
      mustChangePassword: row.must_change_password,
      clinics,
      lastSeenAt: this.lastSeen.latest(row.id, row.last_seen_at.getTime()),
      expiresAt: row.expires_at.getTime(),
      locked: row.locked,
    };
  }
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform';

/** What a roster is at, in ids and versions: enough to know whether it must be read again. */
export interface RosterVersions {
  sessionId: string;
  /** Changes whenever the session's own facts do. */
  session: string;
  /** The version of each place that is not cancelled, by its id. */
  places: Record<string, number>;
}

const VERSIONS = `
select md5(row(s.title, s.starts_at, s.ends_at, s.room_id, s.telehealth, s.capacity, s.status, s.breaks)::text) as session,
  coalesce((select json_object_agg(p.id, p.version order by p.id) from scheduling.v_attendance p where p.session_id = s.id and p.status <> 'cancelled'), '{}') as places
from scheduling.v_session s where s.id = $1 and s.clinic_id = $2`;

/** The versions of a session's roster, one statement on two indexes. */
@Injectable()
export class RosterVersionsQuery {
  constructor(private readonly database: Database) {}

  /** @returns undefined when the clinic has no such session (any more). */
  async run(clinicId: string, sessionId: string): Promise<RosterVersions | undefined> {
    const row = await this.database.maybe<Omit<RosterVersions, 'sessionId'>>(VERSIONS, [sessionId, clinicId]);
    return row && { sessionId, session: row.session.slice(0, 12), places: row.places };
  }
}

/** One short text for all the versions: the id of the event that tells them. */
export function eventIdOf(versions: RosterVersions): string {
  return createHash('sha1').update(JSON.stringify(versions)).digest('base64url').slice(0, 16);
}

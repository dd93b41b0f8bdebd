import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, isId, isInstant, pageOf, type Page } from '#platform';
import type { EmergencyAccess } from './emergency-access.js';

/** Charts opened in an emergency, the latest first: all of them, or those nobody has reviewed. */
@Injectable()
export class EmergencyAccessQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, filter: { waiting?: boolean; limit: number; cursor?: string }): Promise<Page<EmergencyAccess>> {
    const after = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]);
    const rows = await this.database.rows<EmergencyAccess>(
      `select a.id, jsonb_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) as client,
         a.user_id as "userId", a.user_name as "userName", a.reason, a.opened_at as "openedAt", a.ends_at as "endsAt", a.finding, a.review_note as "reviewNote",
         a.reviewed_at as "reviewedAt", a.reviewed_by_name as "reviewedByName", a.version
       from episodes.emergency_access a join clients.v_client c on c.id = a.client_id
       where a.clinic_id = $1 ${filter.waiting ? 'and a.finding is null' : ''} and ($2::timestamptz is null or (a.opened_at, a.id) < ($2, $3::uuid))
       order by a.opened_at desc, a.id desc limit $4`,
      [clinicId, after?.[0] ?? null, after?.[1] ?? null, filter.limit + 1],
    );
    return pageOf(rows, filter.limit, (row) => [row.openedAt.toISOString(), row.id], (row) => row);
  }
}

import { Injectable } from '@nestjs/common';
import { Database, notFound } from '#platform';
import type { AttendanceStatus } from './credited-minutes.js';
import type { MarkKind } from './plan-mark.js';

/** One line of a place's history: what it was, what it became, by whom and why. */
export interface MarkLine {
  id: string;
  kind: MarkKind;
  beforeStatus: AttendanceStatus;
  afterStatus: AttendanceStatus;
  beforeMinutes: number;
  afterMinutes: number;
  arrivedAt: Date | null;
  departedAt: Date | null;
  reason: string | null;
  markedAt: Date;
  markedBy: string;
}

/** Everything ever marked of one place in a session, the latest first; at most 200. */
@Injectable()
export class MarkHistoryQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 when the session has no such place. */
  async run(clinicId: string, sessionId: string, participationId: string): Promise<MarkLine[]> {
    const place = await this.database.maybe('select id from scheduling.v_participation where id = $1 and session_id = $2 and clinic_id = $3', [participationId, sessionId, clinicId]);
    if (!place) throw notFound('place in this session');
    return this.database.rows<MarkLine>(
      `select id, kind, before_status as "beforeStatus", after_status as "afterStatus", before_minutes as "beforeMinutes", after_minutes as "afterMinutes",
         arrived_at as "arrivedAt", departed_at as "departedAt", reason, marked_at as "markedAt", marked_by_name as "markedBy"
       from attendance.mark where participation_id = $1 order by marked_at desc, id desc limit 200`,
      [participationId],
    );
  }
}

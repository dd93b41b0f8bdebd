import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import type { AttendanceAction } from './attendance.audit.js';
import { LockPlaces } from './lock-places.js';
import { creditOf } from './plan-mark.js';
import { WriteMarks, type MarkToWrite } from './write-marks.js';

/**
 * Counts the credited minutes of sessions anew after their times, breaks or service changed, for those already recorded
 * as present. Whoever was there stays recorded; only the minutes follow the session.
 */
@Injectable()
export class RecountSessions {
  constructor(
    private readonly database: Database,
    private readonly places: LockPlaces,
    private readonly marks: WriteMarks,
    private readonly audit: AuditTrail,
  ) {}

  async run(clinicId: string, sessionIds: readonly string[]): Promise<void> {
    await this.database.transaction(async () => {
      const changes: MarkToWrite[] = [];
      for (const { session, place } of await this.places.presentIn(clinicId, sessionIds)) {
        const minutes = creditOf(session, place.status, place.arrivedAt, place.departedAt);
        if (minutes === place.creditedMinutes) continue;
        const after = { ...place, creditedMinutes: minutes, version: place.version + 1 };
        changes.push({ kind: 'session_changed', reason: 'The session was changed.', before: place, after, session });
      }
      await this.marks.run(clinicId, changes);
      for (const sessionId of new Set(changes.map((change) => change.session.sessionId))) {
        const action: AttendanceAction = 'attendance.recounted';
        const of = changes.filter((change) => change.session.sessionId === sessionId);
        this.audit.record({
          clinicId,
          action,
          subjectType: 'session',
          subjectId: sessionId,
          changes: Object.fromEntries(of.map(({ before, after }) => [after.participationId, [before.creditedMinutes, after.creditedMinutes]])),
        });
      }
    });
  }
}

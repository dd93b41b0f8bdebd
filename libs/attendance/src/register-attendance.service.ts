import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, type FieldProblem } from '#platform';
import type { AttendanceAction } from './attendance.audit.js';
import { LockPlaces } from './lock-places.js';
import { isRecorded, planMark, type WantedMark } from './plan-mark.js';
import { WriteMarks, type MarkToWrite } from './write-marks.js';

/** What became of a bulk registration. Nothing is written for a row with a problem. */
export interface Registered {
  recorded: number;
  /** Rows that say what already stands. */
  unchanged: number;
  problems: (FieldProblem & { participationId: string })[];
}

/** Places locked, judged and written at a time. */
const AT_A_TIME = 5000;

/**
 * Registers attendance of the past in bulk: from a file, or from a clinic's history. Places, marks, ledger and weeks are
 * written set by set; call it inside one transaction to have all or nothing. Repeating it changes nothing.
 */
@Injectable()
export class RegisterAttendance {
  constructor(
    private readonly database: Database,
    private readonly places: LockPlaces,
    private readonly marks: WriteMarks,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * What a row says goes over what stands, a cancelled place of somebody who stayed away included; give a version to have
   * a place that changed meanwhile reported instead. Of places outside any episode only the place is written: they have no
   * hours, and an import that only made such places can be taken back without a trace. Give
   * the rows of one client one after the other: each client's weeks are then computed about once.
   * @param source what the audit names as the subject: an import's id.
   */
  async run(clinicId: string, source: { type: string; id: string }, rows: readonly WantedMark[]): Promise<Registered> {
    return this.database.transaction(async () => {
      const registered: Registered = { recorded: 0, unchanged: 0, problems: [] };
      for (let from = 0; from < rows.length; from += AT_A_TIME) await this.some(clinicId, rows.slice(from, from + AT_A_TIME), registered);
      if (registered.recorded > 0) {
        const action: AttendanceAction = 'attendance.imported';
        this.audit.record({ clinicId, action, subjectType: source.type, subjectId: source.id, changes: { recorded: registered.recorded } });
      }
      return registered;
    });
  }

  private async some(clinicId: string, rows: readonly WantedMark[], registered: Registered): Promise<void> {
    const marker = { now: this.clock.now(), name: currentActor().displayName, mayCorrect: true, force: true };
    const locked = new Map((await this.places.byId(clinicId, rows.map((row) => row.participationId))).map((one) => [one.place.participationId, one]));
    const changes: MarkToWrite[] = [];
    for (const row of rows) {
      const found = locked.get(row.participationId);
      if (!found) {
        registered.problems.push({ participationId: row.participationId, pointer: '/participationId', detail: 'There is no such place in a session.' });
        continue;
      }
      // A place that held no time was written as cancelled: absence may be said of it, for absence needs no seat.
      const absent = found.place.status === 'cancelled' && (row.status === 'no_show' || row.status === 'excused');
      const place = absent ? { ...found.place, status: 'booked' as const } : found.place;
      const outcome = planMark({ ...row, reason: row.reason ?? (row.status === 'excused' ? 'Imported without a reason' : null) }, place, found.session, { ...marker, force: row.version === undefined });
      if ('unchanged' in outcome) registered.unchanged++;
      else if ('change' in outcome) {
        const kind = outcome.change.kind === 'correction' ? 'correction' : 'import';
        changes.push({ ...outcome.change, before: found.place, kind, session: found.session, placeOnly: found.place.episodeId === null && !isRecorded(found.place.status) });
      } else if ('problem' in outcome) registered.problems.push({ ...outcome.problem, participationId: row.participationId });
      else registered.problems.push({ participationId: row.participationId, pointer: '/version', detail: 'This place was changed meanwhile.' });
    }
    await this.marks.run(clinicId, changes);
    registered.recorded += changes.length;
  }
}

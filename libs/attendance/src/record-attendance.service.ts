import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, currentActor, invalidInput, notFound, type FieldProblem } from '#platform';
import type { AttendanceAction } from './attendance.audit.js';
import { correctionForbidden, markedByOther, marksRefused, notOnRoster } from './attendance.errors.js';
import { LockPlaces, type LockedPlace } from './lock-places.js';
import { planMark, type StandingPlace, type WantedMark } from './plan-mark.js';
import { WriteMarks, type MarkToWrite } from './write-marks.js';

export interface RecordAttendanceInput {
  marks: readonly WantedMark[];
  /** Marks over what others marked meanwhile. */
  force?: boolean;
  /** Whether the one who marks may change what is recorded after its day. */
  mayCorrect: boolean;
}

/**
 * Marks one or many places of a session: all of them or none. Two people who mark the same roster never overwrite each
 * other in silence: a place marked since it was read is refused with who marked what.
 */
@Injectable()
export class RecordAttendance {
  constructor(
    private readonly database: Database,
    private readonly places: LockPlaces,
    private readonly marks: WriteMarks,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the marked places as they stand now, in the order of the marks.
   * @throws DomainError 404 no such session; 409 `marked-by-other`; 422 not booked, or against a rule; 403 a correction
   * by someone who may not correct.
   */
  async run(clinicId: string, sessionId: string, input: RecordAttendanceInput): Promise<StandingPlace[]> {
    const ids = input.marks.map((mark) => mark.participationId);
    refuseRepeated(ids);
    return this.database.transaction(async () => {
      const locked = new Map((await this.places.ofSession(clinicId, sessionId, ids)).map((one) => [one.place.participationId, one]));
      if (locked.size < ids.length) await this.refuseUnknown(clinicId, sessionId, ids.filter((id) => !locked.has(id)));
      const { changes, standing } = this.plan(input, locked);
      if (changes.length > 0) {
        await this.marks.run(clinicId, changes);
        this.note(clinicId, sessionId, changes);
      }
      return standing;
    });
  }

  private plan(input: RecordAttendanceInput, locked: ReadonlyMap<string, LockedPlace>): { changes: MarkToWrite[]; standing: StandingPlace[] } {
    const marker = { now: this.clock.now(), name: currentActor().displayName, mayCorrect: input.mayCorrect, force: input.force ?? false };
    const changes: MarkToWrite[] = [];
    const standing: StandingPlace[] = [];
    const stale: StandingPlace[] = [];
    const problems: FieldProblem[] = [];
    input.marks.forEach((wanted, at) => {
      const { session, place } = locked.get(wanted.participationId) as LockedPlace;
      const outcome = planMark(wanted, place, session, marker);
      if ('forbidden' in outcome) throw correctionForbidden();
      if ('stale' in outcome) stale.push(place);
      else if ('problem' in outcome) problems.push({ ...outcome.problem, pointer: `/marks/${at}${outcome.problem.pointer}` });
      else if ('change' in outcome) changes.push({ ...outcome.change, session });
      standing.push('change' in outcome ? outcome.change.after : place);
    });
    if (stale.length > 0) throw markedByOther(stale);
    if (problems.length > 0) throw marksRefused(problems);
    return { changes, standing };
  }

  private async refuseUnknown(clinicId: string, sessionId: string, participationIds: string[]): Promise<never> {
    const session = await this.database.maybe('select id from scheduling.v_session where id = $1 and clinic_id = $2', [sessionId, clinicId]);
    throw session ? notOnRoster(participationIds) : notFound('session');
  }

  private note(clinicId: string, sessionId: string, changes: readonly MarkToWrite[]): void {
    const action: AttendanceAction = changes.some((change) => change.kind === 'correction') ? 'attendance.corrected' : 'attendance.recorded';
    const reasons = [...new Set(changes.map((change) => change.reason).filter((reason) => reason !== null))];
    this.audit.record({
      clinicId,
      action,
      subjectType: 'session',
      subjectId: sessionId,
      changes: Object.fromEntries(changes.map(({ before, after }) => [after.participationId, [before.status, after.status]])),
      reason: reasons.length > 0 ? reasons.join('; ') : null,
    });
  }
}

/** One place is marked once in a save: of two marks nobody could say which was meant. */
function refuseRepeated(ids: readonly string[]): void {
  const at = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (at >= 0) throw invalidInput([{ pointer: `/marks/${at}/participationId`, detail: 'is marked twice' }]);
}

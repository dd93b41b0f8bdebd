import { Injectable } from '@nestjs/common';
import { CloseRoom } from '#clinics';
import { AuditTrail, Database, DomainEvents } from '#platform';
import { AddTimeOff } from '#team';
import { InTheWayQuery } from '../booking/in-the-way.query.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { TimeTakenError, attendanceRecorded, wrongInput } from '../scheduling.errors.js';
import { ABSENCE_APPROVED, type AbsenceApproved } from '../scheduling.events.js';
import { absenceChanged, absenceConflicts, notASubstitute } from './absence.errors.js';
import { PlanAbsence, type AbsenceAction, type AbsenceInput, type AbsencePlan, type StrandedPlan } from './plan-absence.service.js';

/** What is done about one session. */
export interface AbsenceChoice {
  sessionId: string;
  /** The version the person saw. */
  version: number;
  action: AbsenceAction;
  staffId?: string;
  roomId?: string;
}

/** One approval for everything an absence touches. */
export interface ApproveAbsenceInput extends AbsenceInput {
  choices: readonly AbsenceChoice[];
  /** Why, for time off, the closed room and the sessions that are cancelled. */
  reason: string;
  /** Whether it is put on record: as the clinician's time off, or as time the room is closed. */
  record: boolean;
}

/** What was done. */
export interface ApprovedAbsence {
  /** The time off, or the room's closed time, that was put on record. */
  timeOffId: string | null;
  roomOutageId: string | null;
  substituted: string[];
  moved: string[];
  cancelled: string[];
  kept: string[];
}

interface Decision extends AbsenceChoice {
  session: StrandedPlan;
}

const LOCK = 'select id from scheduling.session where clinic_id = $1 and id = any ($2::uuid[]) order by id for update';

const CANCEL = /* sql */ `
  update scheduling.session set status = 'cancelled', cancel_reason = $3, version = version + 1 where clinic_id = $1 and id = any ($2::uuid[])`;

const SUBSTITUTE = /* sql */ `
  update scheduling.session_staff t set staff_id = x."staffId"
  from json_to_recordset($2::json) as x("sessionId" uuid, "staffId" uuid) where t.clinic_id = $1 and t.session_id = x."sessionId" and t.staff_id = $3`;

const WITHOUT = 'delete from scheduling.session_staff where clinic_id = $1 and session_id = any ($2::uuid[]) and staff_id = $3';

const MOVE = /* sql */ `
  update scheduling.session s set room_id = r.id, room_shareable = r.shareable
  from json_to_recordset($2::json) as x("sessionId" uuid, "roomId" uuid) join clinics.v_room r on r.id = x."roomId" where s.clinic_id = $1 and s.id = x."sessionId"`;

// A substitution is an exception: a change of the series does not undo it unasked.
const CHANGED = 'update scheduling.session set version = version + 1, changed_by_hand = series_id is not null where clinic_id = $1 and id = any ($2::uuid[])';

/** Carries out what was decided about an absence: substitutes, other rooms, cancellations, time off and the closed room, all in one transaction or none of it. */
@Injectable()
export class ApproveAbsence {
  constructor(
    private readonly database: Database,
    private readonly plan: PlanAbsence,
    private readonly inTheWay: InTheWayQuery,
    private readonly addTimeOff: AddTimeOff,
    private readonly closeRoom: CloseRoom,
    private readonly writer: SessionWriter,
    private readonly events: DomainEvents,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws DomainError 409 `absence-changed` when its sessions are no longer those the person saw, `absence-conflicts` when somebody
   * was booked elsewhere meanwhile, `not-a-substitute`, `attendance-recorded`, `time-off-overlaps`, `room-outage-overlaps`; 400; 404.
   */
  async run(clinicId: string, input: ApproveAbsenceInput): Promise<ApprovedAbsence> {
    try {
      return await this.database.transaction(() => this.save(clinicId, input));
    } catch (thrown) {
      // Somebody booked past every queue between the look and the save: another look names it.
      if (!(thrown instanceof TimeTakenError) || this.database.inTransaction) throw thrown;
      return this.database.transaction(() => this.save(clinicId, input));
    }
  }

  private async save(clinicId: string, input: ApproveAbsenceInput): Promise<ApprovedAbsence> {
    const seen = await this.plan.run(clinicId, input);
    await this.database.rows(LOCK, [clinicId, seen.sessions.map((one) => one.id)]);
    const wanted = input.choices.flatMap((one) => [one.staffId, one.roomId]).filter((id) => id !== undefined);
    const keys = [...new Set([...wanted, 'staffId' in seen.out ? seen.out.staffId : seen.out.roomId])].sort();
    await this.database.rows('select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) key', [keys]);
    // As it is now that nobody can change it.
    const plan = await this.plan.run(clinicId, input);
    const decisions = decisionsOf(plan, input.choices);
    await this.refuseTaken(clinicId, decisions);
    const timeOffId = input.record && 'staffId' in plan.out ? await this.addTimeOff.run(clinicId, plan.out.staffId, input) : null;
    const roomOutageId = input.record && 'roomId' in plan.out ? await this.closeRoom.run(clinicId, plan.out.roomId, input) : null;
    const idsOf = (action: AbsenceAction) => decisions.filter((one) => one.action === action).map((one) => one.sessionId);
    const outcome = { timeOffId, roomOutageId, substituted: idsOf('substitute'), moved: idsOf('room'), cancelled: idsOf('cancel'), kept: [...idsOf('keep'), ...idsOf('without')] };
    await this.write(clinicId, plan, decisions, outcome, idsOf('without'), input.reason);
    await this.tell(clinicId, plan, decisions, outcome, input);
    return { ...outcome, kept: idsOf('keep') };
  }

  private async refuseTaken(clinicId: string, decisions: readonly Decision[]): Promise<void> {
    const newly = decisions.filter((one) => one.action === 'substitute' || one.action === 'room');
    const found = await this.inTheWay.ofEach(
      clinicId,
      newly.map(({ session, action, staffId, roomId }) => ({ startsAt: session.startsAt, endsAt: session.endsAt, day: session.day, staffIds: action === 'substitute' && staffId ? [staffId] : [], roomId: action === 'room' ? (roomId ?? null) : null, clientIds: [] })),
    );
    const taken = newly.map((one, index) => ({ sessionId: one.sessionId, conflicts: (found[index] ?? []).filter((conflict) => conflict.sessionId !== one.sessionId) })).filter((one) => one.conflicts.length > 0);
    if (taken.length > 0) throw absenceConflicts(taken);
    for (const one of newly) {
      const offered = one.action === 'substitute' ? one.session.substitutes.some((each) => each.staffId === one.staffId) : one.session.rooms.some((each) => each.id === one.roomId);
      if (!offered) throw notASubstitute(one.action, one.sessionId);
    }
  }

  private async write(clinicId: string, plan: AbsencePlan, decisions: readonly Decision[], outcome: ApprovedAbsence, without: string[], reason: string): Promise<void> {
    if (outcome.cancelled.length > 0) await this.database.rows(CANCEL, [clinicId, outcome.cancelled, reason]);
    if ('staffId' in plan.out) {
      const substitutes = decisions.filter((one) => one.action === 'substitute').map(({ sessionId, staffId }) => ({ sessionId, staffId }));
      if (substitutes.length > 0) await this.database.rows(SUBSTITUTE, [clinicId, JSON.stringify(substitutes), plan.out.staffId]);
      if (without.length > 0) await this.database.rows(WITHOUT, [clinicId, without, plan.out.staffId]);
    }
    const moves = decisions.filter((one) => one.action === 'room').map(({ sessionId, roomId }) => ({ sessionId, roomId }));
    if (moves.length > 0) await this.database.rows(MOVE, [clinicId, JSON.stringify(moves)]);
    await this.database.rows(CHANGED, [clinicId, [...outcome.substituted, ...outcome.moved, ...without]]);
  }

  private async tell(clinicId: string, plan: AbsencePlan, decisions: readonly Decision[], outcome: ApprovedAbsence, input: ApproveAbsenceInput): Promise<void> {
    for (const { session, action, staffId, roomId } of decisions) {
      if (action === 'keep') continue;
      const clientId = session.clients.length === 1 ? session.clients[0]?.id : null;
      const record = { clinicId, subjectType: 'session', subjectId: session.id, clientId, reason: input.reason };
      if (action === 'cancel') this.audit.record({ ...record, action: 'scheduling.session-cancelled' });
      else if (action === 'room') this.audit.record({ ...record, action: 'scheduling.session-moved', changes: { roomId: [session.room?.id ?? null, roomId] } });
      else {
        const out = 'staffId' in plan.out ? plan.out.staffId : '';
        const after = session.staffIds.flatMap((id) => (id !== out ? [id] : action === 'substitute' && staffId ? [staffId] : []));
        this.audit.record({ ...record, action: 'scheduling.session-moved', changes: { staffIds: [session.staffIds, after] } });
      }
    }
    const { timeOffId, roomOutageId, ...counted } = outcome;
    this.audit.record({
      clinicId,
      action: 'scheduling.absence-approved',
      subjectType: 'staffId' in plan.out ? 'staff' : 'room',
      subjectId: 'staffId' in plan.out ? plan.out.staffId : plan.out.roomId,
      changes: { ...plan.range, timeOffId, roomOutageId, ...Object.fromEntries(Object.entries(counted).map(([name, ids]) => [name, ids.length])) },
      reason: input.reason,
    });
    // Before the news of the sessions themselves, so that whoever tells people knows why they changed.
    await this.events.publish<AbsenceApproved>({
      name: ABSENCE_APPROVED,
      clinicId,
      payload: {
        ...plan.out,
        substituted: decisions.filter((one) => one.action === 'substitute').map(({ sessionId, staffId }) => ({ sessionId, staffId: staffId as string })),
        carriedOn: decisions.filter((one) => one.action === 'without').map((one) => one.sessionId),
        moved: outcome.moved,
        cancelled: outcome.cancelled,
      },
    });
    const changed = decisions.filter((one) => one.action !== 'keep');
    await this.writer.tell(clinicId, changed.map((one) => one.sessionId), changed.flatMap(({ session }) => session.places.map((place) => ({ participationId: place.id, episodeId: place.episodeId, day: session.day }))));
  }
}

/**
 * Every session the absence touches with what was decided about it.
 * @throws DomainError 409 when one is new, gone or changed since the person looked; 400 for a choice that cannot be.
 */
function decisionsOf(plan: AbsencePlan, choices: readonly AbsenceChoice[]): Decision[] {
  const byId = new Map(plan.sessions.map((one) => [one.id, one]));
  const chosen = new Map(choices.map((one) => [one.sessionId, one]));
  const missing = plan.sessions.filter((one) => !chosen.has(one.id)).map((one) => one.id);
  const gone = choices.filter((one) => byId.get(one.sessionId)?.version !== one.version).map((one) => one.sessionId);
  if (missing.length > 0 || gone.length > 0) throw absenceChanged([...missing, ...gone]);
  return choices.map((choice, index) => {
    const session = byId.get(choice.sessionId) as StrandedPlan;
    if (choice.action === 'substitute' && choice.staffId === undefined) throw wrongInput(`/choices/${index}/staffId`, 'must say who leads it instead');
    if (choice.action === 'room' && choice.roomId === undefined) throw wrongInput(`/choices/${index}/roomId`, 'must say where instead');
    const ofStaff = 'staffId' in plan.out;
    if ((ofStaff && choice.action === 'room') || (!ofStaff && (choice.action === 'substitute' || choice.action === 'without'))) throw wrongInput(`/choices/${index}/action`, ofStaff ? 'is for a room that is out' : 'is for a clinician who is out');
    if (choice.action === 'without' && session.staffIds.length < 2) throw wrongInput(`/choices/${index}/action`, 'leaves nobody who leads it');
    if (choice.action === 'cancel' && session.present) throw attendanceRecorded();
    return { ...choice, session };
  });
}

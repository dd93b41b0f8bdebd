import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, clinicDayOf, notFound, type ClinicDay } from '#platform';
import { ClinicsReader } from '#clinics';
import { BookingFactsQuery, type BookingFacts } from '../booking/booking-facts.query.js';
import { ExplainTaken, type WantedBooking } from '../booking/explain-taken.service.js';
import { breaksOf, pausesOf, type Pause } from '../booking/new-session.js';
import { outsideHours } from '../booking/outside-hours.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { attendanceRecorded, needsReason, notBookable, sessionCancelled, wrongInput } from '../scheduling.errors.js';
import { SessionStateQuery, placesOn, type LockedSession, type SessionPeople } from './session-state.query.js';

/** Where a session goes. What is left out stays. */
export interface MoveSessionInput {
  startsAt?: Date;
  /** Left out while the start moves: as long as before. */
  endsAt?: Date;
  roomId?: string | null;
  staffIds?: readonly string[];
  breaks?: readonly Pause[];
  outsideHoursReason?: string | null;
  version?: number;
}

/** Where it stands now. */
export interface MovedSession {
  id: string;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  roomId: string | null;
  staffIds: readonly string[];
  version: number;
}

/** Moves one session to another time, room or staff. Everybody booked moves along; its series is not touched. */
@Injectable()
export class MoveSession {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly state: SessionStateQuery,
    private readonly writer: SessionWriter,
    private readonly explain: ExplainTaken,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws TimeTakenError 409 with what is in the way and the nearest free slots; DomainError 422 `needs-reason`;
   * 409 for a cancelled session, or one with attendance whose time would change.
   */
  async run(clinicId: string, sessionId: string, input: MoveSessionInput): Promise<MovedSession> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    let wanted: WantedBooking | undefined;
    try {
      return await this.explain.around(
        clinicId,
        () => wanted,
        () =>
          this.database.transaction(async () => {
            const session = await this.state.lock(clinicId, sessionId, input.version);
            if (session.status === 'cancelled') throw sessionCancelled();
            const people = await this.state.people(sessionId);
            const to = destination(session, people, input, clinicDayOf(input.startsAt ?? session.startsAt, zone));
            if (to.timeChanges && people.places.some((place) => place.recorded)) throw attendanceRecorded();
            const clientIds = people.places.filter((place) => place.status !== 'cancelled').map((place) => place.clientId);
            const facts = await this.bookingFacts.run({
              clinicId,
              serviceId: session.serviceId,
              programId: session.programId,
              roomId: to.roomId,
              staffIds: to.staffIds,
              clientIds,
              from: to.day,
              to: to.day,
              lock: true,
            });
            checkPlace(session, to, facts);
            wanted = { zone, serviceId: session.serviceId, time: { ...to, day: to.day }, people: { staffIds: to.staffIds, roomId: to.roomId, clientIds }, except: [sessionId] };
            const outside = outsideHours(to, to.roomId, facts, zone);
            if (outside.length > 0 && !input.outsideHoursReason) throw needsReason(outside);
            const version = await this.write(session, people, to, facts, outside.length > 0 ? (input.outsideHoursReason ?? null) : null);
            this.note(clinicId, session, people, to, input.outsideHoursReason ?? null);
            await this.writer.tell(clinicId, [sessionId], placesOn(people, session.clinicDay, to.day));
            return { id: sessionId, startsAt: to.startsAt, endsAt: to.endsAt, clinicDay: to.day, roomId: to.roomId, staffIds: to.staffIds, version };
          }),
      );
    } catch (thrown) {
      throw await this.withFreeSlots(clinicId, thrown, wanted);
    }
  }

  /** A refusal for the hour's sake names other hours too. */
  private async withFreeSlots(clinicId: string, thrown: unknown, wanted: WantedBooking | undefined): Promise<unknown> {
    const outside = (thrown as { code?: string; facts?: { outside?: Parameters<typeof needsReason>[0] } } | null)?.facts?.outside;
    if (!outside || !wanted || this.database.inTransaction) return thrown;
    return needsReason(outside, await this.explain.freeSlots(clinicId, wanted));
  }

  private async write(session: LockedSession, people: SessionPeople, to: Destination, facts: BookingFacts, reason: string | null): Promise<number> {
    const staffChanges = to.staffIds.join() !== people.staffIds.join();
    // Those who leave go before the times move, and those who come are added after: each is judged where they will be.
    if (staffChanges) await this.database.rows('delete from scheduling.session_staff where session_id = $1', [session.id]);
    const { version } = await this.database.one<{ version: number }>(
      `update scheduling.session set starts_at = $2, ends_at = $3, clinic_day = $4, room_id = $5, room_shareable = $6, breaks = $7::jsonb,
         outside_hours_reason = $8, changed_by_hand = series_id is not null, version = version + 1 where id = $1 returning version`,
      [session.id, to.startsAt, to.endsAt, to.day, to.roomId, facts.room?.shareable ?? null, JSON.stringify(to.breaks), reason],
    );
    if (staffChanges) {
      await this.database.rows(
        `insert into scheduling.session_staff (session_id, staff_id, clinic_id, position, starts_at, ends_at, live)
         select s.id, t.staff, s.clinic_id, t.n, s.starts_at, s.ends_at, s.live
         from scheduling.session s cross join unnest($2::uuid[]) with ordinality as t(staff, n) where s.id = $1`,
        [session.id, to.staffIds],
      );
    }
    return version;
  }

  private note(clinicId: string, session: LockedSession, people: SessionPeople, to: Destination, reason: string | null): void {
    const changes: Record<string, unknown> = {};
    if (to.timeChanges) changes['startsAt'] = [session.startsAt, to.startsAt];
    if (to.timeChanges) changes['endsAt'] = [session.endsAt, to.endsAt];
    if (to.roomId !== session.roomId) changes['roomId'] = [session.roomId, to.roomId];
    if (to.staffIds.join() !== people.staffIds.join()) changes['staffIds'] = [people.staffIds, to.staffIds];
    this.audit.record({
      clinicId,
      action: 'scheduling.session-moved',
      subjectType: 'session',
      subjectId: session.id,
      clientId: people.places.length === 1 ? people.places[0]?.clientId : null,
      changes,
      reason,
    });
  }
}

interface Destination {
  startsAt: Date;
  endsAt: Date;
  day: ClinicDay;
  roomId: string | null;
  staffIds: readonly string[];
  breaks: { startsAt: string; endsAt: string }[];
  timeChanges: boolean;
}

function destination(session: LockedSession, people: SessionPeople, input: MoveSessionInput, day: ClinicDay): Destination {
  const startsAt = input.startsAt ?? session.startsAt;
  const length = session.endsAt.getTime() - session.startsAt.getTime();
  const endsAt = input.endsAt ?? (input.startsAt ? new Date(startsAt.getTime() + length) : session.endsAt);
  if (endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > 86_400_000) throw wrongInput('/endsAt', 'must be after the start, by a day at most');
  return {
    startsAt,
    endsAt,
    day,
    roomId: input.roomId === undefined ? session.roomId : input.roomId,
    staffIds: input.staffIds ?? people.staffIds,
    breaks: breaksOf(input.breaks ?? pausesOf(session.breaks, session.startsAt), startsAt, endsAt),
    timeChanges: startsAt.getTime() !== session.startsAt.getTime() || endsAt.getTime() !== session.endsAt.getTime(),
  };
}

/** What is new about the place must be there and bookable; what stays may stay. */
function checkPlace(session: LockedSession, to: Destination, facts: BookingFacts): void {
  if (to.roomId !== null && to.roomId !== session.roomId) {
    if (!facts.room) throw notFound('room');
    if (!facts.room.active) throw notBookable('room', to.roomId);
    if (facts.room.capacity < session.seatsTaken) throw wrongInput('/roomId', `holds ${facts.room.capacity}, and ${session.seatsTaken} are booked`);
  }
  if (facts.staff.length < to.staffIds.length) throw notFound('staff member');
}

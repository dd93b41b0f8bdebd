import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, clinicDayOf, newId, notFound, type ClinicDay, type TimeZone } from '#platform';
import { ClinicsReader } from '#clinics';
import { BookingFactsQuery, type BookingFacts } from '../booking/booking-facts.query.js';
import { ExplainTaken, type WantedBooking } from '../booking/explain-taken.service.js';
import { breaksOf, checkSeats, defaultCapacity, episodeOn, type NewParticipation, type NewSession, type Pause } from '../booking/new-session.js';
import { outsideHours } from '../booking/outside-hours.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { GroupTemplateQuery, type GroupTemplate } from '../groups/group-template.query.js';
import { needsReason, notBookable, sessionFull, wrongInput } from '../scheduling.errors.js';

/** A session somebody wants. What is left out comes from the group, then from the service. */
export interface BookSessionInput {
  groupId?: string | null;
  /** Needed unless the group says it. */
  serviceId?: string;
  programId?: string | null;
  title?: string;
  startsAt: Date;
  endsAt?: Date;
  roomId?: string | null;
  telehealth?: boolean;
  telehealthUrl?: string | null;
  modality?: string | null;
  staffIds?: readonly string[];
  clientIds?: readonly string[];
  capacity?: number;
  breaks?: readonly Pause[];
  note?: string | null;
  /** Why it may stand outside opening hours, availability, or what its staff may lead. */
  outsideHoursReason?: string | null;
  /** Whether it wins back missed hours. */
  isMakeUp?: boolean;
}

/** What was booked. */
export interface BookedSession {
  id: string;
  clinicDay: ClinicDay;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  seatsTaken: number;
  version: number;
}

/** Books one session: individual, group or family, in a room or by telehealth. */
@Injectable()
export class BookSession {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly bookingFacts: BookingFactsQuery,
    private readonly groupTemplate: GroupTemplateQuery,
    private readonly writer: SessionWriter,
    private readonly explain: ExplainTaken,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @throws TimeTakenError 409 naming what is in the way and the nearest free slots.
   * @throws DomainError 422 `needs-reason` outside hours, availability or scope; 409 `session-full`; 404 for what is not of this clinic.
   */
  async run(clinicId: string, input: BookSessionInput): Promise<BookedSession> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    let wanted: WantedBooking | undefined;
    return this.explain.around(
      clinicId,
      () => wanted,
      async () => {
        const judged = await this.judge(clinicId, input, zone, (booking) => {
          wanted = booking;
        });
        return judged.places.some((place) => place.episodeId !== null) ? this.inTransaction(clinicId, judged) : this.inOneStatement(clinicId, judged);
      },
    );
  }

  /** Everything that decides whether it may be booked, but whether the time is taken: that the database decides as it writes. */
  private async judge(clinicId: string, input: BookSessionInput, zone: TimeZone, want: (booking: WantedBooking) => void): Promise<JudgedBooking> {
    const day = clinicDayOf(input.startsAt, zone);
    const group = input.groupId ? await this.groupTemplate.run(clinicId, input.groupId, { from: day, to: day }) : undefined;
    const plan = planOf(input, group, day);
    const facts = await this.bookingFacts.run({ ...plan, clinicId, from: day, to: day, lock: false });
    const session = newSession(plan, input, facts, group, zone);
    want({ zone, serviceId: plan.serviceId, time: { startsAt: session.startsAt, endsAt: session.endsAt, day }, people: plan });
    const outside = outsideHours(session, session.roomId, facts, zone);
    if (outside.length > 0 && !input.outsideHoursReason) throw needsReason(outside);
    const places = placesOf(session, plan.clientIds, facts, input.isMakeUp ?? false);
    if (places.length > session.capacity) throw sessionFull({ capacity: session.capacity, seatsTaken: places.length });
    const queue = [...plan.staffIds, ...plan.clientIds, ...(plan.roomId === null ? [] : [plan.roomId])];
    return { session, places, queue, reason: outside.length > 0 ? (input.outsideHoursReason ?? null) : null };
  }

  /** Where hours follow from the booking, they follow in its transaction. */
  private async inTransaction(clinicId: string, { session, places, queue, reason }: JudgedBooking): Promise<BookedSession> {
    return this.database.transaction(async () => {
      const { parts, params } = this.writer.insertionOfOne(clinicId, session, places, queue);
      await this.database.rows(`with ${parts} select 1`, params);
      await this.writer.tellOf(clinicId, [session], places);
      this.note(clinicId, session, places, reason);
      return booked(session, places);
    });
  }

  private async inOneStatement(clinicId: string, { session, places, queue, reason }: JudgedBooking): Promise<BookedSession> {
    return this.database.single(async () => {
      await this.writer.tellOf(clinicId, [session], places);
      this.note(clinicId, session, places, reason);
      return { ...this.writer.insertionOfOne(clinicId, session, places, queue), result: booked(session, places) };
    });
  }

  private note(clinicId: string, session: NewSession, places: readonly NewParticipation[], reason: string | null): void {
    const [only] = places;
    this.audit.record({
      clinicId,
      action: 'scheduling.session-booked',
      subjectType: 'session',
      subjectId: session.id,
      clientId: places.length === 1 && only ? only.clientId : null,
      changes: { startsAt: session.startsAt, endsAt: session.endsAt, serviceId: session.serviceId, roomId: session.roomId, staffIds: session.staffIds },
      reason,
    });
    if (places.length < 2) return;
    for (const place of places) {
      this.audit.record({ clinicId, action: 'scheduling.participant-added', subjectType: 'session', subjectId: session.id, clientId: place.clientId });
    }
  }
}

/** A booking that may be written. */
interface JudgedBooking {
  session: NewSession;
  places: NewParticipation[];
  /** Whose bookings wait for each other. */
  queue: string[];
  reason: string | null;
}

function booked(session: NewSession, places: readonly NewParticipation[]): BookedSession {
  return { id: session.id, clinicDay: session.clinicDay, startsAt: session.startsAt, endsAt: session.endsAt, capacity: session.capacity, seatsTaken: places.length, version: 1 };
}

/** Who and what a session takes up, the group's where the person said nothing. */
interface Plan {
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  staffIds: readonly string[];
  clientIds: readonly string[];
}

function planOf(input: BookSessionInput, group: GroupTemplate | undefined, day: ClinicDay): Plan {
  const serviceId = input.serviceId ?? group?.serviceId;
  if (serviceId === undefined) throw wrongInput('/serviceId', 'must be an id');
  const members = group?.members.filter((member) => member.joinedOn <= day && (member.leftOn === null || member.leftOn >= day)) ?? [];
  return {
    serviceId,
    programId: input.programId ?? group?.programId ?? null,
    roomId: input.roomId === undefined ? (group?.roomId ?? null) : input.roomId,
    staffIds: input.staffIds ?? group?.staffIds ?? [],
    clientIds: input.clientIds ?? members.map((member) => member.clientId),
  };
}

/** @throws DomainError where something named is not of this clinic or may not be booked any more. */
function newSession(plan: Plan, input: BookSessionInput, facts: BookingFacts, group: GroupTemplate | undefined, zone: TimeZone): NewSession {
  const { service, room } = facts;
  if (!service) throw notFound('service');
  if (!service.active) throw notBookable('service', plan.serviceId);
  if (plan.programId !== null && !facts.program) throw notFound('program');
  if (facts.program && !facts.program.active) throw notBookable('program', plan.programId as string);
  if (plan.roomId !== null && !room) throw notFound('room');
  if (plan.roomId !== null && !room?.active) throw notBookable('room', plan.roomId);
  if (facts.staff.length < plan.staffIds.length) throw notFound('staff member');
  const gone = facts.staff.find((person) => !person.active);
  if (gone) throw notBookable('clinician', gone.staffId);
  if (facts.clients.length < plan.clientIds.length) throw notFound('client');
  const archived = facts.clients.find((client) => client.archived);
  if (archived) throw notBookable('client', archived.clientId);
  if (plan.staffIds.length === 0) throw wrongInput('/staffIds', 'must hold at least 1');

  const endsAt = input.endsAt ?? new Date(input.startsAt.getTime() + (service.defaultMinutes) * 60_000);
  if (endsAt <= input.startsAt || endsAt.getTime() - input.startsAt.getTime() > 86_400_000) throw wrongInput('/endsAt', 'must be after the start, by a day at most');
  if (input.capacity !== undefined) checkSeats(input.capacity, facts);
  const day = clinicDayOf(input.startsAt, zone);
  const [first] = facts.clients;
  return {
    id: newId(),
    kind: service.kind,
    title: input.title ?? group?.name ?? service.name,
    serviceId: plan.serviceId,
    // A session of one client belongs to the program of that client's episode.
    programId: plan.programId ?? (plan.clientIds.length === 1 && first ? (episodeOn(first, day, null)?.programId ?? null) : null),
    groupId: input.groupId ?? null,
    seriesId: null,
    seriesDay: null,
    startsAt: input.startsAt,
    endsAt,
    clinicDay: day,
    roomId: plan.roomId,
    roomShareable: room?.shareable ?? null,
    telehealth: input.telehealth ?? group?.telehealth ?? false,
    telehealthUrl: input.telehealthUrl ?? group?.telehealthUrl ?? null,
    modality: input.modality ?? service.modality,
    capacity: input.capacity ?? defaultCapacity(service.capacity, room?.capacity, facts.program?.groupCapacity, group?.capacity),
    countsTowardHours: service.countsTowardHours,
    breaks: breaksOf(input.breaks ?? [], input.startsAt, endsAt),
    cancelReason: null,
    outsideHoursReason: input.outsideHoursReason ?? null,
    note: input.note ?? null,
    externalSource: null,
    externalId: null,
    staffIds: plan.staffIds,
  };
}

function placesOf(session: NewSession, clientIds: readonly string[], facts: BookingFacts, isMakeUp: boolean): NewParticipation[] {
  const byId = new Map(facts.clients.map((client) => [client.clientId, client]));
  return clientIds.map((clientId) => {
    const client = byId.get(clientId);
    return {
      id: newId(),
      sessionId: session.id,
      clientId,
      episodeId: client ? (episodeOn(client, session.clinicDay, session.programId)?.id ?? null) : null,
      status: 'booked',
      walkIn: false,
      isMakeUp,
      externalSource: null,
      externalId: null,
    };
  });
}

import type { ClinicDay } from '#platform';
import type { ParticipationStatus } from '../sessions/participation.entity.js';
import type { SessionBreak, SessionKind } from '../sessions/session.entity.js';
import { wrongInput } from '../scheduling.errors.js';
import type { BookingFacts, ClientFacts } from './booking-facts.query.js';

/** An unpaid break, counted in minutes from the start of a session. */
export interface Pause {
  afterMinutes: number;
  minutes: number;
}

/** A session about to be written. */
export interface NewSession {
  id: string;
  kind: SessionKind;
  title: string;
  serviceId: string;
  programId: string | null;
  groupId: string | null;
  seriesId: string | null;
  seriesDay: ClinicDay | null;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  roomId: string | null;
  /** Null without a room. */
  roomShareable: boolean | null;
  telehealth: boolean;
  telehealthUrl: string | null;
  modality: string | null;
  capacity: number;
  countsTowardHours: boolean;
  breaks: SessionBreak[];
  cancelReason: string | null;
  outsideHoursReason: string | null;
  note: string | null;
  externalSource: string | null;
  externalId: string | null;
  staffIds: readonly string[];
}

/** A place about to be written. */
export interface NewParticipation {
  id: string;
  sessionId: string;
  clientId: string;
  episodeId: string | null;
  status: ParticipationStatus;
  walkIn: boolean;
  isMakeUp: boolean;
  externalSource: string | null;
  externalId: string | null;
}

/**
 * The breaks of a session as instants.
 * @throws DomainError 400 when one lies outside the session or on another.
 */
export function breaksOf(pauses: readonly Pause[], startsAt: Date, endsAt: Date): SessionBreak[] {
  const length = (endsAt.getTime() - startsAt.getTime()) / 60_000;
  let free = 0;
  return [...pauses]
    .sort((a, b) => a.afterMinutes - b.afterMinutes)
    .map(({ afterMinutes, minutes }) => {
      if (afterMinutes < free || afterMinutes + minutes > length) throw wrongInput('/breaks', 'must lie within the session, one after the other');
      free = afterMinutes + minutes;
      const start = startsAt.getTime() + afterMinutes * 60_000;
      return { startsAt: new Date(start).toISOString(), endsAt: new Date(start + minutes * 60_000).toISOString() };
    });
}

/** The breaks of a session as minutes from its start. */
export function pausesOf(breaks: readonly SessionBreak[], startsAt: Date): Pause[] {
  return breaks.map((one) => ({
    afterMinutes: Math.round((Date.parse(one.startsAt) - startsAt.getTime()) / 60_000),
    minutes: Math.round((Date.parse(one.endsAt) - Date.parse(one.startsAt)) / 60_000),
  }));
}

/** The episode a client's hours on a day belong to: one in the session's program before any other, the latest first. */
export function episodeOn(client: ClientFacts, day: ClinicDay, programId: string | null): { id: string; programId: string } | null {
  const open = client.episodes.filter((one) => one.from <= day && (one.to === null || one.to >= day));
  return open.find((one) => one.programId === programId) ?? open[0] ?? null;
}

/**
 * Seats somebody asks for.
 * @throws DomainError 400 above what the room holds, or what the program's policy allows a group (GRP-MAX-TX, GRP-MAX-ED).
 */
export function checkSeats(capacity: number, { room, program }: Pick<BookingFacts, 'room' | 'program'>): void {
  if (room && capacity > room.capacity) throw wrongInput('/capacity', `must be at most ${room.capacity}, the room’s capacity`);
  if (typeof program?.groupCapacity === 'number') withinGroupSize(capacity, program.groupCapacity);
}

/** @throws DomainError 400 above the size of a group by the program's policy. */
export function withinGroupSize(capacity: number, groupSize: number): void {
  if (capacity > groupSize) throw wrongInput('/capacity', `must be at most ${groupSize}, the size of a group by the program’s policy`);
}

/** Seats unless somebody says otherwise: the fewest of service, room, program and group. */
export function defaultCapacity(...limits: (number | null | undefined)[]): number {
  return Math.min(...limits.filter((limit): limit is number => typeof limit === 'number'));
}

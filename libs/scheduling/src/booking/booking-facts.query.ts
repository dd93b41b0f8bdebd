import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay, type WallTime, type Weekday } from '#platform';
import type { CredentialDates, Discipline } from '#team';
import type { SessionKind } from '../sessions/session.entity.js';

/** What is asked about: everything a session, or a series of them, would take up between two days. */
export interface BookingQuestion {
  clinicId: string;
  serviceId: string;
  programId: string | null;
  roomId: string | null;
  staffIds: readonly string[];
  clientIds: readonly string[];
  from: ClinicDay;
  to: ClinicDay;
  /** Whether bookings of these people and this room wait for each other until the transaction ends. */
  lock: boolean;
}

/** A stretch of a weekday on the wall clock. */
export interface Stretch {
  weekday: Weekday;
  opens: WallTime;
  closes: WallTime;
}

export interface ServiceFacts {
  name: string;
  kind: SessionKind;
  countsTowardHours: boolean;
  defaultMinutes: number;
  capacity: number;
  modality: string | null;
  disciplines: string[];
  active: boolean;
}

export interface StaffFacts {
  staffId: string;
  discipline: Discipline;
  active: boolean;
  supervised: boolean;
  credentials: CredentialDates[];
}

export interface ClientFacts {
  clientId: string;
  archived: boolean;
  episodes: { id: string; programId: string; from: ClinicDay; to: ClinicDay | null }[];
}

/** Everything the rules of booking ask of other modules, as of now. */
export interface BookingFacts {
  service: ServiceFacts | null;
  program: { active: boolean; groupCapacity: number | null } | null;
  room: { capacity: number; shareable: boolean; active: boolean } | null;
  staff: StaffFacts[];
  clients: ClientFacts[];
  /** Opening hours of the clinic (no room) and of the room asked about. */
  openingHours: (Stretch & { ofRoom: boolean })[];
  /** Whether the clinic, and the room, keep hours at all, on whatever weekday. */
  keepsHours: boolean;
  roomKeepsHours: boolean;
  /** When the room asked about is out. */
  roomOutages: { startsAt: string; endsAt: string }[];
  closures: { day: ClinicDay; reason: string }[];
  availability: { staffId: string; weekday: Weekday; starts: WallTime; ends: WallTime; from: ClinicDay; to: ClinicDay | null }[];
  /** Staff who said when they work, on any weekday of these days. */
  withAvailability: string[];
  timeOff: { staffId: string; startsAt: string; endsAt: string }[];
}

/** As the database hands them over: the long lists as bare rows. */
export type BookingFactsRow = Omit<BookingFacts, 'openingHours' | 'keepsHours' | 'roomKeepsHours' | 'availability' | 'withAvailability'> & {
  openingHours: [Weekday, WallTime, WallTime, boolean][];
  availability: [string, Weekday, WallTime, WallTime, ClinicDay, ClinicDay | null][];
};

/** The facts of a statement that asked for more besides. */
export function readBookingFacts(row: BookingFactsRow): BookingFacts {
  return {
    ...row,
    openingHours: row.openingHours.map(([weekday, opens, closes, ofRoom]) => ({ weekday, opens, closes, ofRoom })),
    keepsHours: row.openingHours.some(([, , , ofRoom]) => !ofRoom),
    roomKeepsHours: row.openingHours.some(([, , , ofRoom]) => ofRoom),
    availability: row.availability.map(([staffId, weekday, starts, ends, from, to]) => ({ staffId, weekday, starts, ends, from, to })),
    withAvailability: [...new Set(row.availability.map(([staffId]) => staffId))],
  };
}

/** One call that asks everything the rules of booking need to know: `scheduling.booking_facts`. */
@Injectable()
export class BookingFactsQuery {
  constructor(private readonly database: Database) {}

  /** The facts; whoever or whatever is not of this clinic is left out. */
  async run(question: BookingQuestion): Promise<BookingFacts> {
    // In one order for all, so that two bookings which want the same people queue up rather than block each other.
    const keys = question.lock ? [question.roomId, ...question.staffIds, ...question.clientIds].filter((id) => id !== null).sort() : [];
    const { facts } = await this.database.one<{ facts: BookingFactsRow }>('select scheduling.booking_facts($1, $2, $3, $4, $5, $6, $7, $8, $9) as facts', [
      question.clinicId,
      question.serviceId,
      question.programId,
      question.roomId,
      question.staffIds,
      question.clientIds,
      question.from,
      question.to,
      keys,
    ]);
    return readBookingFacts(facts);
  }
}

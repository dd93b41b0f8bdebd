import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, clinicDayOf, newId, type ClinicDay, type TimeZone } from '#platform';
import { ClinicsReader } from '#clinics';
import { breaksOf, type NewParticipation, type NewSession, type Pause } from '../booking/new-session.js';
import { SessionWriter } from '../booking/session-writer.service.js';
import { KeptApartPairsQuery } from '../keep-apart/kept-apart-pairs.query.js';
import { bringsTogether, type Gathering } from '../keep-apart/together.js';
import { firstCome, type Claim } from './first-come.js';
import { RegisterFactsQuery, type KnownSession, type RegisteredService } from './register-facts.query.js';

/** A session as another system knew it. */
export interface SessionToRegister {
  /** Its name in the source; the same name is the same session, however often it comes. */
  externalId: string;
  serviceId: string;
  programId?: string | null;
  title?: string;
  startsAt: Date;
  endsAt: Date;
  roomId?: string | null;
  telehealth?: boolean;
  staffIds: readonly string[];
  /** Seats; never fewer than come. */
  capacity?: number;
  breaks?: readonly Pause[];
  note?: string | null;
  /** Set: it was cancelled. */
  cancelReason?: string | null;
  places: readonly PlaceToRegister[];
}

/** Somebody who was booked in it. */
export interface PlaceToRegister {
  clientId: string;
  externalId?: string | null;
  /** Left out: the episode that holds the day. */
  episodeId?: string | null;
  /**
   * Whether the client's time and a seat are taken: not by somebody who cancelled, was excused or did not come. Such a
   * place is written as cancelled, and attendance says afterwards what it was.
   */
  holdsTime?: boolean;
}

/** What became of one row. */
export type RegisterOutcome =
  | { state: 'created' | 'exists'; sessionId: string; places: { id: string; clientId: string; created: boolean }[] }
  | { state: 'refused'; problem: RegisterProblem };

/** Why a row was refused; ids and row numbers only. */
export type RegisterProblem =
  | { code: 'unknown'; what: 'service' | 'room' | 'staff' | 'client' | 'program'; id: string }
  | { code: 'session-times' }
  | { code: 'breaks' }
  | { code: 'client-twice'; id: string }
  | { code: 'repeated'; row: number }
  | { code: 'kept-apart' }
  | { code: 'time-taken'; kind: Claim['kind']; id: string; sessionId: string | null; row: number | null };

const LONGEST_MS = 86_400_000;
/** Sessions written by one statement. */
const PORTION = 2000;

/** What is known of everything the rows name. */
interface RowFacts {
  /** Sessions that are there already, by their name in the source. */
  known: ReadonlyMap<string, KnownSession>;
  services: ReadonlyMap<string, RegisteredService>;
  /** Rooms, and whether each may be shared. */
  rooms: ReadonlyMap<string, boolean>;
  /** Staff, clients and programs of this clinic. */
  people: ReadonlySet<string>;
}

/**
 * Registers sessions another system held, thousands at once: a few statements whatever their number. Each row is judged
 * before anything is written, so a bad one is reported and does not keep the others out. Repeating it adds only what is
 * missing.
 */
@Injectable()
export class RegisterSessions {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly facts: RegisterFactsQuery,
    private readonly apart: KeptApartPairsQuery,
    private readonly writer: SessionWriter,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns an outcome for each row, in order. */
  async run(clinicId: string, source: string, rows: readonly SessionToRegister[]): Promise<RegisterOutcome[]> {
    if (rows.length === 0) return [];
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    return this.database.transaction(async () => {
      const facts = await this.gather(clinicId, source, rows);
      const problems = await this.judge(clinicId, rows, facts);
      const taken: { row: SessionToRegister; session: { id: string; clinicDay: ClinicDay }; there: ReadonlySet<string> }[] = [];
      const fresh: NewSession[] = [];
      const outcomes = rows.map((row, index): RegisterOutcome => {
        const problem = problems.get(index);
        if (problem) return { state: 'refused', problem };
        const known = facts.known.get(row.externalId);
        if (known) {
          taken.push({ row, session: known, there: new Set(known.places.map((place) => place.clientId)) });
          return { state: 'exists', sessionId: known.id, places: known.places.map((place) => ({ id: place.id, clientId: place.clientId, created: false })) };
        }
        const session = sessionOf(row, source, facts.services.get(row.serviceId) as RegisteredService, facts.rooms.get(row.roomId ?? '') ?? null, zone);
        fresh.push(session);
        taken.push({ row, session, there: new Set() });
        return { state: 'created', sessionId: session.id, places: [] };
      });
      const places = await this.places(clinicId, source, taken);
      const byId = new Map(outcomes.flatMap((outcome) => (outcome.state === 'refused' ? [] : [[outcome.sessionId, outcome] as const])));
      for (const place of places) byId.get(place.sessionId)?.places.push({ id: place.id, clientId: place.clientId, created: true });
      await this.write(clinicId, fresh, new Map(taken.map(({ session }) => [session.id, session.clinicDay])), places);
      if (places.length > 0 || fresh.length > 0) {
        this.audit.record({ clinicId, action: 'scheduling.sessions-registered', subjectType: 'clinic', subjectId: clinicId, changes: { source, sessions: fresh.length, places: places.length } });
      }
      return outcomes;
    });
  }

  private async gather(clinicId: string, source: string, rows: readonly SessionToRegister[]): Promise<RowFacts> {
    return {
      known: await this.facts.sessions(clinicId, source, rows.map((row) => row.externalId)),
      services: await this.facts.services(clinicId, distinct(rows.map((row) => row.serviceId))),
      rooms: await this.facts.rooms(clinicId, distinct(rows.flatMap((row) => row.roomId ?? []))),
      people: await this.facts.known(clinicId, {
        staff: distinct(rows.flatMap((row) => row.staffIds)),
        clients: distinct(rows.flatMap((row) => row.places.map((place) => place.clientId))),
        programs: distinct(rows.flatMap((row) => row.programId ?? [])),
      }),
    };
  }

  /** Every row that cannot be written, with the first reason why. */
  private async judge(clinicId: string, rows: readonly SessionToRegister[], facts: RowFacts): Promise<Map<number, RegisterProblem>> {
    const problems = new Map<number, RegisterProblem>();
    const claims: Claim[] = [];
    const seen = new Map<string, number>();
    rows.forEach((row, index) => {
      const before = seen.get(row.externalId);
      const problem = before === undefined ? ownProblem(row, facts) : { code: 'repeated' as const, row: before };
      seen.set(row.externalId, before ?? index);
      if (problem) problems.set(index, problem);
      else claims.push(...claimsOf(row, index, facts));
    });
    for (const clash of await this.facts.clashes(clinicId, claims)) {
      problems.set(clash.row, { code: 'time-taken', kind: clash.kind, id: clash.id, sessionId: clash.sessionId, row: null });
    }
    for (const clash of firstCome(claims.filter((claim) => !problems.has(claim.row)))) {
      problems.set(clash.row, { code: 'time-taken', kind: clash.kind, id: clash.id, sessionId: null, row: clash.heldBy });
    }
    const pairs = await this.apart.among(clinicId, distinct([...rows, ...facts.known.values()].flatMap((row) => row.places.map((place) => place.clientId))));
    if (pairs.length > 0) {
      rows.forEach((row, index) => {
        if (!problems.has(index) && bringsTogether(gathering(row, facts.known.get(row.externalId)), pairs)) problems.set(index, { code: 'kept-apart' });
      });
    }
    return problems;
  }

  private async places(clinicId: string, source: string, taken: readonly { row: SessionToRegister; session: { id: string; clinicDay: ClinicDay }; there: ReadonlySet<string> }[]): Promise<NewParticipation[]> {
    const wanted = taken.flatMap(({ row, session, there }) => row.places.filter((place) => !there.has(place.clientId)).map((place) => ({ row, session, place })));
    const unsaid = wanted.filter(({ place }) => place.episodeId === undefined);
    const found = await this.facts.episodes(clinicId, unsaid.map(({ row, session, place }) => ({ clientId: place.clientId, day: session.clinicDay, programId: row.programId ?? null })));
    const episodes = new Map(unsaid.map(({ place }, index) => [place, found[index] ?? null]));
    return wanted.map(({ session, place }) => ({
      id: newId(),
      sessionId: session.id,
      clientId: place.clientId,
      episodeId: place.episodeId === undefined ? (episodes.get(place) ?? null) : place.episodeId,
      status: place.holdsTime === false ? 'cancelled' : 'booked',
      walkIn: false,
      isMakeUp: false,
      externalSource: place.externalId ? source : null,
      externalId: place.externalId ?? null,
    }));
  }

  /** In portions, so that no statement's parameters grow without bound. */
  private async write(clinicId: string, fresh: readonly NewSession[], days: ReadonlyMap<string, ClinicDay>, places: readonly NewParticipation[]): Promise<void> {
    const bySession = new Map<string, NewParticipation[]>();
    for (const place of places) {
      const others = bySession.get(place.sessionId);
      if (others) others.push(place);
      else bySession.set(place.sessionId, [place]);
    }
    for (let from = 0; from < fresh.length; from += PORTION) {
      const portion = fresh.slice(from, from + PORTION);
      await this.writer.insert(clinicId, portion, portion.flatMap((session) => bySession.get(session.id) ?? []));
      for (const session of portion) bySession.delete(session.id);
    }
    const added = [...bySession.values()].flat();
    if (added.length === 0) return;
    await this.writer.addPlaces(clinicId, added);
    await this.writer.tell(clinicId, [...bySession.keys()], added.map((place) => ({ participationId: place.id, episodeId: place.episodeId, day: days.get(place.sessionId) as ClinicDay })));
  }
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function ownProblem(row: SessionToRegister, { services, rooms, people }: RowFacts): RegisterProblem | undefined {
  const length = row.endsAt.getTime() - row.startsAt.getTime();
  if (!(length > 0 && length <= LONGEST_MS)) return { code: 'session-times' };
  if (!services.has(row.serviceId)) return { code: 'unknown', what: 'service', id: row.serviceId };
  if (row.roomId && !rooms.has(row.roomId)) return { code: 'unknown', what: 'room', id: row.roomId };
  if (row.programId && !people.has(row.programId)) return { code: 'unknown', what: 'program', id: row.programId };
  const staff = row.staffIds.find((id) => !people.has(id));
  if (staff !== undefined) return { code: 'unknown', what: 'staff', id: staff };
  const client = row.places.find((place) => !people.has(place.clientId));
  if (client) return { code: 'unknown', what: 'client', id: client.clientId };
  const twice = row.places.find((place, index) => row.places.some((other, at) => at < index && other.clientId === place.clientId));
  if (twice) return { code: 'client-twice', id: twice.clientId };
  try {
    breaksOf(row.breaks ?? [], row.startsAt, row.endsAt);
  } catch {
    return { code: 'breaks' };
  }
  return undefined;
}

/** Who is there once a row is written, and who of them by it. */
function gathering(row: SessionToRegister, known: KnownSession | undefined): Gathering {
  const { startsAt } = known ?? row;
  if (row.cancelReason || (known && !known.live)) return { startsAt, clientIds: [], coming: [] };
  const there = (known?.places ?? []).filter((place) => !place.cancelled).map((place) => place.clientId);
  const coming = row.places.filter((place) => place.holdsTime !== false && !known?.places.some((one) => one.clientId === place.clientId)).map((place) => place.clientId);
  return { startsAt, clientIds: [...there, ...coming], coming };
}

/** What a row takes up. Of a session that is there already only the places that are new. */
function claimsOf(row: SessionToRegister, index: number, facts: RowFacts): Claim[] {
  const known = facts.known.get(row.externalId);
  if (row.cancelReason || (known && !known.live)) return [];
  const time = known ?? row;
  const claim = (kind: Claim['kind'], id: string): Claim => ({ row: index, kind, id, startsAt: time.startsAt, endsAt: time.endsAt });
  const there = new Set(known?.places.map((place) => place.clientId));
  const clients = row.places.filter((place) => place.holdsTime !== false && !there.has(place.clientId)).map((place) => claim('client', place.clientId));
  if (known) return clients;
  const room = row.roomId && !facts.rooms.get(row.roomId) ? [claim('room', row.roomId)] : [];
  return [...row.staffIds.map((id) => claim('staff', id)), ...room, ...clients];
}

function sessionOf(row: SessionToRegister, source: string, service: RegisteredService, shareable: boolean | null, zone: TimeZone): NewSession {
  return {
    id: newId(),
    kind: service.kind,
    title: row.title ?? service.name,
    serviceId: row.serviceId,
    programId: row.programId ?? null,
    groupId: null,
    seriesId: null,
    seriesDay: null,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    clinicDay: clinicDayOf(row.startsAt, zone),
    roomId: row.roomId ?? null,
    roomShareable: row.roomId ? shareable : null,
    telehealth: row.telehealth ?? false,
    telehealthUrl: null,
    modality: service.modality,
    capacity: Math.min(500, Math.max(row.capacity ?? service.capacity, row.places.length, 1)),
    countsTowardHours: service.countsTowardHours,
    breaks: breaksOf(row.breaks ?? [], row.startsAt, row.endsAt),
    cancelReason: row.cancelReason ?? null,
    outsideHoursReason: null,
    note: row.note ?? null,
    externalSource: source,
    externalId: row.externalId,
    staffIds: row.staffIds,
  };
}

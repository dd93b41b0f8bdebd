import { Injectable } from '@nestjs/common';
import { Database, notFound, staleEdit, type ClinicDay } from '#platform';
import type { ChangedParticipation } from '../scheduling.events.js';
import type { ParticipationStatus } from './participation.entity.js';
import type { SessionBreak, SessionKind, SessionStatus } from './session.entity.js';

/** A session as a use case needs it, its row locked until the transaction ends. */
export interface LockedSession {
  id: string;
  kind: SessionKind;
  title: string;
  serviceId: string;
  programId: string | null;
  groupId: string | null;
  seriesId: string | null;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  roomId: string | null;
  capacity: number;
  /** Those kept for people who are offered one count as taken. */
  seatsTaken: number;
  breaks: SessionBreak[];
  status: SessionStatus;
  outsideHoursReason: string | null;
  version: number;
}

/** Who is on a session. */
export interface SessionPeople {
  staffIds: string[];
  places: { id: string; clientId: string; episodeId: string | null; status: ParticipationStatus; recorded: boolean }[];
}

/** Reads a session that is about to change. The row first, the people after: so nobody who joined meanwhile is missed. */
@Injectable()
export class SessionStateQuery {
  constructor(private readonly database: Database) {}

  /**
   * Locks the session's row.
   * @param version what the person saw; left out, whatever stands.
   * @throws DomainError 404; 409 `stale-edit`.
   */
  async lock(clinicId: string, sessionId: string, version?: number): Promise<LockedSession> {
    const session = await this.database.maybe<LockedSession>(
      `select id, kind, title, service_id as "serviceId", program_id as "programId", group_id as "groupId", series_id as "seriesId", starts_at as "startsAt",
         ends_at as "endsAt", clinic_day as "clinicDay", room_id as "roomId", capacity, seats_taken + seats_held as "seatsTaken", breaks, status,
         outside_hours_reason as "outsideHoursReason", version
       from scheduling.session where id = $1 and clinic_id = $2 for update`,
      [sessionId, clinicId],
    );
    if (!session) throw notFound('session');
    if (version !== undefined && version !== session.version) throw staleEdit('session', session.version);
    return session;
  }

  /** Its staff in order, and its places. */
  async people(sessionId: string): Promise<SessionPeople> {
    return this.database.one<SessionPeople>(
      `select
         coalesce((select json_agg(staff_id order by position, staff_id) from scheduling.session_staff where session_id = $1), '[]') as "staffIds",
         coalesce((select json_agg(json_build_object('id', id, 'clientId', client_id, 'episodeId', episode_id, 'status', status, 'recorded', recorded_at is not null) order by id)
           from scheduling.participation where session_id = $1), '[]') as places`,
      [sessionId],
    );
  }
}

/** The places of a session as news, on the days given. */
export function placesOn(people: SessionPeople, ...days: ClinicDay[]): ChangedParticipation[] {
  return [...new Set(days)].flatMap((day) => people.places.map((place) => ({ participationId: place.id, episodeId: place.episodeId, day })));
}

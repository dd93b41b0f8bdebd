import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay, type TimeZone } from '#platform';
import type { AttendanceStatus } from './credited-minutes.js';
import type { MarkedSession, StandingPlace } from './plan-mark.js';

/** One place with its session; session, episode and place are locked until the transaction ends. */
export interface LockedPlace {
  session: MarkedSession;
  place: StandingPlace;
}

interface Row {
  session_id: string;
  starts_at: Date;
  ends_at: Date;
  clinic_day: ClinicDay;
  live: boolean;
  breaks: { startsAt: string; endsAt: string }[];
  counts_toward_hours: boolean;
  time_zone: TimeZone;
  opens: number;
  id: string;
  episode_id: string | null;
  status: AttendanceStatus;
  arrived_at: Date | null;
  departed_at: Date | null;
  credited_minutes: number;
  reason: string | null;
  recorded_at: Date | null;
  recorded_by_name: string | null;
  version: number;
}

const SESSION = 'select id, clinic_id, program_id, starts_at, ends_at, clinic_day, live, breaks, counts_toward_hours from scheduling.v_session';
/**
 * Sessions are locked first, so that times and breaks cannot move under a mark; then the episodes, so that whoever
 * follows the marks (the weeks of hours) has them to itself; then the places. Everyone locks in this order. Where no
 * policy speaks, check-in opens as early as the schema allows (participation_not_in_future).
 */
const PLACES = `
select s.id as session_id, s.starts_at, s.ends_at, s.clinic_day, s.live, s.breaks, s.counts_toward_hours, c.time_zone,
  coalesce((
    select (v.parameters->'checkin.opens_minutes_before'->>'value')::int from programs.v_policy_version v
    where v.program_id = s.program_id and v.effective_from <= s.clinic_day and (v.effective_to is null or v.effective_to >= s.clinic_day)
  ), 60) as opens,
  p.id, p.episode_id, p.status, p.arrived_at, p.departed_at, p.credited_minutes, p.reason, p.recorded_at, p.recorded_by_name, p.version
from s join clinics.v_clinic c on c.id = s.clinic_id join scheduling.v_attendance p on p.session_id = s.id
where (select count(*) from e) >= 0`;
/** The episodes of places, given a condition on places. */
const EPISODES = (places: string): string => `e as materialized (
  select id from episodes.v_episode where (select count(*) from s) >= 0 and id in (select p.episode_id from scheduling.v_attendance p where ${places}) order by id for no key update)`;

const OF_SESSION = `with s as materialized (${SESSION} where id = $1 and clinic_id = $2 for no key update),
${EPISODES('p.session_id = $1 and p.id = any($3::uuid[])')}
${PLACES} and p.id = any($3::uuid[]) order by p.id for no key update of p`;

const BY_ID = `with s as materialized (
  ${SESSION} where clinic_id = $1 and id in (select a.session_id from scheduling.v_attendance a where a.id = any($2::uuid[])) order by id for no key update),
${EPISODES('p.id = any($2::uuid[])')}
${PLACES} and p.id = any($2::uuid[]) order by p.id for no key update of p`;

const PRESENT_OF_SESSIONS = `with s as materialized (${SESSION} where clinic_id = $1 and id = any($2::uuid[]) order by id for no key update),
${EPISODES("p.session_id = any($2::uuid[]) and p.status in ('attended', 'late', 'left_early')")}
${PLACES} and p.status in ('attended', 'late', 'left_early') order by p.id for no key update of p`;

/** Reads places with their sessions and locks them. Inside a transaction only. */
@Injectable()
export class LockPlaces {
  constructor(private readonly database: Database) {}

  /** Those of the given places that belong to the session. */
  async ofSession(clinicId: string, sessionId: string, participationIds: readonly string[]): Promise<LockedPlace[]> {
    return this.locked(OF_SESSION, [sessionId, clinicId, participationIds]);
  }

  /** Those of the given places that belong to the clinic. */
  async byId(clinicId: string, participationIds: readonly string[]): Promise<LockedPlace[]> {
    return this.locked(BY_ID, [clinicId, participationIds]);
  }

  /** The places of people who were present in the given sessions. */
  async presentIn(clinicId: string, sessionIds: readonly string[]): Promise<LockedPlace[]> {
    return this.locked(PRESENT_OF_SESSIONS, [clinicId, sessionIds]);
  }

  private async locked(sql: string, params: readonly unknown[]): Promise<LockedPlace[]> {
    const sessions = new Map<string, MarkedSession>();
    return (await this.database.rows<Row>(sql, params)).map((row) => {
      let session = sessions.get(row.session_id);
      if (!session) sessions.set(row.session_id, (session = sessionOf(row)));
      return { session, place: placeOf(row) };
    });
  }
}

function sessionOf(row: Row): MarkedSession {
  return {
    sessionId: row.session_id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    day: row.clinic_day,
    live: row.live,
    breaks: row.breaks.map((one) => ({ start: new Date(one.startsAt), end: new Date(one.endsAt) })),
    countsTowardHours: row.counts_toward_hours,
    zone: row.time_zone,
    checkInOpensMinutes: row.opens,
  };
}

function placeOf(row: Row): StandingPlace {
  return {
    participationId: row.id,
    episodeId: row.episode_id,
    status: row.status,
    arrivedAt: row.arrived_at,
    departedAt: row.departed_at,
    creditedMinutes: row.credited_minutes,
    reason: row.reason,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by_name,
    version: row.version,
  };
}

import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay, type TimeZone } from '#platform';
import type { AttendanceStatus } from './credited-minutes.js';

/** A client as a roster shows them. */
export interface RosterClient {
  id: string;
  chartNumber: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  pronouns: string | null;
}

/** One place of a roster, with what is recorded of it and by whom. */
export interface RosterPlace {
  participationId: string;
  client: RosterClient;
  episodeId: string | null;
  programName: string | null;
  status: AttendanceStatus;
  arrivedAt: Date | null;
  departedAt: Date | null;
  creditedMinutes: number;
  reason: string | null;
  recordedAt: Date | null;
  recordedBy: string | null;
  walkIn: boolean;
  makeUp: boolean;
  version: number;
}

/** A session and everyone booked in it. */
export interface SessionRoster {
  sessionId: string;
  title: string;
  kind: 'individual' | 'group' | 'family';
  serviceName: string;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  timeZone: TimeZone;
  status: 'scheduled' | 'cancelled';
  roomName: string | null;
  telehealth: boolean;
  capacity: number;
  seatsTaken: number;
  countsTowardHours: boolean;
  /** What a place from start to end is worth, in minutes. */
  creditableMinutes: number;
  /** From when on people may be checked in. */
  opensAt: Date;
  /** Minutes after the start from which an arrival is called late. */
  lateAfterMinutes: number;
  staff: { id: string; name: string }[];
  places: RosterPlace[];
}

const SESSION = `
select s.id as "sessionId", s.title, s.kind, v.name as "serviceName", s.starts_at as "startsAt", s.ends_at as "endsAt", s.clinic_day as "clinicDay",
  c.time_zone as "timeZone", s.status, r.name as "roomName", s.telehealth, s.capacity, s.seats_taken as "seatsTaken",
  s.counts_toward_hours as "countsTowardHours",
  case when s.live and s.counts_toward_hours then attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) else 0 end as "creditableMinutes",
  s.starts_at - make_interval(mins => coalesce((k.parameters->'checkin.opens_minutes_before'->>'value')::int, 60)) as "opensAt",
  coalesce((k.parameters->'attendance.late_after_minutes'->>'value')::int, 0) as "lateAfterMinutes",
  coalesce((select json_agg(json_build_object('id', t.id, 'name', trim(t.given_name || ' ' || t.family_name)) order by x.position)
    from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id), '[]') as staff
from scheduling.v_session s join clinics.v_clinic c on c.id = s.clinic_id join programs.v_service v on v.id = s.service_id
left join clinics.v_room r on r.id = s.room_id
left join programs.v_policy_version k on k.program_id = s.program_id and k.effective_from <= s.clinic_day and (k.effective_to is null or k.effective_to >= s.clinic_day)
where s.id = $1 and s.clinic_id = $2`;

const PLACES = `
select p.id as "participationId", p.episode_id as "episodeId", g.name as "programName", p.status, p.arrived_at as "arrivedAt", p.departed_at as "departedAt",
  p.credited_minutes as "creditedMinutes", p.reason, p.recorded_at as "recordedAt", p.recorded_by_name as "recordedBy", p.walk_in as "walkIn",
  p.is_make_up as "makeUp", a.version,
  json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name,
    'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client
from scheduling.v_participation p join scheduling.v_attendance a on a.id = p.id join clients.v_client c on c.id = p.client_id
left join episodes.v_episode e on e.id = p.episode_id left join programs.v_program g on g.id = e.program_id
where p.session_id = $1 and p.clinic_id = $2 and p.status <> 'cancelled' order by c.sort_name, c.id`;

/** The roster of a session: who is expected, who came, who said so. */
@Injectable()
export class SessionRosterQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 when the clinic has no such session. */
  async run(clinicId: string, sessionId: string): Promise<SessionRoster> {
    const [session, places] = await Promise.all([
      this.database.maybe<Omit<SessionRoster, 'places'>>(SESSION, [sessionId, clinicId]),
      this.database.rows<RosterPlace>(PLACES, [sessionId, clinicId]),
    ]);
    if (!session) throw notFound('session');
    return { ...session, places };
  }
}

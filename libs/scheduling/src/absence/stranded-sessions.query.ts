import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { SessionKind } from '../sessions/session.entity.js';
import type { Candidate, SpareRoom, StrandedSession } from './substitutes.js';

/** Who or what is out. */
export type Out = { staffId: string } | { roomId: string };

/** A session to come whose clinician or room is out, with who is on it. */
export interface Stranded extends StrandedSession {
  id: string;
  version: number;
  kind: SessionKind;
  title: string;
  serviceId: string;
  programId: string | null;
  groupId: string | null;
  room: { id: string; name: string } | null;
  /** Everybody who leads it, the first first. */
  staff: { id: string; name: string }[];
  clients: { id: string; givenName: string; familyName: string; preferredName: string | null }[];
  places: { id: string; clientId: string; episodeId: string | null }[];
  /** Whether somebody was there already, so that it is not cancelled any more. */
  present: boolean;
}

export const MOST_STRANDED = 200;

const sessions = (which: string): string => /* sql */ `
  select s.id, s.version, s.kind, s.title, s.service_id as "serviceId", s.program_id as "programId", s.group_id as "groupId", s.starts_at as "startsAt", s.ends_at as "endsAt",
    s.clinic_day as day, v.disciplines, s.seats_taken as seats, case when r.id is null then null else json_build_object('id', r.id, 'name', r.name) end as room,
    t.staff, t."staffIds", p.clients, p.places, p.present
  from (${which} order by s.starts_at, s.id limit ${MOST_STRANDED + 1}) s
  join programs.v_service v on v.id = s.service_id
  left join clinics.v_room r on r.id = s.room_id
  cross join lateral (
    select coalesce(json_agg(json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) order by t.position, w.id), '[]') as staff,
      coalesce(json_agg(w.id order by t.position, w.id), '[]') as "staffIds"
    from scheduling.session_staff t join team.v_staff w on w.id = t.staff_id where t.session_id = s.id) t
  cross join lateral (
    select coalesce(json_agg(json_build_object('id', p.id, 'clientId', p.client_id, 'episodeId', p.episode_id) order by p.id), '[]') as places,
      coalesce(json_agg(json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) order by c.sort_name, c.id)
        filter (where p.status <> 'cancelled'), '[]') as clients,
      coalesce(bool_or(p.recorded_at is not null and p.status <> 'excused'), false) as present
    from scheduling.participation p join clients.v_client c on c.id = p.client_id where p.session_id = s.id) p
  order by s.starts_at, s.id`;

const OF_STAFF = sessions(/* sql */ `select s.* from scheduling.session_staff q join scheduling.session s on s.id = q.session_id
  where q.live and q.staff_id = $2 and tstzrange(q.starts_at, q.ends_at, '[)') && tstzrange($3, $4) and q.starts_at > $5 and s.clinic_id = $1`);
const OF_ROOM = sessions(/* sql */ `select s.* from scheduling.session s
  where s.clinic_id = $1 and s.status <> 'cancelled' and s.room_id = $2 and tstzrange(s.starts_at, s.ends_at, '[)') && tstzrange($3, $4) and s.starts_at > $5
    and s.clinic_day between ($3::timestamptz)::date - 1 and ($4::timestamptz)::date + 1`);

const span = 'json_build_array(extract(epoch from starts_at) * 1000, extract(epoch from ends_at) * 1000)';

// The disciplines that lead any of the services; none named: everybody.
const CANDIDATES = /* sql */ `
  select s.id as "staffId", trim(s.given_name || ' ' || s.family_name) as name, s.discipline, s.active, coalesce(v.active, false) as supervised,
    coalesce((select json_agg(json_build_object('issuedOn', c.issued_on, 'expiresOn', c.expires_on)) from team.v_credential c where c.staff_id = s.id), '[]') as credentials,
    coalesce((select json_agg(json_build_array(a.weekday, left(a.starts::text, 5), left(a.ends::text, 5), a.effective_from, a.effective_to))
      from team.v_availability a where a.staff_id = s.id and a.effective_from <= $5 and (a.effective_to is null or a.effective_to >= $4)), '[]') as availability,
    coalesce((select json_agg(${span}) from team.v_time_off o where o.staff_id = s.id and tstzrange(starts_at, ends_at) && tstzrange($2, $3)), '[]') as away,
    coalesce((select json_agg(${span}) from scheduling.session_staff b where b.live and b.staff_id = s.id and tstzrange(starts_at, ends_at, '[)') && tstzrange($2, $3)), '[]') as busy
  from team.v_staff s left join team.v_staff v on v.id = s.supervisor_id
  where s.clinic_id = $1 and s.active and s.id is distinct from $6 and ($7::text[] is null or s.discipline = any ($7::text[]))
  order by s.sort_name, s.id limit 1000`;

const ROOMS = /* sql */ `
  select r.id, r.name, r.capacity,
    coalesce((select json_agg(json_build_array(h.weekday, left(h.opens::text, 5), left(h.closes::text, 5))) from clinics.v_opening_hours h where h.room_id = r.id), '[]') as hours,
    coalesce((select json_agg(${span}) from (
      select b.starts_at, b.ends_at from scheduling.session b where b.status <> 'cancelled' and b.room_id is not null
        and not b.room_shareable and b.room_id = r.id and not r.shareable and tstzrange(b.starts_at, b.ends_at, '[)') && tstzrange($2, $3)
      union all
      select x.starts_at, x.ends_at from clinics.v_room_outage x where x.room_id = r.id and tstzrange(x.starts_at, x.ends_at) && tstzrange($2, $3)) taken), '[]') as busy
  from clinics.v_room r where r.clinic_id = $1 and r.active and r.id is distinct from $4 order by r.capacity, r.name, r.id limit 200`;

// Who led a group in the last eight weeks; who is on a client's care team now.
const KNOWS = /* sql */ `
  select distinct s.group_id as about, t.staff_id as "staffId" from scheduling.session s join scheduling.session_staff t on t.session_id = s.id
  where s.group_id = any ($2::uuid[]) and s.starts_at between $4::timestamptz - interval '56 days' and $4
  union
  select distinct e.client_id, m.staff_id from episodes.v_episode e join episodes.v_care_team_member m on m.episode_id = e.id
  where e.clinic_id = $1 and e.client_id = any ($3::uuid[]) and m.from_day <= $5 and (m.to_day is null or m.to_day >= $5)`;

/** Sessions to come that are left without their clinician or room, and what could take their place. */
@Injectable()
export class StrandedSessionsQuery {
  constructor(private readonly database: Database) {}

  /** In order, one more than a plan may hold where there are more. */
  async sessions(clinicId: string, out: Out, range: { startsAt: Date; endsAt: Date }, now: Date): Promise<Stranded[]> {
    const [sql, id] = 'staffId' in out ? [OF_STAFF, out.staffId] : [OF_ROOM, out.roomId];
    return this.database.rows<Stranded>(sql, [clinicId, id, range.startsAt, range.endsAt, now]);
  }

  /** Everybody of the right disciplines but whoever is out. */
  async candidates(clinicId: string, range: { startsAt: Date; endsAt: Date }, days: { from: ClinicDay; to: ClinicDay }, out: string | null, disciplines: readonly string[] | null): Promise<Candidate[]> {
    return this.database.rows<Candidate>(CANDIDATES, [clinicId, range.startsAt, range.endsAt, days.from, days.to, out, disciplines]);
  }

  async rooms(clinicId: string, range: { startsAt: Date; endsAt: Date }, out: string | null): Promise<SpareRoom[]> {
    return this.database.rows<SpareRoom>(ROOMS, [clinicId, range.startsAt, range.endsAt, out]);
  }

  /** Staff by the group they led or the client they care for. */
  async knows(clinicId: string, groupIds: readonly string[], clientIds: readonly string[], now: Date, today: ClinicDay): Promise<Map<string, Set<string>>> {
    const rows = await this.database.rows<{ about: string; staffId: string }>(KNOWS, [clinicId, groupIds, clientIds, now, today]);
    const known = new Map<string, Set<string>>();
    for (const { about, staffId } of rows) known.set(about, (known.get(about) ?? new Set()).add(staffId));
    return known;
  }
}

import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import { SUMMARY, SUMMARY_JOINS } from '../sessions/session-summary.sql.js';

/** What a calendar shows: a range of days, and whose lanes. */
export interface CalendarFilter {
  from: ClinicDay;
  to: ClinicDay;
  staffIds?: readonly string[];
  roomIds?: readonly string[];
  groupIds?: readonly string[];
  clientIds?: readonly string[];
  programId?: string;
  cancelled?: boolean;
}

/** Most sessions one calendar takes; more cannot be told apart on a screen. */
export const MOST_ON_CALENDAR = 2000;
const MOST_STRETCHES = 5000;

const FIT = /* sql */ `s.clinic_id = $1 and s.clinic_day between $2 and $3 and ($4::uuid[] is null or s.room_id = any ($4)) and ($5::uuid[] is null or s.group_id = any ($5))
  and ($6::uuid is null or s.program_id = $6) and ($7::boolean or s.status <> 'cancelled')`;

const NOBODY = `'[]'::json`;
const THOSE_ASKED = /* sql */ `(select json_agg(p.client_id order by p.client_id) from scheduling.participation p
  where p.session_id = s.id and p.status <> 'cancelled' and p.client_id = any ($8))`;

const row = (from: string, laneClients: string = NOBODY) => /* sql */ `
  select row_to_json(x)::text as item from (
    select ${SUMMARY}, s.outside_hours_reason is not null as "outsideHours", ${laneClients} as "laneClientIds",
      case when s.kind = 'group' then '[]'::json else coalesce((
        select json_agg(json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) order by c.sort_name, c.id)
        from scheduling.participation p join clients.v_client c on c.id = p.client_id where p.session_id = s.id and p.status <> 'cancelled'), '[]') end as clients
    from (${from} order by s.starts_at, s.id limit ${MOST_ON_CALENDAR + 1}) s ${SUMMARY_JOINS}
    order by s.starts_at, s.id
  ) x`;

// Each lane by the index that leads to it. A session two of a lane's people share is one session.
const ALL = row(/* sql */ `select s.* from scheduling.session s where ${FIT} and $8::uuid[] is null`);
const OF_STAFF = row(/* sql */ `select s.* from scheduling.session s where ${FIT} and s.id in (
  select t.session_id from scheduling.session_staff t where t.staff_id = any ($8) and t.starts_at >= ($2::date - 1) and t.starts_at < ($3::date + 2))`);
const OF_CLIENTS = row(
  /* sql */ `select s.* from scheduling.session s where ${FIT} and s.id in (
  select q.session_id from scheduling.participation q where q.client_id = any ($8) and q.status <> 'cancelled' and q.starts_at >= ($2::date - 1) and q.starts_at < ($3::date + 2))`,
  THOSE_ASKED,
);

const AROUND = /* sql */ `
  select
    coalesce((select json_agg(json_build_object('staffId', o.staff_id, 'startsAt', o.starts_at, 'endsAt', o.ends_at) order by o.starts_at, o.staff_id)
      from team.v_time_off o where o.clinic_id = $1 and ($4::uuid[] is null or o.staff_id = any ($4)) and o.ends_at > ($2::date - 1) and o.starts_at < ($3::date + 2)), '[]')::text as "timeOff",
    coalesce((select json_agg(json_build_object('roomId', o.room_id, 'startsAt', o.starts_at, 'endsAt', o.ends_at) order by o.starts_at, o.room_id)
      from clinics.v_room_outage o where o.clinic_id = $1 and o.ends_at > ($2::date - 1) and o.starts_at < ($3::date + 2)), '[]')::text as "roomOutages",
    coalesce((select json_agg(json_build_object('staffId', a.staff_id, 'weekday', a.weekday, 'starts', left(a.starts::text, 5), 'ends', left(a.ends::text, 5),
        'from', a.effective_from, 'to', a.effective_to))
      from (select a.* from team.v_staff w join team.v_availability a on a.staff_id = w.id
        where w.clinic_id = $1 and w.active and (w.id = any ($4) or ($4::uuid[] is null and $2::date = $3::date))
          and a.effective_from <= $3 and (a.effective_to is null or a.effective_to >= $2) limit ${MOST_STRETCHES}) a), '[]')::text as availability,
    coalesce((select json_agg(json_build_object('day', day, 'reason', reason) order by day) from clinics.v_closure where clinic_id = $1 and day between $2 and $3), '[]')::text as closures,
    coalesce((select json_agg(json_build_object('roomId', room_id, 'weekday', weekday, 'opens', left(opens::text, 5), 'closes', left(closes::text, 5)) order by room_id nulls first, weekday, opens)
      from clinics.v_opening_hours where clinic_id = $1), '[]')::text as "openingHours",
    coalesce((select json_agg(json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) order by c.sort_name, c.id)
      from clients.v_client c where c.clinic_id = $1 and c.id = any ($5)), '[]')::text as clients`;

/** What lies between two days: sessions, when people work, time off, rooms that are out, closed days and hours. Only the days asked for are read. */
@Injectable()
export class CalendarQuery {
  constructor(private readonly database: Database) {}

  /** @returns the calendar as JSON text. */
  async run(clinicId: string, filter: CalendarFilter): Promise<string> {
    const [staffIds, clientIds] = [some(filter.staffIds), some(filter.clientIds)];
    const fit = [clinicId, filter.from, filter.to, some(filter.roomIds), some(filter.groupIds), filter.programId ?? null, filter.cancelled ?? false];
    const [sql, lane] = staffIds ? [OF_STAFF, staffIds] : clientIds ? [OF_CLIENTS, clientIds] : [ALL, null];
    const [rows, around] = await Promise.all([
      this.database.rows<{ item: string }>(sql, [...fit, lane]),
      this.database.one<Record<'timeOff' | 'roomOutages' | 'availability' | 'closures' | 'openingHours' | 'clients', string>>(AROUND, [clinicId, filter.from, filter.to, staffIds, clientIds]),
    ]);
    const sessions = rows.slice(0, MOST_ON_CALENDAR).map((one) => one.item);
    const parts = Object.entries(around).map(([name, json]) => `"${name}":${json}`);
    return `{"sessions":[${sessions.join(',')}],"truncated":${rows.length > MOST_ON_CALENDAR},${parts.join(',')}}`;
  }
}

function some(ids: readonly string[] | undefined): readonly string[] | null {
  return ids && ids.length > 0 ? ids : null;
}

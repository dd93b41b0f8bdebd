import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import { SUMMARY, SUMMARY_JOINS } from '../sessions/session-summary.sql.js';

/** What a calendar shows: a range of days, and whose lane. */
export interface CalendarFilter {
  from: ClinicDay;
  to: ClinicDay;
  staffId?: string;
  roomId?: string;
  groupId?: string;
  clientId?: string;
  programId?: string;
  cancelled?: boolean;
}

/** Most sessions one calendar takes; more cannot be told apart on a screen. */
export const MOST_ON_CALENDAR = 2000;

const FIT = /* sql */ `s.clinic_id = $1 and s.clinic_day between $2 and $3 and ($4::uuid is null or s.room_id = $4) and ($5::uuid is null or s.group_id = $5)
  and ($6::uuid is null or s.program_id = $6) and ($7::boolean or s.status <> 'cancelled')`;

const row = (from: string) => /* sql */ `
  select row_to_json(x)::text as item from (
    select ${SUMMARY}, s.outside_hours_reason is not null as "outsideHours",
      case when s.kind = 'group' then '[]'::json else coalesce((
        select json_agg(json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) order by c.sort_name, c.id)
        from scheduling.participation p join clients.v_client c on c.id = p.client_id where p.session_id = s.id and p.status <> 'cancelled'), '[]') end as clients
    from (${from} order by s.starts_at, s.id limit ${MOST_ON_CALENDAR + 1}) s ${SUMMARY_JOINS}
    order by s.starts_at, s.id
  ) x`;

// Each lane by the index that leads to it.
const ALL = row(/* sql */ `select s.* from scheduling.session s where ${FIT} and $8::uuid is null`);
const OF_STAFF = row(/* sql */ `select s.* from scheduling.session_staff t join scheduling.session s on s.id = t.session_id
  where t.staff_id = $8 and t.starts_at >= ($2::date - 1) and t.starts_at < ($3::date + 2) and ${FIT}`);
const OF_CLIENT = row(/* sql */ `select s.* from scheduling.participation q join scheduling.session s on s.id = q.session_id
  where q.client_id = $8 and q.status <> 'cancelled' and q.starts_at >= ($2::date - 1) and q.starts_at < ($3::date + 2) and ${FIT}`);

const AROUND = /* sql */ `
  select
    coalesce((select json_agg(json_build_object('staffId', o.staff_id, 'startsAt', o.starts_at, 'endsAt', o.ends_at) order by o.starts_at, o.staff_id)
      from team.v_time_off o where o.clinic_id = $1 and ($4::uuid is null or o.staff_id = $4) and o.ends_at > ($2::date - 1) and o.starts_at < ($3::date + 2)), '[]')::text as "timeOff",
    coalesce((select json_agg(json_build_object('day', day, 'reason', reason) order by day) from clinics.v_closure where clinic_id = $1 and day between $2 and $3), '[]')::text as closures,
    coalesce((select json_agg(json_build_object('roomId', room_id, 'weekday', weekday, 'opens', left(opens::text, 5), 'closes', left(closes::text, 5)) order by room_id nulls first, weekday, opens)
      from clinics.v_opening_hours where clinic_id = $1), '[]')::text as "openingHours"`;

/** What lies between two days: sessions, time off, closed days and hours. Only the days asked for are read. */
@Injectable()
export class CalendarQuery {
  constructor(private readonly database: Database) {}

  /** @returns the calendar as JSON text. */
  async run(clinicId: string, filter: CalendarFilter): Promise<string> {
    const fit = [clinicId, filter.from, filter.to, filter.roomId ?? null, filter.groupId ?? null, filter.programId ?? null, filter.cancelled ?? false];
    const [sql, lane] = filter.staffId ? [OF_STAFF, filter.staffId] : filter.clientId ? [OF_CLIENT, filter.clientId] : [ALL, null];
    const [rows, around] = await Promise.all([
      this.database.rows<{ item: string }>(sql, [...fit, lane]),
      this.database.one<{ timeOff: string; closures: string; openingHours: string }>(AROUND, [clinicId, filter.from, filter.to, filter.staffId ?? null]),
    ]);
    const sessions = rows.slice(0, MOST_ON_CALENDAR).map((one) => one.item);
    return `{"sessions":[${sessions.join(',')}],"truncated":${rows.length > MOST_ON_CALENDAR},"timeOff":${around.timeOff},"closures":${around.closures},"openingHours":${around.openingHours}}`;
  }
}

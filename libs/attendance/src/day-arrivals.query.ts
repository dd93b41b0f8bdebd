import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, isId, isInstant, pageOf, type ClinicDay, type Page } from '#platform';

/** A session of a day with how far its check-in has come. */
export interface SessionArrivals {
  sessionId: string;
  title: string;
  kind: 'individual' | 'group' | 'family';
  startsAt: Date;
  endsAt: Date;
  roomName: string | null;
  telehealth: boolean;
  staff: { id: string; name: string }[];
  /** Booked and not yet recorded. */
  expected: number;
  /** Attended, late or left early. */
  present: number;
  missed: number;
  excused: number;
}

/** Which sessions are asked for. */
export interface DayArrivalsFilter {
  day: ClinicDay;
  /** Only sessions this person leads. */
  staffId?: string;
  /** Only sessions the person with this account leads. */
  userId?: string;
  limit: number;
  cursor?: string;
}

const ARRIVALS = `
select s.id as "sessionId", s.title, s.kind, s.starts_at as "startsAt", s.ends_at as "endsAt", r.name as "roomName", s.telehealth,
  coalesce((select json_agg(json_build_object('id', t.id, 'name', trim(t.given_name || ' ' || t.family_name)) order by x.position)
    from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id), '[]') as staff,
  p.expected, p.present, p.missed, p.excused
from scheduling.v_session s left join clinics.v_room r on r.id = s.room_id
cross join lateral (
  select count(*) filter (where status = 'booked') as expected, count(*) filter (where status in ('attended', 'late', 'left_early')) as present,
    count(*) filter (where status = 'no_show') as missed, count(*) filter (where status = 'excused') as excused
  from scheduling.v_participation where session_id = s.id) p
where s.clinic_id = $1 and s.clinic_day = $2 and s.live
  and ($3::uuid is null or exists (select from scheduling.v_session_staff x where x.session_id = s.id and x.staff_id = $3))
  and ($7::uuid is null or exists (select from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id and t.user_id = $7))
  and ($4::timestamptz is null or (s.starts_at, s.id) > ($4, $5::uuid))
order by s.starts_at, s.id limit $6`;

/** The sessions of a clinic day in order, each with who is expected and who came. */
@Injectable()
export class DayArrivalsQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, filter: DayArrivalsFilter): Promise<Page<SessionArrivals>> {
    const after = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]);
    const rows = await this.database.rows<SessionArrivals>(ARRIVALS, [clinicId, filter.day, filter.staffId ?? null, after?.[0] ?? null, after?.[1] ?? null, filter.limit + 1, filter.userId ?? null]);
    return pageOf(rows, filter.limit, (row) => [row.startsAt.toISOString(), row.sessionId], (row) => row);
  }
}

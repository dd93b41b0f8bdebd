import { Injectable } from '@nestjs/common';
import { Clock, Database, decodeCursor, isId, isInstant, pageOf, type ClinicDay, type Page } from '#platform';

/** A session that is over and has places nobody recorded. */
export interface AttendanceOwed {
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  clinicDay: ClinicDay;
  staff: { id: string; name: string }[];
  /** Places nobody recorded, of so many. */
  owed: number;
  booked: number;
}

export interface AttendanceOwedFilter {
  /** Only sessions this person leads. */
  staffId?: string;
  /** Only sessions the person with this account leads. */
  userId?: string;
  limit: number;
  cursor?: string;
}

/**
 * Attendance is owed from a while after the session's end, as the program's policy says. Found by the index of places
 * still to record, so that years of recorded sessions cost nothing.
 */
const OWED = `
select s.id as "sessionId", s.title, s.starts_at as "startsAt", s.ends_at as "endsAt", s.clinic_day as "clinicDay", o.owed,
  (select count(*) from scheduling.v_participation p where p.session_id = s.id and p.status <> 'cancelled') as booked,
  coalesce((select json_agg(json_build_object('id', t.id, 'name', trim(t.given_name || ' ' || t.family_name)) order by x.position)
    from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id), '[]') as staff
from (select session_id, count(*) as owed from scheduling.v_participation
  where clinic_id = $1 and status = 'booked' and live and ends_at <= $2 group by session_id) o
join scheduling.v_session s on s.id = o.session_id
left join programs.v_policy_version k on k.program_id = s.program_id and k.effective_from <= s.clinic_day and (k.effective_to is null or k.effective_to >= s.clinic_day)
where s.ends_at + make_interval(mins => coalesce((k.parameters->'attendance.owed_after_minutes'->>'value')::int, 0)) <= $2
  and ($3::uuid is null or exists (select from scheduling.v_session_staff x where x.session_id = s.id and x.staff_id = $3))
  and ($7::uuid is null or exists (select from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id and t.user_id = $7))
  and ($4::timestamptz is null or (s.ends_at, s.id) > ($4, $5::uuid))
order by s.ends_at, s.id limit $6`;

/** Attendance that is owed, the oldest first. */
@Injectable()
export class AttendanceOwedQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run(clinicId: string, filter: AttendanceOwedFilter): Promise<Page<AttendanceOwed>> {
    const after = decodeCursor<[string, string]>(filter.cursor, [isInstant, isId]);
    const rows = await this.database.rows<AttendanceOwed>(OWED, [clinicId, this.clock.now(), filter.staffId ?? null, after?.[0] ?? null, after?.[1] ?? null, filter.limit + 1, filter.userId ?? null]);
    return pageOf(rows, filter.limit, (row) => [row.endsAt.toISOString(), row.sessionId], (row) => row);
  }
}

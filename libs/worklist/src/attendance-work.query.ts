import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';
import { beginning, type WorkAsked, type WorkItem } from './work-item.js';

const LEADS = 'select from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id';

/**
 * Due on the day of the session: attendance is recorded by its end. Found by the index of places still to record, so that
 * years of recorded sessions cost nothing.
 */
const OWED = `
select 'attendance' as kind, s.id, s.title, o.owed || ' of ' || (select count(*) from scheduling.v_participation p where p.session_id = s.id and p.status <> 'cancelled') || ' not recorded' as about,
  s.clinic_day as "dueOn", null::json as client, null::uuid as "episodeId", s.id as "sessionId", null::uuid as "programId", null::uuid as "staffId", null::text as rule,
  null::date as "snoozedUntil", null::text as "snoozeReason", null::int as version,
  coalesce((select json_agg(json_build_object('staffId', t.id, 'name', trim(t.given_name || ' ' || t.family_name)) order by x.position)
    from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id where x.session_id = s.id), '[]') as owners
from (select session_id, count(*) as owed from scheduling.v_participation where clinic_id = $1 and status = 'booked' and live and ends_at <= $2 group by session_id) o
join scheduling.v_session s on s.id = o.session_id
left join programs.v_policy_version k on k.program_id = s.program_id and k.effective_from <= s.clinic_day and (k.effective_to is null or k.effective_to >= s.clinic_day)
where s.ends_at + make_interval(mins => coalesce((k.parameters->'attendance.owed_after_minutes'->>'value')::int, 0)) <= $2
  and ($3::date is null or (s.clinic_day, s.id) > ($3, $4::uuid))
  and case $6::text when 'mine' then exists (${LEADS} and t.user_id = $7) when 'unowned' then not exists (${LEADS}) else true end
order by s.clinic_day, s.id limit $5`;

/** Sessions that are over and have places nobody recorded: whoever led them owes it. */
@Injectable()
export class AttendanceWork {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run({ clinicId, whose, userId, after, limit }: WorkAsked): Promise<WorkItem[]> {
    const { day, id } = beginning('attendance', after);
    return this.database.rows<WorkItem>(OWED, [clinicId, this.clock.now(), day, id, limit, whose, userId]);
  }
}

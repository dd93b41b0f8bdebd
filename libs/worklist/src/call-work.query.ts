import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';
import { beginning, type WorkAsked, type WorkItem } from './work-item.js';

/**
 * A call belongs to the client's case manager, whoever of the team is out; without one it is anybody's at the front desk.
 * One item for each session and owner, named by the first of its messages.
 */
const CALLS = `
select 'call' as kind, c.id, 'Call ' || case when c.n = 1 then '1 person' else c.n || ' people' end || ' about ' || s.title as title,
  to_char(s.clinic_day, 'Dy, Mon FMDD') || case when s.status = 'cancelled' then ': does not take place' else ': changed' end || case when c.tried > 0 then ' · ' || c.tried || ' not reached yet' else '' end as about,
  c.due_on as "dueOn", null::json as client, null::uuid as "episodeId", s.id as "sessionId", null::uuid as "programId", null::uuid as "staffId", null::text as rule,
  null::date as "snoozedUntil", null::text as "snoozeReason", null::int as version,
  case when w.id is null then '[]'::json else json_build_array(json_build_object('staffId', w.id, 'name', trim(w.given_name || ' ' || w.family_name))) end as owners
from (
  select (array_agg(m.id order by m.id))[1] as id, m.session_id, m.due_on, o.staff_id as owner_id, count(*) as n, count(*) filter (where m.tries > 0) as tried
  from reminders.v_message m
  left join lateral (
    select t.staff_id from scheduling.v_participation p join episodes.v_care_team_member t on t.episode_id = p.episode_id
    where p.session_id = m.session_id and p.client_id = m.client_id and t.role = 'case_manager' and t.from_day <= $8 and (t.to_day is null or t.to_day >= $8)
    order by t.is_primary desc, t.from_day, t.staff_id limit 1
  ) o on true
  where m.clinic_id = $1 and m.state = 'held_back' and ($3::date is null or m.due_on >= $3)
  group by m.session_id, m.due_on, o.staff_id
) c
join scheduling.v_session s on s.id = c.session_id and s.starts_at > $2
left join team.v_staff w on w.id = c.owner_id
where ($3::date is null or (c.due_on, c.id) > ($3, $4::uuid))
  and case $6::text when 'mine' then w.user_id = $7 when 'unowned' then c.owner_id is null else true end
order by c.due_on, c.id limit $5`;

/** People who must be called because no message may be sent to them. */
@Injectable()
export class CallWork {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async run({ clinicId, whose, userId, today, after, limit }: WorkAsked): Promise<WorkItem[]> {
    const { day, id } = beginning('call', after);
    return this.database.rows<WorkItem>(CALLS, [clinicId, this.clock.now(), day, id, limit, whose, userId, today]);
  }
}

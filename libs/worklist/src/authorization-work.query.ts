import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { beginning, type WorkAsked, type WorkItem } from './work-item.js';

/** How long before its deadline the next request is work: warned 8 days before the last authorized day, due 5 before it (AUTH-RENEW). */
const AHEAD_DAYS = 3;

/** A stay that has gone on for so long without an authorization goes on without one. */
const PAST_DAYS = 60;

/** The policy puts the deadline at most so many days before the last authorized day. */
const MOST_DAYS = 90;

/** Case managers of the care team ask the payer; where there is none, whoever is primary. */
const next = (whose: string): string => /* sql */ `
select 'authorization' as kind, a.id, 'Ask for the next authorization' as title,
  case when a.ends_on < $2 then 'The last authorized day has passed' when a.ends_on = $2 then 'Today is the last authorized day' when a.ends_on = $2::date + 1 then 'Tomorrow is the last authorized day'
    else (a.ends_on - $2::date) || ' days to the last authorized day' end as about,
  a.ask_by as "dueOn", json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) as client,
  a.episode_id as "episodeId", null::uuid as "sessionId", null::uuid as "programId", null::uuid as "staffId", null::text as rule, null::date as "snoozedUntil", null::text as "snoozeReason", null::int as version,
  o.owners
from episodes.v_authorization_to_renew a join clients.v_client c on c.id = a.client_id
cross join lateral (
  select coalesce(json_agg(json_build_object('staffId', s.id, 'name', trim(s.given_name || ' ' || s.family_name)) order by s.sort_name, s.id), '[]') as owners, array_agg(s.user_id) as users
  from (
    select m.staff_id from episodes.v_care_team_member m where m.episode_id = a.episode_id and m.from_day <= $2 and (m.to_day is null or m.to_day >= $2)
      and (m.role = 'case_manager' or m.is_primary and not exists (
        select from episodes.v_care_team_member n where n.episode_id = a.episode_id and n.role = 'case_manager' and n.from_day <= $2 and (n.to_day is null or n.to_day >= $2)))
    group by m.staff_id
  ) m join team.v_staff s on s.id = m.staff_id and s.active
) o
where a.clinic_id = $1 and a.ends_on >= $2::date - ${PAST_DAYS} and a.ends_on <= $2::date + ${AHEAD_DAYS + MOST_DAYS} and a.ask_by <= $2::date + ${AHEAD_DAYS}
  and ($3::date is null or (a.ask_by, a.id) > ($3, $4::uuid)) and ${whose}
order by a.ask_by, a.id limit $5`;

const MINE = next('$6::uuid = any(o.users)');
const UNOWNED = next('o.users is null');
const EVERYONE = next('true');

/** Authorizations that end while the stay goes on: somebody asks the payer for the next. */
@Injectable()
export class AuthorizationWork {
  constructor(private readonly database: Database) {}

  async run({ clinicId, whose, userId, today, after, limit }: WorkAsked): Promise<WorkItem[]> {
    const { day, id } = beginning('authorization', after);
    const common = [clinicId, today, day, id, limit];
    if (whose === 'mine') return this.database.rows<WorkItem>(MINE, [...common, userId]);
    return this.database.rows<WorkItem>(whose === 'unowned' ? UNOWNED : EVERYONE, common);
  }
}

import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { beginning, type WorkAsked, type WorkItem } from './work-item.js';

/** How long ahead a licence that runs out is work: a renewal with a board takes about this long. Product default. */
const AHEAD_DAYS = 60;

/** A licence that has been renewed under the same kind is no work any more. */
const EXPIRING = `
select 'credential' as kind, c.id, 'Renew: ' || c.kind as title, case when c.expires_on < $2 then 'Has run out' else 'Runs out that day' end as about,
  c.expires_on as "dueOn", null::json as client, null::uuid as "episodeId", null::uuid as "sessionId", null::uuid as "programId", s.id as "staffId", null::text as rule,
  null::date as "snoozedUntil", null::text as "snoozeReason", null::int as version,
  json_build_array(json_build_object('staffId', s.id, 'name', trim(s.given_name || ' ' || s.family_name))) as owners
from team.v_credential c join team.v_staff s on s.id = c.staff_id
where c.clinic_id = $1 and s.active and c.expires_on <= $2::date + ${AHEAD_DAYS}
  and not exists (select from team.v_credential n where n.staff_id = c.staff_id and n.kind = c.kind and n.id <> c.id and (n.expires_on is null or n.expires_on > c.expires_on))
  and ($3::date is null or (c.expires_on, c.id) > ($3, $4::uuid)) and ($6::uuid is null or s.user_id = $6)
order by c.expires_on, c.id limit $5`;

/** Licences that run out: their holder renews them. */
@Injectable()
export class CredentialWork {
  constructor(private readonly database: Database) {}

  async run({ clinicId, whose, userId, today, after, limit }: WorkAsked): Promise<WorkItem[]> {
    // Every licence has a holder.
    if (whose === 'unowned') return [];
    const { day, id } = beginning('credential', after);
    return this.database.rows<WorkItem>(EXPIRING, [clinicId, today, day, id, limit, whose === 'mine' ? userId : null]);
  }
}

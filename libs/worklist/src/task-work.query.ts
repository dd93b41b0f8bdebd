import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { beginning, type WorkAsked, type WorkItem } from './work-item.js';

const columns = `'task' as kind, t.id, t.title, t.note as about, t.due_on as "dueOn", t.episode_id as "episodeId", t.session_id as "sessionId", null::uuid as "programId", null::uuid as "staffId", t.rule,
  t.snoozed_until as "snoozedUntil", t.snooze_reason as "snoozeReason", t.version,
  case when c.id is not null then json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) end as client,
  case when s.id is null then '[]'::json else json_build_array(json_build_object('staffId', s.id, 'name', trim(s.given_name || ' ' || s.family_name))) end as owners`;

const tasks = (whose: string): string => `
select ${columns} from episodes.v_task t left join clients.v_client c on c.id = t.client_id left join team.v_staff s on s.id = t.owner_staff_id
where t.clinic_id = $1 and t.state = 'open' and ($2::boolean or t.snoozed_until is null or t.snoozed_until <= $3)
  and ($4::date is null or (t.due_on, t.id) > ($4, $5::uuid)) and ${whose}
order by t.due_on, t.id limit $6`;

const MINE = tasks('t.owner_staff_id = any(array(select id from team.v_staff where clinic_id = $1 and user_id = $7))');
const UNOWNED = tasks('t.owner_staff_id is null');
const EVERYONE = tasks('true');

/** Open tasks. */
@Injectable()
export class TaskWork {
  constructor(private readonly database: Database) {}

  async run({ clinicId, whose, userId, today, snoozed, after, limit }: WorkAsked): Promise<WorkItem[]> {
    const { day, id } = beginning('task', after);
    const common = [clinicId, snoozed, today, day, id, limit];
    if (whose === 'mine') return this.database.rows<WorkItem>(MINE, [...common, userId]);
    return this.database.rows<WorkItem>(whose === 'unowned' ? UNOWNED : EVERYONE, common);
  }
}

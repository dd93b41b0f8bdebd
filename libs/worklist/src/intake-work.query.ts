import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { beginning, type WorkAsked, type WorkItem } from './work-item.js';

/** Whoever keeps in touch with them has to tell them; nobody who works here: it is everybody's. */
const TO_TELL = `
select 'intake' as kind, e.id, 'Tell them of the place in ' || p.name as title,
  case when o.starts_on > $2 then 'Free from ' || to_char(o.starts_on, 'Dy, Mon FMDD') else 'Free now' end || ' · not told yet' as about,
  o.contact_due_on as "dueOn", json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name) as client,
  null::uuid as "episodeId", null::uuid as "sessionId", e.program_id as "programId", null::uuid as "staffId", null::text as rule,
  null::date as "snoozedUntil", null::text as "snoozeReason", null::int as version,
  case when w.id is null then '[]'::json else json_build_array(json_build_object('staffId', w.id, 'name', trim(w.given_name || ' ' || w.family_name))) end as owners
from episodes.v_intake_offer o
join episodes.v_intake_entry e on e.id = o.entry_id join programs.v_program p on p.id = e.program_id join clients.v_client c on c.id = e.client_id
left join team.v_staff w on w.id = e.owner_staff_id and w.active
where o.clinic_id = $1 and o.state = 'open' and o.contacted_at is null and ($3::date is null or (o.contact_due_on, o.entry_id) > ($3, $4::uuid))
  and case $6::text when 'mine' then w.user_id = $7 when 'unowned' then w.id is null else true end
order by o.contact_due_on, o.entry_id limit $5`;

/** Places that are offered to people nobody has tried to tell. */
@Injectable()
export class IntakeWork {
  constructor(private readonly database: Database) {}

  async run({ clinicId, whose, userId, today, after, limit }: WorkAsked): Promise<WorkItem[]> {
    const { day, id } = beginning('intake', after);
    return this.database.rows<WorkItem>(TO_TELL, [clinicId, today, day, id, limit, whose, userId]);
  }
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Database } from '#platform';
import { LAST_TOLD, MakeMessages, TOLD, type SessionNews } from './make-messages.service.js';
import type { RemindersAction } from './reminders.audit.js';

const SPOKEN_OF = /* sql */ `
  select s.id as "sessionId", case when s.status = 'cancelled' then 'cancelled' else 'changed' end as rule, ${LAST_TOLD} is distinct from ${TOLD} as "isNews"
  from scheduling.v_calendar_entry s
  where s.clinic_id = $1 and s.id in (select m.session_id from reminders.message m where m.session_id = any ($2::uuid[]))`;

const GONE = /* sql */ `
  with gone as (
    select m.id from reminders.message m
    where m.clinic_id = $1 and m.session_id = any ($2::uuid[]) and m.state = 'held_back' and m.client_id is not null
      and not exists (select from scheduling.v_participation p where p.session_id = m.session_id and p.client_id = m.client_id and p.holds_seat)
    order by m.id for update
  )
  update reminders.message m set state = 'superseded', version = m.version + 1 from gone where m.id = gone.id returning m.session_id as "sessionId", m.client_id as "clientId"`;

/** Whoever was to be told of a session is told what became of it: the old message dies, and a new one is due. */
@Injectable()
export class FollowChanges {
  constructor(
    private readonly database: Database,
    private readonly make: MakeMessages,
    private readonly audit: AuditTrail,
  ) {}

  async run(clinicId: string, sessionIds: readonly string[]): Promise<void> {
    const spokenOf = await this.database.rows<{ sessionId: string; rule: SessionNews['rule']; isNews: boolean }>(SPOKEN_OF, [clinicId, sessionIds]);
    if (spokenOf.length === 0) return;
    await this.make.run(clinicId, spokenOf.filter((one) => one.isNews).map(({ sessionId, rule }) => ({ sessionId, rule })));
    // Whoever is not booked any more need not be called about it.
    const gone = await this.database.rows<{ sessionId: string; clientId: string }>(GONE, [clinicId, spokenOf.map((one) => one.sessionId)]);
    const action: RemindersAction = 'reminders.messages-superseded';
    for (const { sessionId, clientId } of gone) this.audit.record({ clinicId, action, subjectType: 'session', subjectId: sessionId, clientId });
  }
}

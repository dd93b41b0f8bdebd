import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Clock, Database } from '#platform';
import type { MessageRule } from './message.js';
import type { RemindersAction } from './reminders.audit.js';

/** A session people are to be told about. */
export interface SessionNews {
  sessionId: string;
  rule: Exclude<MessageRule, 'you_lead' | 'not_yours'>;
  /** Who leads it instead, and is told so. */
  substituteId?: string;
  /** Whoever is out is not told that they are. */
  outStaffId?: string;
}

/** What of a session people are told; whatever else is changed is no news. `s`: the session. */
export const TOLD = /* sql */ `jsonb_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at, 'room', s.room_id, 'status', s.status,
  'staff', (select coalesce(jsonb_agg(t.staff_id order by t.staff_id), '[]') from scheduling.v_session_staff t where t.session_id = s.id))`;

/** What the latest message about a session told. `s`: the session. */
export const LAST_TOLD = '(select m.told from reminders.message m where m.session_id = s.id order by m.session_version desc limit 1)';

const NEWS = /* sql */ `
  with news as (
    select s.id, s.version, s.starts_at, s.clinic_day, x.rule, x."substituteId" as substitute, x."outStaffId" as gone, ${TOLD} as told
    from jsonb_to_recordset($2::jsonb) as x("sessionId" uuid, rule text, "substituteId" uuid, "outStaffId" uuid)
    join scheduling.v_calendar_entry s on s.id = x."sessionId" and s.clinic_id = $1
    where ${LAST_TOLD} is distinct from ${TOLD}
  )`;

// What nobody was told yet dies with the change it told of. Whoever takes several takes them in one order.
const SUPERSEDE = /* sql */ `
  ${NEWS}, old as (
    select m.id from reminders.message m join news n on n.id = m.session_id and m.session_version < n.version
    where m.state in ('due', 'held_back') order by m.id for update of m
  )
  update reminders.message m set state = 'superseded', version = m.version + 1 from old where m.id = old.id returning m.session_id as "sessionId"`;

// The last day before the session on which somebody is there to call. `n`: the news.
const LAST_OPEN_DAY = /* sql */ `coalesce((
  select max(d)::date from generate_series(n.clinic_day - 7, n.clinic_day - 1, interval '1 day') d
  where not exists (select from clinics.v_closure x where x.clinic_id = $1 and x.day = d::date)
    and (not exists (select from clinics.v_opening_hours h where h.clinic_id = $1 and h.room_id is null)
      or exists (select from clinics.v_opening_hours h where h.clinic_id = $1 and h.room_id is null and h.weekday = extract(isodow from d)))), n.clinic_day - 1)`;

// Staff are told in the app, those without an account by a call. Of clients no consent to messages is on record yet: somebody calls.
// Who was told before that they lead it and does not any more is told that too; who never heard that they lead it, or heard that
// they do not, hears that they do, whatever else changed.
const MAKE = /* sql */ `
  ${NEWS}
  insert into reminders.message (id, clinic_id, rule, session_id, session_version, told, channel, staff_id, client_id, state, held_reason, due_on, made_at)
  select gen_random_uuid(), $1, p.rule, n.id, n.version, n.told, case when p.client_id is null then 'app' else 'sms' end, p.staff_id, p.client_id,
    case when p.held is null then 'due' else 'held_back' end, p.held, greatest(${LAST_OPEN_DAY}, $4::date), $3
  from news n cross join lateral (
    select case when w.id = n.substitute or n.rule <> 'cancelled' and exists (
        select from (select m.rule, m.state from reminders.message m where m.session_id = n.id and m.staff_id = w.id order by m.session_version desc limit 1) k
        where (k.rule, k.state) in (('you_lead', 'superseded'), ('not_yours', 'told'))) then 'you_lead' else n.rule end as rule, w.id as staff_id, null::uuid as client_id, case when w.user_id is null then 'no_account' end as held
    from scheduling.v_session_staff t join team.v_staff w on w.id = t.staff_id and w.active where t.session_id = n.id and w.id is distinct from n.gone
    union all
    select 'not_yours', w.id, null, case when w.user_id is null then 'no_account' end
    from (select distinct on (m.staff_id) m.staff_id, m.rule, m.state from reminders.message m where m.session_id = n.id and m.staff_id is not null and m.state = 'told' order by m.staff_id, m.session_version desc) k
    join team.v_staff w on w.id = k.staff_id and w.active
    where k.rule <> 'not_yours' and w.id is distinct from n.gone and not exists (select from scheduling.v_session_staff t where t.session_id = n.id and t.staff_id = w.id)
    union all
    select n.rule, null, p.client_id, 'no_consent' from scheduling.v_participation p where p.session_id = n.id and p.holds_seat
  ) p
  where n.starts_at > $3
  order by n.id, coalesce(p.staff_id, p.client_id)
  on conflict do nothing
  returning session_id as "sessionId", rule, staff_id is not null as "ofStaff"`;

interface Made {
  sessionId: string;
  rule: MessageRule;
  ofStaff: boolean;
}

/**
 * Makes one message for each person a change of a session concerns, and lets die what was not told of it before. Works from the
 * session as it stands, so it may run twice, late, or at two workers at once.
 */
@Injectable()
export class MakeMessages {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns how many messages are new. */
  async run(clinicId: string, news: readonly SessionNews[]): Promise<number> {
    if (news.length === 0) return 0;
    const today = await this.clinics.today(clinicId);
    return this.database.transaction(async () => {
      const asked = [clinicId, JSON.stringify(news)];
      const superseded = await this.database.rows<{ sessionId: string }>(SUPERSEDE, asked);
      const made = await this.database.rows<Made>(MAKE, [...asked, this.clock.now(), today]);
      this.note(clinicId, made, superseded);
      return made.length;
    });
  }

  private note(clinicId: string, made: readonly Made[], superseded: readonly { sessionId: string }[]): void {
    for (const sessionId of new Set([...made, ...superseded].map((one) => one.sessionId))) {
      const ofSession = made.filter((one) => one.sessionId === sessionId);
      const action: RemindersAction = ofSession.length > 0 ? 'reminders.messages-made' : 'reminders.messages-superseded';
      const staff = ofSession.filter((one) => one.ofStaff).length;
      this.audit.record({
        clinicId, action, subjectType: 'session', subjectId: sessionId,
        changes: { rules: [...new Set(ofSession.map((one) => one.rule))].sort(), staff, clients: ofSession.length - staff, superseded: superseded.filter((one) => one.sessionId === sessionId).length },
      });
    }
  }
}

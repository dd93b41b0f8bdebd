import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';
import type { RecordedPlace } from './misses-in-a-row.js';

/** A stay whose client was marked, or is no longer marked, as having stayed away on a day. */
export interface Absence {
  episodeId: string;
  clientId: string;
  day: ClinicDay;
  /** A session missed that day; null when the marks were taken back. */
  sessionId: string | null;
  /** Whoever is primary for the client now. */
  primaryStaffId: string | null;
  /** Whoever supervises the primary, and works here; null when nobody does. */
  supervisorStaffId: string | null;
  /** Policy: business days until somebody has called. */
  dueAfter: number;
  /** Policy: contacts missed in a row after which the team looks. */
  alertAfter: number;
  /** Policy: contacts missed in a row after which the supervisor is told. */
  superviseAfter: number;
  /** Recorded places of the stay up to now, the latest first. */
  recorded: RecordedPlace[];
}

/** The longest run a policy can ask for. */
const MOST_IN_A_ROW = 20;
/** More absences than any clinic has in the days that are looked at. */
const MOST_AT_ONCE = 5000;

/**
 * Found by the index of absences, then by the stay's places: what was marked a while ago is not looked at. Imported
 * history and absences corrected long after ask nobody to call.
 */
const ABSENCES = `
with touched as (
  select distinct p.episode_id, s.clinic_day from attendance.mark m
  join scheduling.v_participation p on p.id = m.participation_id join scheduling.v_session s on s.id = p.session_id
  where m.marked_at > $1 and (m.before_status = 'no_show' or m.after_status = 'no_show') and m.kind <> 'import' and p.episode_id is not null
    and s.ends_at > $2 and m.clinic_id = $3
  order by s.clinic_day desc, p.episode_id limit ${MOST_AT_ONCE}
)
select e.id as "episodeId", e.client_id as "clientId", t.clinic_day as day, missed.session_id as "sessionId", cared.staff_id as "primaryStaffId",
  (select u.id from team.v_staff w join team.v_staff u on u.id = w.supervisor_id and u.active where w.id = cared.staff_id) as "supervisorStaffId",
  coalesce((k.parameters #>> '{outreach.no_show_business_days,value}')::int, 1) as "dueAfter",
  coalesce((k.parameters #>> '{outreach.missed_contacts,value}')::int, 3) as "alertAfter",
  coalesce((k.parameters #>> '{outreach.supervisor_misses,value}')::int, 2) as "superviseAfter",
  coalesce((select json_agg(json_build_object('participationId', r.id, 'status', r.status) order by r.starts_at desc, r.id) from (
    select id, status, starts_at from scheduling.v_participation where episode_id = e.id and status in ('attended', 'late', 'left_early', 'no_show', 'excused')
    order by starts_at desc, id limit ${MOST_IN_A_ROW + 1}) r), '[]') as recorded
from touched t join episodes.v_episode e on e.id = t.episode_id
left join lateral (
  select c.staff_id from episodes.v_care_team_member c
  where c.episode_id = e.id and c.is_primary and c.from_day <= t.clinic_day and (c.to_day is null or c.to_day >= t.clinic_day) limit 1) cared on true
left join programs.v_policy_version k on k.program_id = e.program_id and k.effective_from <= t.clinic_day and (k.effective_to is null or k.effective_to >= t.clinic_day)
left join lateral (
  select p.session_id from scheduling.v_participation p join scheduling.v_session s on s.id = p.session_id
  where p.episode_id = e.id and p.status = 'no_show' and s.clinic_day = t.clinic_day order by p.starts_at, p.id limit 1) missed on true
where e.discharged_on is null or e.discharged_on >= t.clinic_day`;

/** Stays whose absences changed lately. */
@Injectable()
export class AbsencesQuery {
  constructor(private readonly database: Database) {}

  /** Clinics in which somebody was marked absent, or no longer is, since an instant. */
  async clinics(markedSince: Date): Promise<string[]> {
    const rows = await this.database.rows<{ clinic_id: string }>(
      `select distinct clinic_id from attendance.mark where marked_at > $1 and (before_status = 'no_show' or after_status = 'no_show') order by clinic_id`,
      [markedSince],
    );
    return rows.map((row) => row.clinic_id);
  }

  /**
   * @param markedSince marks older than this have been seen.
   * @param heldSince sessions over before this ask nobody to call any more.
   */
  async run(clinicId: string, markedSince: Date, heldSince: Date): Promise<Absence[]> {
    return this.database.rows<Absence>(ABSENCES, [markedSince, heldSince, clinicId]);
  }
}

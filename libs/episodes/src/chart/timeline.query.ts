import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound, type ClinicDay } from '#platform';

export const TIMELINE_KINDS = ['admitted', 'discharged', 'hours-prescribed', 'joined-care-team', 'left-care-team'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** One thing that happened, or is set to happen, in a client's stays. */
export interface TimelineEntry {
  day: ClinicDay;
  kind: TimelineKind;
  episodeId: string;
  programName: string;
  /** Minutes and days a week, of prescribed hours. */
  minutesPerWeek: number | null;
  daysPerWeek: number | null;
  phaseName: string | null;
  /** Who joined, left, or ordered the hours. */
  staffName: string | null;
  role: string | null;
  disposition: string | null;
  reason: string | null;
}

const SHOWN = 500;

const TIMELINE = `with opened as (select id from clients.v_client where id = $2 and clinic_id = $1),
  stay as (select e.*, p.name as program from opened o join episodes.episode e on e.client_id = o.id join programs.v_program p on p.id = e.program_id),
  place as (select m.*, s.program, s.discharged_on, trim(t.given_name || ' ' || t.family_name) as name
    from stay s join episodes.care_team_member m on m.episode_id = s.id join team.v_staff t on t.id = m.staff_id),
  entry(day, kind, rank, episode, program, minutes, days, phase, staff, role, disposition, reason) as (
    select admitted_on, 'admitted', 1, id, program, null::int, null::int, null, null, null, null, null from stay
    union all select discharged_on, 'discharged', 5, id, program, null, null, null, null, null, disposition, null from stay where discharged_on is not null
    union all select h.effective_from, 'hours-prescribed', 2, s.id, s.program, h.minutes_per_week, h.days_per_week, h.phase_name,
        trim(t.given_name || ' ' || t.family_name), null, null, h.reason
      from stay s join episodes.prescribed_hours h on h.episode_id = s.id left join team.v_staff t on t.id = h.ordered_by_staff_id
      where s.discharged_on is null or h.effective_from <= s.discharged_on
    union all select from_day, 'joined-care-team', 3, episode_id, program, null, null, null, name, role, null, null from place
    union all select to_day, 'left-care-team', 4, episode_id, program, null, null, null, name, role, null, null from place
      where to_day is not null and to_day is distinct from discharged_on)
  select (select count(*) from opened) as found, e.day, e.kind, e.episode as "episodeId", e.program as "programName", e.minutes as "minutesPerWeek",
    e.days as "daysPerWeek", e.phase as "phaseName", e.staff as "staffName", e.role, e.disposition, e.reason
  from (select 1) one left join entry e on true order by e.day desc, e.rank, e.staff limit ${SHOWN}`;

/** What happened in a client's stays, latest first: admissions, prescribed hours, care team, discharges. Reading it is noted. */
@Injectable()
export class TimelineQuery {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404; then nothing is noted. */
  async run(clinicId: string, clientId: string): Promise<TimelineEntry[]> {
    const rows = await this.database.rows<TimelineEntry & { found: number; kind: TimelineKind | null }>(TIMELINE, [clinicId, clientId]);
    if (!rows[0]?.found) throw notFound('client');
    await this.audit.recordRead({ clinicId, action: 'episodes.timeline-read', subjectType: 'client', subjectId: clientId, clientId });
    return rows.filter(({ kind }) => kind !== null).map(({ found: _, ...row }) => row);
  }
}

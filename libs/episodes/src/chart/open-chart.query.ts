import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import type { Access } from '#identity';
import { AuditTrail, Clock, Database, notFound, type ClinicDay, type Weekday } from '#platform';
import { openTo, readsEveryChart } from '../emergency/chart-door.js';
import { notOnCareTeam } from '../emergency/emergency.errors.js';
import { outsideOfPolicy } from '../prescription/prescriptions.js';
import type { PolicyLimits } from '../program-rules.query.js';
import { ageOn, stateOfStay, weekOfStay } from '../week-of-stay.js';
import { chartAlerts } from './chart-alerts.js';
import type { Chart, ChartClient, ChartPrescription, ChartStay, ChartTeamMember } from './chart.js';

type StayRow = Omit<ChartStay, 'state' | 'week' | 'prescription' | 'careTeam' | 'weekStartsOn'> & {
  policy: PolicyLimits | null;
  careTeam: Omit<ChartTeamMember, 'now'>[];
};
type Row = Omit<ChartClient, 'age'> & { open: boolean; stays: StayRow[] };

/** Monday, for a program that has no policy on the day. */
const USUAL_WEEK_START: Weekday = 1;

// $4 who asks, null where their role reads every chart; $5 now.
const OPEN = `with opened as (
    select id, chart_number as "chartNumber", given_name as "givenName", family_name as "familyName", preferred_name as "preferredName", pronouns,
      birth_date as "birthDate", status, deceased_on as "deceasedOn", emergency_contact_phone is not null as "hasEmergencyContact", version
    from clients.v_client where id = $2 and clinic_id = $1
  )
  select opened.*, $4::uuid is null or ${openTo({ clinic: '$1', client: '$2', user: '$4', now: '$5', today: '$3' })} as open, coalesce((
    select jsonb_agg(s order by s."admittedOn" desc, s.id) from (
      select e.id, e.version, e.program_id as "programId", p.name as "programName", p.population, e.admitted_on as "admittedOn",
        e.discharged_on as "dischargedOn", e.disposition, e.planned_weeks as "plannedWeeks",
        (select jsonb_build_object('weekStartsOn', v.week_starts_on, 'weeklyMinMinutes', v.weekly_min_minutes, 'weeklyMaxMinutes', v.weekly_max_minutes,
            'daysMin', v.days_min, 'daysMax', v.days_max)
          from programs.v_policy_version v where v.program_id = e.program_id
            and daterange(v.effective_from, v.effective_to, '[]') @> greatest(e.admitted_on, $3::date)) as policy,
        coalesce((select jsonb_agg(jsonb_build_object('effectiveFrom', h.effective_from, 'minutesPerWeek', h.minutes_per_week, 'daysPerWeek', h.days_per_week,
            'phaseName', h.phase_name, 'orderedByStaffId', h.ordered_by_staff_id, 'orderedByName', trim(o.given_name || ' ' || o.family_name), 'reason', h.reason)
            order by h.effective_from)
          from episodes.prescribed_hours h left join team.v_staff o on o.id = h.ordered_by_staff_id where h.episode_id = e.id), '[]') as prescriptions,
        coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'staffId', m.staff_id, 'name', trim(t.given_name || ' ' || t.family_name),
            'discipline', t.discipline, 'role', m.role, 'isPrimary', m.is_primary, 'fromDay', m.from_day, 'toDay', m.to_day)
            order by m.is_primary desc, m.from_day, m.id)
          from episodes.care_team_member m join team.v_staff t on t.id = m.staff_id where m.episode_id = e.id), '[]') as "careTeam"
      from episodes.episode e join programs.v_program p on p.id = e.program_id where e.client_id = opened.id) s), '[]') as stays
  from opened`;

/** Opens a chart: its header, and whether it is open to who asks, in one statement. Nobody sees it before the audit trail holds that it was opened. */
@Injectable()
export class OpenChartQuery {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError 404, 403 `not-on-care-team`; then nothing is noted. */
  async run(clinicId: string, clientId: string, person: Access): Promise<Chart> {
    const today = await this.clinics.today(clinicId);
    const [row] = await this.database.planned<Row>(OPEN, [clinicId, clientId, today, readsEveryChart(person, clinicId) ? null : person.userId, this.clock.now()]);
    if (!row) throw notFound('client');
    if (!row.open) throw notOnCareTeam();
    await this.audit.recordRead({ clinicId, action: 'episodes.chart-opened', subjectType: 'client', subjectId: clientId, clientId });
    const { stays: rows, open: _, ...who } = row;
    const client: ChartClient = { ...who, age: who.birthDate === null ? null : ageOn(who.birthDate, today) };
    const all = rows.map((stay) => shownStay(stay, today));
    const stays = [...all.filter(({ state }) => state !== 'ended'), ...all.filter(({ state }) => state === 'ended')];
    return { client, stays, alerts: chartAlerts(client, stays, today) };
  }
}

function shownStay({ policy, ...stay }: StayRow, today: ClinicDay): ChartStay {
  const weekStartsOn = policy?.weekStartsOn ?? USUAL_WEEK_START;
  const state = stateOfStay(stay, today);
  const standing: ChartPrescription | undefined = stay.prescriptions.filter(({ effectiveFrom }) => effectiveFrom <= (state === 'upcoming' ? stay.admittedOn : today)).at(-1);
  const outside = standing !== undefined && policy !== null && outsideOfPolicy(standing, policy).length > 0;
  return {
    ...stay,
    state,
    week: weekOfStay(stay, today, weekStartsOn),
    weekStartsOn,
    prescription: standing === undefined ? null : { ...standing, outsidePolicyReason: outside ? standing.reason : null },
    careTeam: stay.careTeam.map((member) => ({ ...member, now: member.fromDay <= today && (member.toDay === null || member.toDay >= today) })),
  };
}

import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, addDays, clinicDayOf, type ClinicDay } from '#platform';
import { ClinicsReader } from '#clinics';
import { SessionWriter } from '../booking/session-writer.service.js';
import { HORIZON_WEEKS } from './plan-series.js';
import { PlanSeries, type SeriesInput } from './series-plan.service.js';
import { sessionsOf } from './series-sessions.js';

interface OpenSeries extends SeriesInput {
  id: string;
  generatedUntil: ClinicDay;
  outsideHoursReason: string | null;
  ownRoom: boolean;
}

const SERIES = /* sql */ `
  select s.id, s.rule, s.start_day as "startDay", s.start_time as "startTime", s.duration_minutes as "durationMinutes", s.group_id as "groupId",
    s.service_id as "serviceId", s.program_id as "programId", s.title, s.room_id as "roomId", s.own_room as "ownRoom", s.telehealth, s.telehealth_url as "telehealthUrl",
    s.capacity, s.breaks, s.outside_hours_reason as "outsideHoursReason", s.generated_until as "generatedUntil",
    coalesce((select json_agg(staff_id order by position, staff_id) from scheduling.series_staff where series_id = s.id), '[]') as "staffIds",
    coalesce((select json_agg(client_id) from scheduling.series_client where series_id = s.id), '[]') as "clientIds"
  from scheduling.series s left join scheduling.therapy_group g on g.id = s.group_id
  where s.clinic_id = $1 and s.id = $2 and s.ended_on is null and coalesce(g.active, true) for update of s`;

// Days somebody added ahead of the rule, or said it does not meet.
const SETTLED = /* sql */ `
  select series_day as day from scheduling.session where series_id = $1 and series_day > $2
  union select day from scheduling.series_gap where series_id = $1 and day > $2`;

/** Carries an open-ended series on to the horizon. What cannot be made is written down as a gap, never dropped in silence. */
@Injectable()
export class ExtendSeries {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly plan: PlanSeries,
    private readonly writer: SessionWriter,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** The series whose sessions end before the horizon, by clinic. */
  async due(): Promise<{ clinicId: string; seriesId: string }[]> {
    // A day of slack on either side of the world's zones; `run` asks again by the clinic's own day.
    const utcDay = this.clock.now().toISOString().slice(0, 10) as ClinicDay;
    return this.database.rows(
      `select clinic_id as "clinicId", id as "seriesId" from scheduling.series where ended_on is null and generated_until < $1 order by generated_until, id`,
      [addDays(utcDay, HORIZON_WEEKS * 7 + 1)],
    );
  }

  /** @returns how many sessions and gaps were made; none when it was carried on already. */
  async run(clinicId: string, seriesId: string): Promise<{ sessions: number; gaps: number }> {
    return this.database.transaction(async () => {
      const series = await this.database.maybe<OpenSeries>(SERIES, [clinicId, seriesId]);
      if (!series?.generatedUntil) return { sessions: 0, gaps: 0 };
      const { timeZone } = await this.clinics.clinic(clinicId);
      const today = clinicDayOf(this.clock.now(), timeZone);
      // One whose cancellation was taken back late makes nothing for the past.
      const from = series.generatedUntil < today ? today : addDays(series.generatedUntil, 1);
      const plan = await this.plan.run(clinicId, { ...series, own: ownPlace(series) }, { from, lock: true });
      if (plan.dates.until <= series.generatedUntil) return { sessions: 0, gaps: 0 };
      const excused = series.outsideHoursReason !== null;
      const settled = new Set((await this.database.rows<{ day: ClinicDay }>(SETTLED, [seriesId, series.generatedUntil])).map((one) => one.day));
      const open = plan.occurrences.filter((one) => !settled.has(one.day) && one.startsAt > this.clock.now());
      const made = open.filter((one) => one.state === 'free' || (one.state === 'outside' && excused));
      const gaps = open.filter((one) => !made.includes(one));
      const { sessions, places } = sessionsOf(plan, seriesId, made, series.outsideHoursReason);
      await this.writer.insert(clinicId, sessions, places);
      await this.database.rows(
        `insert into scheduling.series_gap (series_id, day, clinic_id, cause, in_the_way)
         select $1, x.day, $2, x.cause, x."inTheWay" from json_to_recordset($3::json) as x(day date, cause text, "inTheWay" jsonb) on conflict (series_id, day) do nothing`,
        [seriesId, clinicId, JSON.stringify(gaps.map((one) => ({ day: one.day, cause: one.state === 'closed' ? 'closed' : 'conflict', inTheWay: one.conflicts.length > 0 ? one.conflicts : one.outside })))],
      );
      await this.database.rows('update scheduling.series set generated_until = $2 where id = $1', [seriesId, plan.dates.until]);
      this.audit.record({ clinicId, action: 'scheduling.series-extended', subjectType: 'series', subjectId: seriesId, changes: { until: plan.dates.until, sessions: sessions.length, gaps: gaps.length } });
      return { sessions: sessions.length, gaps: gaps.length };
    });
  }
}

/** Where a series of a group departs from the group. */
function ownPlace({ groupId, ownRoom, roomId, staffIds }: OpenSeries): SeriesInput['own'] {
  if (!groupId) return undefined;
  return { ...(ownRoom ? { roomId: roomId ?? null } : {}), ...(staffIds && staffIds.length > 0 ? { staffIds } : {}) };
}

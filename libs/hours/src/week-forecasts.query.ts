import { Injectable } from '@nestjs/common';
import { Clock, Database, type ClinicDay } from '#platform';
import { chanceOf, forecast, type AttendanceRecord, type Forecast, type ForecastRule, type PlannedSession } from './forecast.js';

/** A session of a running week that is booked and not recorded, with how likely it is thought to be attended. */
export interface ForecastPart {
  sessionId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  minutes: number;
  /** In percent. */
  chance: number;
}

/** The forecast of one client week. */
export interface WeekForecast extends Forecast {
  episodeId: string;
  /** How many weeks of the client's own it goes by, and their sessions. */
  weeks: number;
  sessions: number;
  missed: number;
  parts: ForecastPart[];
}

interface Row {
  episode_id: string;
  prescribed: number;
  attended: number;
  weeks: number;
  usual_percent: number;
  usual_sessions: number;
  planned: (PlannedSession & { sessionId: string; title: string; startsAt: string; endsAt: string })[];
  records: AttendanceRecord[];
}

/** A policy derived before there was such a number goes by the base. */
const NUMBER = (name: string): string => `coalesce(v.parameters->'${name}'->'value', (select b.value from programs.v_base_value b
    where b.parameter = '${name}' and b.population is null and b.effective_from <= w.week_start and (b.effective_to is null or b.effective_to >= w.week_start)))::int`;
const OFFERED = `case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end`;
const PART = `case when extract(hour from s.starts_at at time zone a.time_zone) < 12 then 'morning' when extract(hour from s.starts_at at time zone a.time_zone) < 17 then 'afternoon' else 'evening' end`;

/** What is booked this week, and what became of the weeks before. $1 clinic, $2 episodes, $3 week starts, $4 now. */
const FACTS = `
with asked as materialized (
  select c.episode_id, c.prescribed_minutes, c.attended_minutes, w.starts_at, w.ends_at, z.time_zone,
    ${NUMBER('hours.forecast_weeks')} as weeks, ${NUMBER('hours.forecast_usual_percent')} as usual_percent, ${NUMBER('hours.forecast_usual_sessions')} as usual_sessions
  from unnest($2::uuid[], $3::date[]) as x(episode_id, week_start)
  join hours.client_week c on c.episode_id = x.episode_id and c.week_start = x.week_start and c.clinic_id = $1
  join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start and w.starts_at <= $4 and w.ends_at > $4
  join clinics.v_clinic z on z.id = c.clinic_id
  left join programs.v_policy_version v on v.program_id = w.program_id and v.effective_from <= w.week_start and (v.effective_to is null or v.effective_to >= w.week_start)
)
select a.episode_id, a.prescribed_minutes as prescribed, a.attended_minutes as attended, a.weeks, a.usual_percent, a.usual_sessions, p.planned, r.records
from asked a
cross join lateral (
  select coalesce(json_agg(json_build_object('sessionId', s.id, 'title', s.title, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'kind', s.kind, 'part', ${PART}, 'minutes', o.minutes)
    order by s.starts_at, s.id), '[]') as planned
  from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id cross join lateral (select ${OFFERED} as minutes) o
  where q.episode_id = a.episode_id and q.starts_at >= a.starts_at and q.starts_at < a.ends_at and q.status = 'booked' and q.live and s.counts_toward_hours and o.minutes > 0
) p
cross join lateral (
  select coalesce(json_agg(json_build_object('kind', kind, 'part', part, 'sessions', sessions, 'missed', missed, 'excused', excused, 'attended', attended)), '[]') as records
  from (
    select s.kind, ${PART} as part, count(*)::int as sessions, (count(*) filter (where q.credited_minutes = 0))::int as missed,
      (count(*) filter (where q.status = 'excused'))::int as excused, sum(least(1, q.credited_minutes::float / o.minutes)) as attended
    from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id cross join lateral (select ${OFFERED} as minutes) o
    where q.episode_id = a.episode_id and q.starts_at >= a.starts_at - a.weeks * interval '7 days' and q.starts_at < a.ends_at and q.live
      and q.status in ('attended', 'late', 'left_early', 'no_show', 'excused') and s.counts_toward_hours and o.minutes > 0
    group by 1, 2
  ) sort
) r`;

/** Forecasts of client weeks that are running; a week that is over or has not begun has none. */
@Injectable()
export class WeekForecastsQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** By episode. At most a page of them at once. */
  async run(clinicId: string, weeks: readonly { episodeId: string; weekStart: ClinicDay }[]): Promise<Map<string, WeekForecast>> {
    if (weeks.length === 0) return new Map();
    const rows = await this.database.rows<Row>(FACTS, [clinicId, weeks.map((week) => week.episodeId), weeks.map((week) => week.weekStart), this.clock.now()]);
    return new Map(rows.map((row) => [row.episode_id, foretold(row)]));
  }
}

function foretold(row: Row): WeekForecast {
  const rule: ForecastRule = { weeks: row.weeks, usualPercent: row.usual_percent, usualSessions: row.usual_sessions };
  const said = forecast({ prescribed: row.prescribed, attended: row.attended, planned: row.planned, records: row.records, rule });
  const known = (key: 'sessions' | 'missed'): number => row.records.reduce((sum, record) => sum + record[key], 0);
  return {
    ...said,
    episodeId: row.episode_id,
    weeks: rule.weeks,
    sessions: known('sessions'),
    missed: known('missed'),
    parts: row.planned.map(({ sessionId, title, startsAt, endsAt, minutes, kind, part }) => ({
      sessionId,
      title,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      minutes,
      chance: Math.round(chanceOf({ kind, part }, row.records, rule) * 100),
    })),
  };
}

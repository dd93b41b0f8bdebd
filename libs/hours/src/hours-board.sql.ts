import type { ClinicDay } from '#platform';

/** Which clients of a week, and which of them come next. */
export interface BoardQuestion {
  clinicId: string;
  day: ClinicDay;
  now: Date;
  programId?: string;
  /** A member of the care team, by id or by account. */
  staffId?: string;
  userId?: string;
  /** Least and most danger. */
  dangers?: readonly [number, number];
  /** Danger and episode of the last row seen. */
  after?: readonly [number, string];
  /** At least so many, where there are. */
  rows: number;
}

/** Pages are read in few sizes, so that few plans are kept. */
const PAGES = [26, 51, 101, 201];

/**
 * The board of one week. What stands how is decided for every client of the week from a few columns; names, history and
 * owed minutes are read for the page alone. The text holds what is asked for and no more, rows included, so that one plan
 * serves each kind of question: planning all of it anew costs more than running it.
 */
export function boardStatement(asked: BoardQuestion): { text: string; params: unknown[] } {
  const params: unknown[] = [asked.clinicId, asked.day, asked.now];
  const param = (value: unknown): string => `$${params.push(value)}`;
  const ofProgram = asked.programId === undefined ? undefined : `${param(asked.programId)}::uuid`;
  const people = [
    ...(asked.staffId === undefined ? [] : [`t.id = ${param(asked.staffId)}`]),
    ...(asked.userId === undefined ? [] : [`t.user_id = ${param(asked.userId)}`]),
  ];
  const within = [
    ...(asked.dangers === undefined ? [] : [`danger between ${param(asked.dangers[0])}::int and ${param(asked.dangers[1])}::int`]),
    ...(asked.after === undefined ? [] : [`(danger, episode_id) > (${param(asked.after[0])}::int, ${param(asked.after[1])}::uuid)`]),
  ];
  const rowsRead = PAGES.find((page) => page >= asked.rows) ?? asked.rows;
  const text = /* sql */ `
with weeks as materialized (
  select w.program_id, w.week_start, w.week_end, w.starts_at, w.ends_at, w.weekly_max_minutes, w.open_days, w.program_days, w.prorate, w.complete,
    w.ends_at <= $3 as week_over, coalesce(w.bookable_until >= $3, false) as bookable
  from hours.program_week w
  where w.clinic_id = $1 and w.week_start <= $2 and w.week_start > $2::date - 7 and w.week_end > $2${ofProgram === undefined ? '' : ` and w.program_id = ${ofProgram}`}
), dangers as materialized (
  select c.episode_id, c.week_start, hours.danger(c.prescribed_minutes, c.attended_minutes, c.planned_minutes, w.weekly_max_minutes, w.week_over, w.bookable) as danger
  from weeks w join hours.client_week c on c.clinic_id = $1 and c.program_id = w.program_id and c.week_start = w.week_start
  ${people.length === 0 ? '' : `where exists (select from episodes.v_care_team_member m where m.episode_id = c.episode_id
    and m.staff_id = any(array(select t.id from team.v_staff t where t.clinic_id = $1 and (${people.join(' or ')})))
    and m.from_day < w.week_end and (m.to_day is null or m.to_day >= w.week_start))`}
), page as materialized (
  select * from dangers ${within.length === 0 ? '' : `where ${within.join(' and ')}`} order by danger, episode_id limit ${rowsRead}
), history as (
  -- Eight weeks of fifty people are most of an answer: bare numbers, for names and judging cost more than reading.
  select p.episode_id, array_agg(array[p.week_start - b.week_start, b.prescribed_minutes, b.attended_minutes, b.planned_minutes, m.weekly_max_minutes] order by b.week_start desc) as weeks
  from page p
  cross join lateral (select * from hours.client_week w where w.episode_id = p.episode_id and w.week_start < p.week_start order by w.week_start desc limit 8) b
  join hours.program_week m on m.program_id = b.program_id and m.week_start = b.week_start
  group by p.episode_id
)
select
  (select json_build_object('short', count(*) filter (where danger < 0), 'at_risk', count(*) filter (where danger between 0 and 99999),
    'over', count(*) filter (where danger between 100000 and 199999), 'on_track', count(*) filter (where danger = 300000),
    'met', count(*) filter (where danger = 400000)) from dangers) as counts,
  exists (select from programs.v_program g where g.clinic_id = $1${ofProgram === undefined ? '' : ` and g.id = ${ofProgram}`}
    and exists (select from programs.v_policy_version v where v.program_id = g.id)
    and not exists (select from weeks w where w.program_id = g.id and w.complete)) as incomplete,
  coalesce((select json_agg(json_build_object(
    'danger', p.danger, 'episodeId', p.episode_id, 'clientId', c.client_id, 'chartNumber', n.chart_number, 'givenName', n.given_name, 'familyName', n.family_name,
    'preferredName', n.preferred_name, 'pronouns', n.pronouns, 'programId', c.program_id, 'programName', g.name,
    'clinicianName', (select trim(t.given_name || ' ' || t.family_name) from episodes.v_care_team_member m join team.v_staff t on t.id = m.staff_id
      where m.episode_id = p.episode_id and m.is_primary and m.from_day < w.week_end and (m.to_day is null or m.to_day >= w.week_start)
      order by m.from_day desc limit 1),
    'weekStart', w.week_start, 'weekEnd', w.week_end, 'fullMinutes', c.full_minutes, 'prescribedMinutes', c.prescribed_minutes,
    'attendedMinutes', c.attended_minutes, 'plannedMinutes', c.planned_minutes, 'excusedMinutes', c.excused_minutes, 'missedMinutes', c.missed_minutes,
    'madeUpMinutes', c.make_up_minutes, 'maximumMinutes', w.weekly_max_minutes, 'prescribedDays', c.prescribed_days, 'daysAttended', c.days_attended,
    'daysPlanned', c.days_planned, 'daysPerDiem', c.days_per_diem, 'weekOver', w.week_over, 'bookableLeft', w.bookable,
    'countedDays', c.counted_days, 'openDays', w.open_days, 'programDays', w.program_days, 'prorate', w.prorate, 'causes', c.causes,
    'admittedOn', e.admitted_on, 'dischargedOn', e.discharged_on,
    'owedMinutes', case when c.planned_minutes = 0 or w.starts_at > $3 then 0 else coalesce((
      -- The function is asked only where there are breaks: it cannot be inlined, and most sessions have none.
      select sum(case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int
        else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end) from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
      where q.episode_id = p.episode_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at and q.status = 'booked' and q.live and q.ends_at <= $3 and s.counts_toward_hours), 0) end,
    'history', h.weeks
    ) order by p.danger, p.episode_id)
  from page p cross join lateral (select * from hours.client_week where episode_id = p.episode_id and week_start = p.week_start limit 1) c
  join weeks w on w.program_id = c.program_id join clients.v_client n on n.id = c.client_id join programs.v_program g on g.id = c.program_id
  left join history h on h.episode_id = p.episode_id
  cross join lateral (select admitted_on, discharged_on from episodes.v_episode where id = p.episode_id limit 1) e), '[]') as rows`;
  return { text, params };
}

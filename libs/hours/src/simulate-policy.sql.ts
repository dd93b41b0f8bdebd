/** What the weeks of a program follow from. $1 clinic, $2 program, $3 and $4 days between which closures matter. */
export const PROGRAM = `
select c.time_zone,
  coalesce((select json_agg(json_build_object('id', v.id, 'effectiveFrom', v.effective_from, 'effectiveTo', v.effective_to, 'weekStartsOn', v.week_starts_on,
    'programWeekdays', v.program_weekdays, 'weeklyMinimumMinutes', v.weekly_min_minutes, 'weeklyMaximumMinutes', v.weekly_max_minutes, 'daysMinimum', v.days_min,
    'daysMaximum', v.days_max, 'dayMinimumMinutes', v.day_min_minutes, 'prorate', v.prorate_partial_weeks) order by v.effective_from)
    from programs.v_policy_version v where v.program_id = p.id), '[]') as policies,
  coalesce((select json_agg(json_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')))
    from clinics.v_opening_hours h where h.clinic_id = p.clinic_id and h.room_id is null), '[]') as hours,
  coalesce((select json_agg(x.day) from clinics.v_closure x where x.clinic_id = p.clinic_id and x.day between $3 and $4), '[]') as closures
from programs.v_program p join clinics.v_clinic c on c.id = p.clinic_id where p.clinic_id = $1 and p.id = $2`;

/** How many stays of a program lie in the weeks. $1 clinic, $2 program, $3 and $4 first and last day. */
export const TOTAL = `
select (select count(*) from episodes.v_episode e where e.clinic_id = $1 and e.program_id = $2 and e.discharged_on is null and e.admitted_on <= $4)
  + (select count(*) from episodes.v_episode e where e.clinic_id = $1 and e.program_id = $2 and e.discharged_on >= $3 and e.admitted_on <= $4) as total`;

/**
 * A page of those stays with all their weeks follow from, and the weeks as they are kept. $1 to $4 as in TOTAL, $5 the stay
 * before, $6 how many, $7 and $8 first and last instant of the weeks.
 */
export const STAYS = `
with page as materialized (
  select * from (
    (select id, client_id, admitted_on, discharged_on from episodes.v_episode where clinic_id = $1 and program_id = $2 and discharged_on is null and admitted_on <= $4 and ($5::uuid is null or id > $5) order by id limit $6)
    union all
    (select id, client_id, admitted_on, discharged_on from episodes.v_episode where clinic_id = $1 and program_id = $2 and discharged_on >= $3 and admitted_on <= $4 and ($5::uuid is null or id > $5) order by id limit $6)
  ) either order by id limit $6
)
select e.id as "episodeId", e.client_id as "clientId", n.chart_number as "chartNumber", n.given_name as "givenName", n.family_name as "familyName",
  n.preferred_name as "preferredName", n.pronouns, e.admitted_on as "admittedOn", e.discharged_on as "dischargedOn",
  coalesce((select json_agg(json_build_object('effectiveFrom', h.effective_from, 'minutesPerWeek', h.minutes_per_week, 'daysPerWeek', h.days_per_week) order by h.effective_from)
    from episodes.v_prescribed_hours h where h.episode_id = e.id), '[]') as prescriptions,
  coalesce((select json_agg(json_build_object('status', q.status, 'sessionStart', s.starts_at, 'sessionEnd', s.ends_at, 'arrivedAt', q.arrived_at, 'departedAt', q.departed_at,
      'breaks', s.breaks, 'countsTowardHours', s.counts_toward_hours, 'makeUp', q.is_make_up))
    from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
    where q.episode_id = e.id and q.starts_at >= $7 and q.starts_at < $8 and q.status <> 'cancelled' and q.live), '[]') as places,
  coalesce((select json_agg(json_build_object('weekStart', w.week_start, 'weekEnd', w.week_end, 'endsAt', w.ends_at, 'bookableUntil', w.bookable_until, 'maximum', w.weekly_max_minutes,
      'prescribedMinutes', w.prescribed_minutes, 'attendedMinutes', w.attended_minutes, 'plannedMinutes', w.planned_minutes, 'daysPerDiem', w.days_per_diem))
    from hours.v_client_week w where w.episode_id = e.id and w.week_end > $3 and w.week_start <= $4), '[]') as weeks
from page e join clients.v_client n on n.id = e.client_id order by e.id`;

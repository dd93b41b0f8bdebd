/** What the make-ups of a client week are read by. Throughout: $1 clinic, $2 episode, $3 week start, $4 now. */

/** How many open seats are weighed, those on days the client comes anyway and the soonest first. */
const WEIGHED = 200;

const OFFERED_MINUTES = `case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end`;

/** What a week asks for, has and may have. Days are those with minutes on them, as the client week counts them. */
export const WEEK = /* sql */ `
select c.client_id, c.program_id, z.time_zone as zone, w.week_end, e.admitted_on, e.discharged_on, w.ends_at <= $4 as week_over, c.prescribed_minutes as prescribed, c.planned_minutes as planned,
  c.attended_minutes + c.planned_minutes as projected, w.weekly_max_minutes as maximum, coalesce(v.days_max, 7) as days_maximum,
  coalesce((select json_agg(distinct s.clinic_day) from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
    where q.episode_id = c.episode_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at and q.live and s.counts_toward_hours
      and (q.credited_minutes > 0 or q.status = 'booked')), '[]') as days
from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
join episodes.v_episode e on e.id = c.episode_id join clinics.v_clinic z on z.id = c.clinic_id
left join programs.v_policy_version v on v.program_id = c.program_id and v.effective_from <= c.week_start and (v.effective_to is null or v.effective_to >= c.week_start)
where c.clinic_id = $1 and c.episode_id = $2 and c.week_start = $3`;

/**
 * Group sessions of the week that are to come, of the episode's program, that count, on a day of the stay on which the
 * clinic is open. A closed group takes its own members only. Their names are asked for the few that are offered.
 */
const seats = (only: string, order: string): string => /* sql */ `
with week as materialized (
  select c.episode_id, c.client_id, c.program_id, w.starts_at, w.ends_at, w.week_start, w.week_end, e.admitted_on, e.discharged_on
  from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
  join episodes.v_episode e on e.id = c.episode_id
  where c.clinic_id = $1 and c.episode_id = $2 and c.week_start = $3
), busy as materialized (
  select q.session_id, q.starts_at, q.ends_at, q.holds_seat and q.live as there, q.status <> 'cancelled' as placed, s.clinic_day
  from week k join scheduling.v_participation q on q.client_id = k.client_id and q.starts_at >= k.starts_at - interval '1 day' and q.starts_at < k.ends_at
  join scheduling.v_session s on s.id = q.session_id
)
select s.id, s.clinic_day, s.starts_at, s.ends_at, ${OFFERED_MINUTES} as minutes
from week k join scheduling.v_session s on s.clinic_id = $1 and s.clinic_day >= k.week_start and s.clinic_day < k.week_end
left join scheduling.v_group g on g.id = s.group_id
where s.program_id = k.program_id and s.kind = 'group' and s.live and s.counts_toward_hours and s.starts_at > $4
  and s.starts_at >= k.starts_at and s.starts_at < k.ends_at and s.clinic_day >= k.admitted_on and (k.discharged_on is null or s.clinic_day <= k.discharged_on)
  and s.clinic_day <> all (array(select x.day from clinics.v_closure x where x.clinic_id = $1 and x.day >= $3 and x.day < $3::date + 7))
  and (g.enrollment is distinct from 'closed' or exists (select from scheduling.v_group_member m where m.group_id = g.id and m.episode_id = k.episode_id
    and m.joined_on <= s.clinic_day and (m.left_on is null or m.left_on >= s.clinic_day)))
  and ${only} ${order}`;
const SEATS = seats(
  `s.seats_taken < s.capacity
  and not exists (select from busy b where (b.session_id = s.id and b.placed) or (b.there and b.starts_at < s.ends_at and b.ends_at > s.starts_at))`,
  `order by exists (select from busy b where b.there and b.clinic_day = s.clinic_day) desc, s.starts_at, s.id limit ${WEIGHED}`,
);
/** One session as a seat: $5 which. */
export const ONE_SEAT = /* sql */ `select clinic_day as day, starts_at as "startsAt", ends_at as "endsAt", minutes from (${seats('s.id = $5', '')}) s`;

/** What sessions are called, who leads them, where, and the seats they have left. $1 which. */
export const DETAILS = /* sql */ `
select s.id, s.title, s.capacity - s.seats_taken as "seatsLeft", s.service_id as "serviceId", s.room_id as "roomId", r.name as "roomName",
  (select string_agg(trim(t.given_name || ' ' || t.family_name), ', ' order by x.position) from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id
    where x.session_id = s.id) as "staffName"
from scheduling.v_session s left join clinics.v_room r on r.id = s.room_id where s.id = any($1::uuid[])`;

/**
 * The individual service, the clinicians of the care team who lead sessions, and the open program days still to come, each
 * with the time that would suit: right after what the client has that day.
 */
const INDIVIDUAL = /* sql */ `
select v.id as service_id, v.name as title,
  coalesce((select json_agg(json_build_object('id', x.id, 'name', x.name)) from (
    select t.id, trim(t.given_name || ' ' || t.family_name) as name from (
      select m.staff_id, bool_or(m.is_primary) as is_primary from episodes.v_care_team_member m
      where m.episode_id = c.episode_id and m.from_day < w.week_end and (m.to_day is null or m.to_day >= ($4::timestamptz at time zone z.time_zone)::date) group by m.staff_id) m
    join team.v_staff t on t.id = m.staff_id and t.active
    where v.disciplines = '{}' or t.discipline = any(v.disciplines)
    order by m.is_primary desc, t.sort_name, t.id limit 3) x), '[]') as staff,
  coalesce((select json_agg(json_build_object('day', d, 'near', coalesce((
      select max(q.ends_at) from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
      where q.client_id = c.client_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at and q.live and q.holds_seat and s.clinic_day = d),
      (d + time '12:00') at time zone z.time_zone)) order by d)
    from unnest(w.open_dates) d
    where d >= ($4::timestamptz at time zone z.time_zone)::date and d >= e.admitted_on and (e.discharged_on is null or d <= e.discharged_on)), '[]') as days
from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
join episodes.v_episode e on e.id = c.episode_id join clinics.v_clinic z on z.id = c.clinic_id
join lateral (
  select * from programs.v_service v where v.clinic_id = $1 and v.active and v.counts_toward_hours and v.kind = 'individual'
  order by v.category = 'individual_therapy' desc, v.name, v.id limit 1) v on true
where c.clinic_id = $1 and c.episode_id = $2 and c.week_start = $3`;

/** The week, its open seats as bare rows (times in epoch seconds) and what an individual session could be, in one reading. */
export const MENDABLE = /* sql */ `
select (select row_to_json(w) from (${WEEK}) w) as week,
  coalesce((select json_agg(json_build_array(s.id, s.clinic_day, date_part('epoch', s.starts_at), date_part('epoch', s.ends_at), s.minutes)) from (${SEATS}) s), '[]') as seats,
  (select row_to_json(i) from (${INDIVIDUAL}) i) as individual`;

/** What the make-ups of a client week are read by. Throughout: $1 clinic, $2 episode, $3 week start, $4 now. */

/** How many open seats are weighed, those on days the client comes anyway and the soonest first. */
const WEIGHED = 200;

const OFFERED_MINUTES = `case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end`;

/** The week with the numbers it goes by, the places the client has in it or right before it, and the sessions that are not for them. */
const SHARED = /* sql */ `
with week as materialized (
  select c.episode_id, c.client_id, c.program_id, c.prescribed_minutes, c.planned_minutes, c.attended_minutes, w.starts_at, w.ends_at, w.week_start, w.week_end,
    w.open_dates, w.weekly_max_minutes, e.admitted_on, e.discharged_on, z.time_zone, ($4::timestamptz at time zone z.time_zone)::date as today, coalesce(v.days_max, 7) as days_max
  from hours.client_week c join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start
  join episodes.v_episode e on e.id = c.episode_id join clinics.v_clinic z on z.id = c.clinic_id
  left join programs.v_policy_version v on v.program_id = c.program_id and v.effective_from <= c.week_start and (v.effective_to is null or v.effective_to >= c.week_start)
  where c.clinic_id = $1 and c.episode_id = $2 and c.week_start = $3
), place as materialized (
  select q.session_id, q.starts_at, q.ends_at, q.holds_seat and q.live as taken, q.status <> 'cancelled' as booked, s.clinic_day,
    q.episode_id = k.episode_id and q.live and s.counts_toward_hours and (q.credited_minutes > 0 or q.status = 'booked') as counts
  from week k join scheduling.v_participation q on q.client_id = k.client_id and q.starts_at >= k.starts_at - interval '1 day' and q.starts_at < k.ends_at
  join scheduling.v_session s on s.id = q.session_id
), apart as materialized (
  select q.session_id from week k join scheduling.v_keep_apart x on x.client_id = k.client_id
  join scheduling.v_participation q on q.client_id = x.other_client_id and q.holds_seat and q.starts_at >= k.starts_at and q.starts_at < k.ends_at
)`;

/** What the week asks for, has and may have. Days are those with minutes on them, as the client week counts them. */
const OF_WEEK = /* sql */ `
select k.client_id, k.program_id, k.time_zone as zone, k.week_end, k.admitted_on, k.discharged_on, k.ends_at <= $4 as week_over, k.prescribed_minutes as prescribed,
  k.planned_minutes as planned, k.attended_minutes + k.planned_minutes as projected, k.weekly_max_minutes as maximum, k.days_max as days_maximum,
  coalesce((select json_agg(distinct p.clinic_day) from place p where p.counts and p.starts_at >= k.starts_at), '[]') as days
from week k`;

/**
 * Group sessions of the week that are to come, of the episode's program, that count, on a day of the stay on which the
 * clinic is open, with nobody in it from whom the client is kept apart. A closed group takes its own members only. Their names are asked for the few that are offered.
 */
const seats = (only: string, order: string): string => /* sql */ `
select s.id, s.clinic_day, s.starts_at, s.ends_at, ${OFFERED_MINUTES} as minutes
from week k join scheduling.v_session s on s.clinic_id = $1 and s.clinic_day >= k.week_start and s.clinic_day < k.week_end
left join scheduling.v_group g on g.id = s.group_id
where s.program_id = k.program_id and s.kind = 'group' and s.live and s.counts_toward_hours and s.starts_at > $4
  and s.starts_at >= k.starts_at and s.starts_at < k.ends_at and s.clinic_day >= k.admitted_on and (k.discharged_on is null or s.clinic_day <= k.discharged_on)
  and s.clinic_day <> all (array(select x.day from clinics.v_closure x where x.clinic_id = $1 and x.day >= $3 and x.day < $3::date + 7))
  and s.id <> all (array(select session_id from apart))
  and (g.enrollment is distinct from 'closed' or exists (select from scheduling.v_group_member m where m.group_id = g.id and m.episode_id = k.episode_id
    and m.joined_on <= s.clinic_day and (m.left_on is null or m.left_on >= s.clinic_day)))
  and ${only} ${order}`;
const OPEN_SEATS = seats(
  `s.seats_taken < s.capacity
  and not exists (select from place p where (p.session_id = s.id and p.booked) or (p.taken and p.starts_at < s.ends_at and p.ends_at > s.starts_at))`,
  `order by s.clinic_day = any (array(select p.clinic_day from place p where p.taken)) desc, s.starts_at, s.id limit ${WEIGHED}`,
);

/**
 * The individual service, the clinicians of the care team who lead sessions, and the open program days still to come, each
 * with the time that would suit: right after what the client has that day.
 */
const INDIVIDUAL = /* sql */ `
select v.id as service_id, v.name as title,
  coalesce((select json_agg(json_build_object('id', x.id, 'name', x.name)) from (
    select t.id, trim(t.given_name || ' ' || t.family_name) as name from (
      select m.staff_id, bool_or(m.is_primary) as is_primary from episodes.v_care_team_member m
      where m.episode_id = k.episode_id and m.from_day < k.week_end and (m.to_day is null or m.to_day >= k.today) group by m.staff_id) m
    join team.v_staff t on t.id = m.staff_id and t.active
    where v.disciplines = '{}' or t.discipline = any(v.disciplines)
    order by m.is_primary desc, t.sort_name, t.id limit 3) x), '[]') as staff,
  coalesce((select json_agg(json_build_object('day', d, 'near', coalesce((select max(p.ends_at) from place p where p.taken and p.clinic_day = d and p.starts_at >= k.starts_at),
      (d + time '12:00') at time zone k.time_zone)) order by d)
    from unnest(k.open_dates) d where d >= k.today and d >= k.admitted_on and (k.discharged_on is null or d <= k.discharged_on)), '[]') as days
from week k join lateral (
  select v.id, v.name, v.disciplines from programs.v_service v where v.clinic_id = $1 and v.active and v.counts_toward_hours and v.kind = 'individual'
  order by v.category = 'individual_therapy' desc, v.name, v.id limit 1) v on true`;

export const WEEK = `${SHARED} ${OF_WEEK}`;

/** The week, its open seats as bare columns (times in epoch seconds; null where there are none) and what an individual session could be, and whether a payer authorized anything, in one reading. */
export const MENDABLE = /* sql */ `${SHARED}
select (select row_to_json(w) from (${OF_WEEK}) w) as week,
  (select json_build_array(array_agg(s.id), array_agg(s.clinic_day), array_agg(date_part('epoch', s.starts_at)), array_agg(date_part('epoch', s.ends_at)), array_agg(s.minutes))
    from (${OPEN_SEATS}) s) as seats,
  (select row_to_json(i) from (${INDIVIDUAL}) i) as individual,
  exists (select from episodes.v_authorization a where a.episode_id = $2 and a.withdrawn_at is null) as authorized`;

/** One session as a seat: $5 which. */
export const ONE_SEAT = /* sql */ `${SHARED}
select s.clinic_day as day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.minutes from (${seats('s.id = $5', '')}) s`;

/** What sessions are called, who leads them, where, and the seats they have left. $1 which. */
export const DETAILS = /* sql */ `
select s.id, s.title, s.capacity - s.seats_taken as "seatsLeft", s.service_id as "serviceId", s.room_id as "roomId", r.name as "roomName",
  (select string_agg(trim(t.given_name || ' ' || t.family_name), ', ' order by x.position) from scheduling.v_session_staff x join team.v_staff t on t.id = x.staff_id
    where x.session_id = s.id) as "staffName"
from scheduling.v_session s left join clinics.v_room r on r.id = s.room_id where s.id = any($1::uuid[])`;

/**
 * The minutes of client weeks after attendance: the given ledger entries, and the weeks of the given days summed anew from
 * their places. What `RECOMPUTE` would make of them, for the one news that leaves prescription, calendar and policy alone;
 * made for rosters, so a session is read once, however many of the episodes share it. Says whether every week was there:
 * where one is missing nothing is written, and `RECOMPUTE` has all of it to do.
 * $1 episodes and $2 days of the places, each episode once; $3 clinic, $4 rule version, $5 author's id, $6 author's name,
 * $7 now; then the ledger entries: $8 ids, $9 episodes, $10 places, $11 sessions, $12 days, $13 minutes, $14 marks.
 */
export const RECOUNT = `
with weeks as materialized (
  select c.episode_id, c.week_start, w.starts_at, w.ends_at, w.day_min_minutes, w.policy_version_id
  from unnest($1::uuid[], $2::date[]) as g(episode_id, day)
  join hours.client_week c on c.episode_id = g.episode_id and c.week_start <= g.day and c.week_start > g.day - 7
  join hours.program_week w on w.program_id = c.program_id and w.week_start = c.week_start and w.week_end > g.day
), whole as materialized (
  select (select count(*) from weeks) = cardinality($1::uuid[]) as there
), entered as (
  insert into hours.ledger_entry (id, clinic_id, episode_id, participation_id, session_id, service_day, minutes, kind, rule_version,
    policy_version_id, mark_id, author_user_id, author_name, reason, recorded_at)
  select l.id, $3, l.episode_id, l.participation_id, l.session_id, l.service_day, l.minutes, case when l.minutes > 0 then 'credit' else 'reversal' end, $4,
    w.policy_version_id, l.mark_id, $5, $6, (select k.reason from attendance.v_mark k where k.id = l.mark_id), $7
  from unnest($8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::date[], $13::int[], $14::uuid[])
    as l(id, episode_id, participation_id, session_id, service_day, minutes, mark_id)
  join weeks w on w.episode_id = l.episode_id where (select there from whole)
), places as materialized (
  select w.episode_id, w.week_start, w.day_min_minutes, q.session_id, q.status, q.credited_minutes, q.is_make_up
  from weeks w join scheduling.v_participation q on q.episode_id = w.episode_id and q.starts_at >= w.starts_at and q.starts_at < w.ends_at
    and q.status <> 'cancelled' and q.live
), held as materialized (
  select s.id, s.clinic_day,
    -- The function is asked only where there are breaks: it cannot be inlined, and most sessions have none.
    case when not s.counts_toward_hours then 0
      when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int
      else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end as offered
  from scheduling.v_session s where s.id = any(array(select distinct session_id from places))
), days as (
  select p.episode_id, p.week_start, p.day_min_minutes, h.clinic_day, sum(p.credited_minutes) as attended,
    sum(case when p.is_make_up then p.credited_minutes else 0 end) as made_up,
    sum(case p.status when 'booked' then h.offered else 0 end) as planned,
    sum(case p.status when 'excused' then h.offered else 0 end) as excused,
    sum(case when p.status in ('booked', 'excused') then 0 else h.offered - p.credited_minutes end) as missed
  from places p join held h on h.id = p.session_id group by p.episode_id, p.week_start, p.day_min_minutes, h.clinic_day
), sums as (
  select episode_id, week_start, sum(attended) as attended, sum(planned) as planned, sum(excused) as excused, sum(missed) as missed, sum(made_up) as made_up,
    sum(case when attended > 0 then 1 else 0 end) as days_attended, sum(case when attended = 0 and planned > 0 then 1 else 0 end) as days_planned,
    sum(case when attended > 0 and attended >= day_min_minutes then 1 else 0 end) as days_per_diem
  from days group by episode_id, week_start
), recounted as (
  update hours.client_week c set attended_minutes = m.attended, planned_minutes = m.planned, excused_minutes = m.excused, missed_minutes = m.missed,
    make_up_minutes = m.made_up, days_attended = m.days_attended, days_planned = m.days_planned, days_per_diem = m.days_per_diem
  from sums m where c.episode_id = m.episode_id and c.week_start = m.week_start and (select there from whole)
)
select there from whole`;

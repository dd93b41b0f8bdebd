/** Locks the episodes, in one order for all. $1 episodes, $2 clinic. */
export const LOCK_EPISODES = 'select id from episodes.v_episode where id = any($1::uuid[]) and clinic_id = $2 order by id for no key update';

/**
 * The ledger of the given places and the client weeks of the given spans, computed from scratch. Gives back the days
 * whose program weeks are not there yet; then nothing is written.
 * $1 episodes, $2 first days, $3 last days, $4 places, $5 ids for ledger entries (two a place), $6 marks, $7 clinic,
 * $8 rule version, $9 author's id, $10 author's name, $11 now, $12 whether to write also where program weeks are missing.
 */
export const RECOMPUTE = `
with spans as materialized (
  select e.id as episode_id, e.clinic_id, e.client_id, e.program_id, e.admitted_on, e.discharged_on, a.from_day, a.to_day
  from unnest($1::uuid[], $2::date[], $3::date[]) as a(episode_id, from_day, to_day) join episodes.v_episode e on e.id = a.episode_id and e.clinic_id = $7
), missing as materialized (
  select a.program_id, min(a.from_day) as from_day, max(a.to_day) as to_day from spans a
  where (select coalesce(sum(least(w.week_end, a.to_day + 1) - greatest(w.week_start, a.from_day)), 0) from hours.program_week w
    where w.program_id = a.program_id and w.week_start <= a.to_day and w.week_end > a.from_day) <= a.to_day - a.from_day
  group by a.program_id
), stands as (
  -- What the places are worth now.
  select p.id as participation_id, p.episode_id, p.session_id, s.clinic_day as service_day, p.credited_minutes as minutes
  from scheduling.v_participation p join scheduling.v_session s on s.id = p.session_id
  where p.id = any($4::uuid[]) and p.episode_id is not null and p.credited_minutes > 0
), stood as (
  -- What the ledger says they are worth.
  select l.participation_id, l.episode_id, l.session_id, l.service_day, sum(l.minutes)::int as minutes
  from hours.ledger_entry l where l.participation_id = any($4::uuid[])
  group by l.participation_id, l.episode_id, l.session_id, l.service_day having sum(l.minutes) <> 0
), moved as (
  select row_number() over (order by participation_id, minutes) as n, m.* from (
    select stood.participation_id, stood.episode_id, stood.session_id, stood.service_day, - stood.minutes as minutes from stood
    where not exists (select from stands where (stands.participation_id, stands.episode_id, stands.service_day, stands.minutes) = (stood.participation_id, stood.episode_id, stood.service_day, stood.minutes))
    union all
    select stands.participation_id, stands.episode_id, stands.session_id, stands.service_day, stands.minutes from stands
    where not exists (select from stood where (stood.participation_id, stood.episode_id, stood.service_day, stood.minutes) = (stands.participation_id, stands.episode_id, stands.service_day, stands.minutes))
  ) m
), entered as (
  insert into hours.ledger_entry (id, clinic_id, episode_id, participation_id, session_id, service_day, minutes, kind, rule_version,
    policy_version_id, mark_id, author_user_id, author_name, reason, recorded_at)
  select coalesce(($5::uuid[])[n], gen_random_uuid()), $7, m.episode_id, m.participation_id, m.session_id, m.service_day, m.minutes,
    case when m.minutes > 0 then 'credit' else 'reversal' end, $8,
    (select w.policy_version_id from episodes.v_episode e join hours.program_week w on w.program_id = e.program_id
      where e.id = m.episode_id and w.week_start <= m.service_day and w.week_end > m.service_day),
    k.id, $9, $10, coalesce(k.reason, case when k.id is null then 'The session was changed.' end), $11
  from moved m left join attendance.v_mark k on k.participation_id = m.participation_id and k.id = any($6::uuid[])
  where $12 or not exists (select from missing)
), asked as materialized (
  select distinct a.episode_id, a.clinic_id, a.client_id, a.program_id, w.week_start, w.week_end, w.starts_at, w.ends_at, w.open_dates,
    w.open_days, w.program_days, w.prorate, w.day_min_minutes,
    greatest(w.week_start, a.admitted_on) as first_day, least(w.week_end - 1, coalesce(a.discharged_on, w.week_end - 1)) as last_day
  from spans a join hours.program_week w on w.program_id = a.program_id and w.week_start <= a.to_day and w.week_end > a.from_day
  where $12 or not exists (select from missing)
), computed as materialized (
  select a.episode_id, a.week_start, a.clinic_id, a.program_id, a.client_id,
    coalesce(p.full_minutes, 0) as full_minutes,
    case when not a.prorate then coalesce(p.full_minutes, 0) when a.program_days < 1 then 0
      else (2 * p.summed + a.program_days) / (2 * a.program_days) end as prescribed,
    m.attended, m.planned, m.excused, m.missed, m.made_up, m.days_attended, m.days_planned, m.days_per_diem,
    case when a.prorate and p.full_days is not null then least(p.full_days, p.counted) else p.full_days end as prescribed_days,
    p.counted as counted_days,
    case when a.first_day > a.last_day then array['not_in_episode']
      when p.full_minutes is null then array['not_prescribed']
      else array_remove(array[
        case when a.first_day <> a.week_start then 'admitted' end,
        case when a.last_day <> a.week_end - 1 then 'discharged' end,
        case when a.open_days < a.program_days then 'closed' end,
        case when p.kinds > 1 then 'changed' end], null) end as causes,
    -- A week outside the episode is kept only while somebody is booked in it.
    a.first_day <= a.last_day or m.places > 0 as kept
  from asked a
  cross join lateral (
    -- The prescription in force on each day of the week that lies in the episode.
    select count(*) filter (where open) as counted, coalesce(sum(per_week) filter (where open), 0) as summed,
      count(distinct coalesce(per_week, -1)) as kinds,
      (array_agg(per_week order by day) filter (where per_week is not null))[1] as full_minutes,
      (array_agg(days order by day) filter (where per_week is not null))[1] as full_days
    from (
      select (a.first_day + i) as day, (a.first_day + i) = any(a.open_dates) as open, h.minutes_per_week as per_week, h.days_per_week as days
      from generate_series(0, a.last_day - a.first_day) i
      left join lateral (
        select minutes_per_week, days_per_week from episodes.v_prescribed_hours h
        where h.episode_id = a.episode_id and h.effective_from <= a.first_day + i order by h.effective_from desc limit 1) h on true
    ) each_day
  ) p
  cross join lateral (
    -- The places of the week, summed by day and then over the week.
    select coalesce(sum(attended), 0) as attended, coalesce(sum(planned), 0) as planned, coalesce(sum(excused), 0) as excused,
      coalesce(sum(missed), 0) as missed, coalesce(sum(made_up), 0) as made_up, coalesce(sum(places), 0) as places,
      count(*) filter (where attended > 0) as days_attended, count(*) filter (where attended = 0 and planned > 0) as days_planned,
      count(*) filter (where attended > 0 and attended >= a.day_min_minutes) as days_per_diem
    from (
      select s.clinic_day, count(*) as places,
        sum(q.credited_minutes) as attended,
        sum(q.credited_minutes) filter (where q.is_make_up) as made_up,
        sum(o.offered) filter (where q.status = 'booked') as planned,
        sum(o.offered) filter (where q.status = 'excused') as excused,
        sum(o.offered - q.credited_minutes) filter (where q.status not in ('booked', 'excused')) as missed
      from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
      cross join lateral (
        -- The function is asked only where there are breaks: it cannot be inlined, and most sessions have none.
        select case when not s.counts_toward_hours then 0
          when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int
          else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end as offered) o
      where q.episode_id = a.episode_id and q.starts_at >= a.starts_at and q.starts_at < a.ends_at and q.status <> 'cancelled' and q.live
      group by s.clinic_day
    ) each_day
  ) m
), dropped as (
  delete from hours.client_week w using computed c where not c.kept and w.episode_id = c.episode_id and w.week_start = c.week_start
), kept as (
insert into hours.client_week as w (episode_id, week_start, clinic_id, program_id, client_id, full_minutes, prescribed_minutes, attended_minutes,
  planned_minutes, excused_minutes, missed_minutes, make_up_minutes, days_attended, days_planned, days_per_diem, prescribed_days, counted_days, causes)
select episode_id, week_start, clinic_id, program_id, client_id, full_minutes, prescribed, attended, planned, excused, missed, made_up,
  days_attended, days_planned, days_per_diem, prescribed_days, counted_days, causes
from computed where kept order by episode_id, week_start
on conflict (episode_id, week_start) do update set full_minutes = excluded.full_minutes, prescribed_minutes = excluded.prescribed_minutes,
  attended_minutes = excluded.attended_minutes, planned_minutes = excluded.planned_minutes, excused_minutes = excluded.excused_minutes,
  missed_minutes = excluded.missed_minutes, make_up_minutes = excluded.make_up_minutes, days_attended = excluded.days_attended,
  days_planned = excluded.days_planned, days_per_diem = excluded.days_per_diem, prescribed_days = excluded.prescribed_days,
  counted_days = excluded.counted_days, causes = excluded.causes
where (w.full_minutes, w.prescribed_minutes, w.attended_minutes, w.planned_minutes, w.excused_minutes, w.missed_minutes, w.make_up_minutes,
    w.days_attended, w.days_planned, w.days_per_diem, w.prescribed_days, w.counted_days, w.causes)
  is distinct from (excluded.full_minutes, excluded.prescribed_minutes, excluded.attended_minutes, excluded.planned_minutes, excluded.excused_minutes,
    excluded.missed_minutes, excluded.make_up_minutes, excluded.days_attended, excluded.days_planned, excluded.days_per_diem, excluded.prescribed_days,
    excluded.counted_days, excluded.causes)
)
select program_id, from_day, to_day from missing`;

/**
 * What is used and booked of each authorization `a` (of an episode in a program), by its unit, counted anew from the ledger and
 * from the places that stand: `u.used`, `u.booked`. A day counts as the client week counts it: attended minutes reach the
 * day minimum of its program week; booked is what would make it count and is not recorded yet. `each_day` adds what else is
 * wanted of the days `d`.
 */
export const useOf = (eachDay = ''): string => /* sql */ `
cross join lateral (
  select case a.unit when 'minute' then coalesce(sum(d.attended), 0) else count(*) filter (where d.counts) end::int as used,
    case a.unit when 'minute' then coalesce(sum(d.planned), 0) else count(*) filter (where not d.counts and d.would_count) end::int as booked${eachDay && `, ${eachDay}`}
  from (
    select m.day, m.attended, m.planned, m.attended > 0 and m.attended >= w.day_min_minutes as counts, m.planned > 0 and m.attended + m.planned >= w.day_min_minutes as would_count
    from (
      select day, sum(attended)::int as attended, sum(planned)::int as planned from (
        select l.service_day as day, l.minutes as attended, 0 as planned from hours.ledger_entry l
        where l.episode_id = a.episode_id and l.service_day >= a.starts_on and l.service_day <= a.ends_on
        union all
        -- Whatever the zone, a clinic day lies between the day before and the day after of UTC.
        select s.clinic_day, 0, case when s.breaks = '[]' then floor(extract(epoch from s.ends_at - s.starts_at) / 60)::int else attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks) end
        from scheduling.v_participation q join scheduling.v_session s on s.id = q.session_id
        where q.episode_id = a.episode_id and q.starts_at >= (a.starts_on - 1)::timestamp at time zone 'UTC' and q.starts_at < (a.ends_on + 2)::timestamp at time zone 'UTC'
          and q.status = 'booked' and q.live and s.counts_toward_hours and s.clinic_day >= a.starts_on and s.clinic_day <= a.ends_on
      ) each_place group by day
    ) m
    join hours.program_week w on w.program_id = a.program_id and w.week_start <= m.day and w.week_start > m.day - 7 and w.week_end > m.day
  ) d
) u`;

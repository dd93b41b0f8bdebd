import { Injectable } from '@nestjs/common';
import { Database, type ClinicDay } from '#platform';

/** A client's week and what sessions are worth in it. All in whole minutes. */
export interface WeekAtStake {
  episodeId: string;
  client: { id: string; givenName: string; familyName: string; preferredName: string | null };
  weekStart: ClinicDay;
  prescribedMinutes: number;
  /** Attended, and still planned. */
  projectedMinutes: number;
  /** What each of the sessions counts for, should it not take place. */
  sessions: { sessionId: string; minutes: number }[];
  /** Minutes short of the prescription now, and should none of them take place. */
  shortBy: number;
  shortWithout: number;
}

const WEEKS = /* sql */ `
  select c.episode_id as "episodeId", c.week_start as "weekStart", c.prescribed_minutes as "prescribedMinutes", c.attended_minutes + c.planned_minutes as "projectedMinutes",
    json_build_object('id', k.id, 'givenName', k.given_name, 'familyName', k.family_name, 'preferredName', k.preferred_name) as client, p.sessions, p.minutes
  from (
    select q.episode_id, w.program_id, w.week_start, sum(m.minutes)::int as minutes, json_agg(json_build_object('sessionId', q.session_id, 'minutes', m.minutes) order by q.session_id) as sessions
    from scheduling.v_participation q
    join scheduling.v_session s on s.id = q.session_id and s.counts_toward_hours
    join episodes.v_episode e on e.id = q.episode_id
    join hours.program_week w on w.program_id = e.program_id and w.week_start <= s.clinic_day and w.week_end > s.clinic_day
    cross join lateral (select attendance.creditable_minutes(s.starts_at, s.ends_at, s.breaks)::int as minutes) m
    where q.clinic_id = $1 and q.session_id = any ($2::uuid[]) and q.live and q.status = 'booked'
    group by 1, 2, 3
  ) p
  join hours.client_week c on c.episode_id = p.episode_id and c.week_start = p.week_start
  join episodes.v_episode e on e.id = p.episode_id
  join clients.v_client k on k.id = e.client_id
  where c.attended_minutes + c.planned_minutes - p.minutes < c.prescribed_minutes
  order by c.prescribed_minutes - (c.attended_minutes + c.planned_minutes - p.minutes) desc, k.sort_name, c.week_start, c.episode_id
  limit 500`;

/** Whose week falls short should these sessions not take place, those who miss most first. */
@Injectable()
export class ShortfallsQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, sessionIds: readonly string[]): Promise<WeekAtStake[]> {
    const rows = await this.database.rows<Omit<WeekAtStake, 'shortBy' | 'shortWithout'> & { minutes: number }>(WEEKS, [clinicId, sessionIds]);
    return rows.map(({ minutes, ...week }) => ({
      ...week,
      shortBy: Math.max(0, week.prescribedMinutes - week.projectedMinutes),
      shortWithout: Math.max(0, week.prescribedMinutes - (week.projectedMinutes - minutes)),
    }));
  }
}

import { Injectable } from '@nestjs/common';
import type { AuthorizationUnit } from '#episodes';
import { Database, addDays, type ClinicDay } from '#platform';
import type { AuthorizedDay } from './authorization-use.js';
import { useOf } from './authorization-use.sql.js';

/** The days of a week that are authorized. Null: nothing is recorded of any payer, so nothing is known. */
export type AuthorizedDays = ReadonlyMap<ClinicDay, AuthorizedDay> | null;

interface Row {
  /** Null where the stay has authorizations, and none in this week. */
  id: string | null;
  starts_on: ClinicDay;
  ends_on: ClinicDay;
  unit: AuthorizationUnit;
  left: number;
  days: [day: ClinicDay, minutes: number][];
  week_end: ClinicDay;
  day_minimum: number;
}

// $1 clinic, $2 episode, $3 week start. No row where nothing was ever authorized.
const OF_WEEK = /* sql */ `
select x.id, x.starts_on, x.ends_on, x.unit, x.left, x.days, w.week_end, w.day_min_minutes as day_minimum
from episodes.v_episode e join hours.program_week w on w.program_id = e.program_id and w.week_start = $3
left join (
  select a.id, a.starts_on, a.ends_on, a.unit, a.granted - u.used - u.booked as left, u.days
  from (select b.*, f.program_id from episodes.v_authorization b join episodes.v_episode f on f.id = b.episode_id
    where b.episode_id = $2 and b.withdrawn_at is null and b.starts_on < $3::date + 7 and b.ends_on >= $3) a
  ${useOf(`coalesce(json_agg(json_build_array(d.day, d.attended + d.planned)) filter (where d.day >= $3 and d.day < $3::date + 7), '[]') as days`)}
) x on true
where e.id = $2 and e.clinic_id = $1 and exists (select from episodes.v_authorization k where k.episode_id = $2 and k.withdrawn_at is null)`;

/** Which days of an episode's week its authorizations cover, and what is left of them. */
@Injectable()
export class AuthorizedDaysQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<AuthorizedDays> {
    const rows = await this.database.planned<Row>(OF_WEEK, [clinicId, episodeId, weekStart]);
    if (rows.length === 0) return null;
    const days = new Map<ClinicDay, AuthorizedDay>();
    for (const { id, starts_on: first, ends_on: last, unit, left, days: busy, week_end: end, day_minimum: dayMinimum } of rows) {
      if (id === null) continue;
      const minutes = new Map(busy);
      for (let day = first > weekStart ? first : weekStart; day <= last && day < end; day = addDays(day, 1)) days.set(day, { authorizationId: id, unit, left, minutes: minutes.get(day) ?? 0, dayMinimum });
    }
    return days;
  }

  /** The same for whoever books by it: the authorizations stay as they are until the transaction ends. */
  async held(clinicId: string, episodeId: string, weekStart: ClinicDay): Promise<AuthorizedDays> {
    await this.database.rows('select id from episodes.v_authorization where clinic_id = $1 and episode_id = $2 and withdrawn_at is null order by id for share', [clinicId, episodeId]);
    return this.run(clinicId, episodeId, weekStart);
  }
}

import { Injectable } from '@nestjs/common';
import { Database, addDays, timeZone, type ClinicDay, type Weekday } from '#platform';
import type { OpeningHours } from './bookable-until.js';
import { programWeeks, type ProgramCalendar, type ProgramWeek } from './program-weeks.js';

interface CalendarRow {
  clinic_id: string;
  time_zone: string;
  policies: { id: string; from: ClinicDay; to: ClinicDay | null; startsOn: Weekday; weekdays: Weekday[]; maximum: number; dayMinimum: number; prorate: boolean }[];
  hours: OpeningHours[];
  closures: ClinicDay[];
}

/** A program week that is there. */
interface KeptWeek {
  week_start: ClinicDay;
  week_end: ClinicDay;
  complete: boolean;
}

/** A stretch of days, both included. */
export interface Days {
  from: ClinicDay;
  to: ClinicDay;
}

const CALENDAR = `
select p.clinic_id, c.time_zone,
  coalesce((select json_agg(json_build_object('id', v.id, 'from', v.effective_from, 'to', v.effective_to, 'startsOn', v.week_starts_on,
    'weekdays', v.program_weekdays, 'maximum', v.weekly_max_minutes, 'dayMinimum', v.day_min_minutes, 'prorate', v.prorate_partial_weeks) order by v.effective_from)
    from programs.v_policy_version v where v.program_id = p.id), '[]') as policies,
  coalesce((select json_agg(json_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')))
    from clinics.v_opening_hours h where h.clinic_id = p.clinic_id and h.room_id is null), '[]') as hours,
  coalesce((select json_agg(x.day) from clinics.v_closure x where x.clinic_id = p.clinic_id and x.day between $2::date - 7 and $3::date + 7), '[]') as closures
from programs.v_program p join clinics.v_clinic c on c.id = p.clinic_id where p.id = $1`;

const GIVEN = `
select * from jsonb_to_recordset($3::jsonb) as g(week_start date, week_end date, starts_at timestamptz, ends_at timestamptz, policy_version_id uuid,
  open_dates date[], program_days int, prorate boolean, day_min_minutes int, weekly_max_minutes int, bookable_until timestamptz, complete boolean)`;

const INSERT = `
insert into hours.program_week as w (program_id, clinic_id, week_start, week_end, starts_at, ends_at, policy_version_id, open_dates, open_days, program_days,
  prorate, day_min_minutes, weekly_max_minutes, bookable_until, complete)
select $1, $2, g.week_start, g.week_end, g.starts_at, g.ends_at, g.policy_version_id, g.open_dates, cardinality(g.open_dates), g.program_days,
  g.prorate, g.day_min_minutes, g.weekly_max_minutes, g.bookable_until, g.complete
from (${GIVEN}) g`;

const UPSERT = `${INSERT}
on conflict (program_id, week_start) do update set policy_version_id = excluded.policy_version_id, open_dates = excluded.open_dates,
  open_days = excluded.open_days, program_days = excluded.program_days, prorate = excluded.prorate, day_min_minutes = excluded.day_min_minutes,
  weekly_max_minutes = excluded.weekly_max_minutes, bookable_until = excluded.bookable_until, starts_at = excluded.starts_at, ends_at = excluded.ends_at`;

/** The weeks of programs: made when first asked for, made anew when calendar or policy change. Inside a transaction only. */
@Injectable()
export class ProgramWeeks {
  constructor(private readonly database: Database) {}

  /** Makes sure the weeks that hold these days are there. A program without any policy has none. */
  async ensure(programId: string, from: ClinicDay, to: ClinicDay): Promise<void> {
    const found = await this.calendar(programId, from, to);
    if (!found) return;
    await this.database.rows(`${INSERT} on conflict do nothing`, [programId, found.clinicId, weekRows(programWeeks(found.calendar, from, to), () => false)]);
  }

  /**
   * Makes the weeks that are there anew, from a day on or between two days, and drops those that the policy no longer
   * knows, with their client weeks.
   * @returns the days whose client weeks must be computed anew, if any.
   */
  async rebuild(programId: string, from: ClinicDay, to: ClinicDay | null): Promise<Days | undefined> {
    await this.holdAlone(programId);
    const kept = await this.database.rows<KeptWeek>(
      `select week_start, week_end, complete from hours.program_week where program_id = $1 and week_end > $2 and ($3::date is null or week_start <= $3) order by week_start`,
      [programId, from, to],
    );
    const [first, last] = [kept[0], kept.at(-1)];
    if (!first || !last) return undefined;
    const days = { from: first.week_start, to: last.week_end };
    const found = await this.calendar(programId, days.from, days.to);
    if (!found) return undefined;
    const weeks = programWeeks(found.calendar, days.from, addDays(days.to, -1));
    const same = new Set(weeks.map((week) => `${week.weekStart} ${week.weekEnd}`));
    const gone = kept.filter((week) => !same.has(`${week.week_start} ${week.week_end}`)).map((week) => week.week_start);
    if (gone.length > 0) {
      await this.database.rows('delete from hours.client_week where program_id = $1 and week_start = any($2::date[])', [programId, gone]);
      await this.database.rows('delete from hours.program_week where program_id = $1 and week_start = any($2::date[])', [programId, gone]);
    }
    const wasComplete = (week: ProgramWeek): boolean => {
      const before = kept.filter((one) => one.week_start < week.weekEnd && one.week_end > week.weekStart);
      return before.length > 0 && before.every((one) => one.complete);
    };
    await this.database.rows(UPSERT, [programId, found.clinicId, weekRows(weeks, wasComplete)]);
    return days;
  }

  /** Nobody else changes the weeks of this program, or whom they are for, until the transaction ends. */
  async holdAlone(programId: string): Promise<void> {
    await this.database.rows(`select pg_advisory_xact_lock(hashtextextended('hours.program_week ' || $1, 0))`, [programId]);
  }

  /** Nobody completes or rebuilds the weeks of these episodes' programs until the transaction ends. */
  async holdForEpisodes(episodeIds: readonly string[]): Promise<void> {
    await this.database.rows(
      `select pg_advisory_xact_lock_shared(hashtextextended('hours.program_week ' || p.program_id, 0))
       from (select distinct program_id from episodes.v_episode where id = any($1::uuid[]) order by program_id) p`,
      [episodeIds],
    );
  }

  private async calendar(programId: string, from: ClinicDay, to: ClinicDay): Promise<{ clinicId: string; calendar: ProgramCalendar } | undefined> {
    const row = await this.database.maybe<CalendarRow>(CALENDAR, [programId, from, to]);
    if (!row || row.policies.length === 0) return undefined;
    return {
      clinicId: row.clinic_id,
      calendar: {
        zone: timeZone(row.time_zone),
        policies: row.policies.map((one) => ({
          id: one.id,
          effectiveFrom: one.from,
          effectiveTo: one.to,
          weekStartsOn: one.startsOn,
          programWeekdays: one.weekdays,
          weeklyMaximumMinutes: one.maximum,
          dayMinimumMinutes: one.dayMinimum,
          prorate: one.prorate,
        })),
        openingHours: row.hours,
        closedDays: new Set(row.closures),
      },
    };
  }
}

function weekRows(weeks: readonly ProgramWeek[], complete: (week: ProgramWeek) => boolean): string {
  return JSON.stringify(
    weeks.map((week) => ({
      week_start: week.weekStart,
      week_end: week.weekEnd,
      starts_at: week.startsAt,
      ends_at: week.endsAt,
      policy_version_id: week.policyVersionId,
      open_dates: week.openDates,
      program_days: week.programDays,
      prorate: week.prorate,
      day_min_minutes: week.dayMinimumMinutes,
      weekly_max_minutes: week.weeklyMaximumMinutes,
      bookable_until: week.bookableUntil,
      complete: complete(week),
    })),
  );
}

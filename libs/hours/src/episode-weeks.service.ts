import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, clinicDayOf, type ClinicDay, type TimeZone } from '#platform';
import { ProgramWeeks } from './program-weeks.service.js';
import { RecomputeWeeks, type Touched } from './recompute-weeks.service.js';

interface EpisodeLife {
  episode_id: string;
  admitted_on: ClinicDay;
  discharged_on: ClinicDay | null;
  time_zone: TimeZone;
  first_kept: ClinicDay | null;
  last_kept: ClinicDay | null;
  last_complete: ClinicDay | null;
}

const LIVES = `
select e.id as episode_id, e.admitted_on, e.discharged_on, c.time_zone, k.first_kept, k.last_kept,
  (select max(w.week_end) - 1 from hours.program_week w where w.program_id = e.program_id and w.complete) as last_complete
from episodes.v_episode e join clinics.v_clinic c on c.id = e.clinic_id
left join lateral (select min(w.week_start) as first_kept, max(w.week_start) + 6 as last_kept from hours.client_week w where w.episode_id = e.id) k on true
where e.clinic_id = $1 and e.id = any($2::uuid[]) order by e.id`;

const LACKING = `
select e.id as episode_id from episodes.v_episode e
where e.program_id = $1 and e.admitted_on < $3::date and (e.discharged_on is null or e.discharged_on >= $2::date)
  and not exists (select from hours.client_week w where w.episode_id = e.id and w.week_start = $2)
order by e.id`;

const OF_PROGRAM = `
select e.id as episode_id from episodes.v_episode e
where e.program_id = $1 and e.admitted_on < $3::date and (e.discharged_on is null or e.discharged_on >= $2::date)
union
select w.episode_id from hours.client_week w where w.program_id = $1 and w.week_start >= $2::date and w.week_start < $3::date
order by 1`;

/** Days beyond today for which every episode has its weeks: to the end of next week, wherever the week begins. */
const DAYS_AHEAD = 13;

/** Sees to it that every episode has its weeks, from admission to discharge or the end of next week. */
@Injectable()
export class EpisodeWeeks {
  constructor(
    private readonly database: Database,
    private readonly programWeeks: ProgramWeeks,
    private readonly recompute: RecomputeWeeks,
    private readonly clock: Clock,
  ) {}

  /** Computes every week of these episodes anew: they were admitted, discharged, or asked for other hours. */
  async ofEpisodes(clinicId: string, episodeIds: readonly string[]): Promise<void> {
    await this.database.transaction(async () => {
      await this.programWeeks.holdForEpisodes(episodeIds);
      const lives = await this.database.rows<EpisodeLife>(LIVES, [clinicId, episodeIds]);
      await this.recompute.run({ clinicId, touched: lives.map((life) => this.wholeLife(life)) });
    });
  }

  /** Gives every episode of a program its client week in each of the program's weeks that hold these days. */
  async complete(clinicId: string, programId: string, from: ClinicDay, to: ClinicDay): Promise<void> {
    await this.database.transaction(async () => {
      await this.programWeeks.holdAlone(programId);
      await this.programWeeks.ensure(programId, from, to);
      const weeks = await this.database.rows<{ week_start: ClinicDay; week_end: ClinicDay }>(
        'select week_start, week_end from hours.program_week where program_id = $1 and week_start <= $3 and week_end > $2 and not complete order by week_start',
        [programId, from, to],
      );
      for (const { week_start: start, week_end: end } of weeks) {
        const lacking = await this.database.rows<{ episode_id: string }>(LACKING, [programId, start, end]);
        const touched = lacking.map((one) => ({ episodeId: one.episode_id, from: start, to: start }));
        if (touched.length > 0) await this.recompute.run({ clinicId, touched });
        await this.database.rows('update hours.program_week set complete = true where program_id = $1 and week_start = $2', [programId, start]);
      }
    });
  }

  /** Computes the weeks of everyone in a program between two days anew. */
  async ofProgram(clinicId: string, programId: string, from: ClinicDay, to: ClinicDay): Promise<void> {
    const episodes = await this.database.rows<{ episode_id: string }>(OF_PROGRAM, [programId, from, addDays(to, 1)]);
    if (episodes.length > 0) await this.recompute.run({ clinicId, touched: episodes.map((one) => ({ episodeId: one.episode_id, from, to })) });
  }

  /** The last day for which every open episode has its week by now. */
  horizon(zone: TimeZone): ClinicDay {
    return addDays(clinicDayOf(this.clock.now(), zone), DAYS_AHEAD);
  }

  private wholeLife(life: EpisodeLife): Touched {
    const ahead = latest(this.horizon(life.time_zone), life.last_complete);
    const end = life.discharged_on !== null && life.discharged_on < ahead ? life.discharged_on : ahead;
    const to = latest(latest(end, life.admitted_on), life.last_kept);
    const from = life.first_kept !== null && life.first_kept < life.admitted_on ? life.first_kept : life.admitted_on;
    return { episodeId: life.episode_id, from, to };
  }
}

function latest(day: ClinicDay, other: ClinicDay | null): ClinicDay {
  return other !== null && other > day ? other : day;
}

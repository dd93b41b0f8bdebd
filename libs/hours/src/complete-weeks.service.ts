import { Injectable } from '@nestjs/common';
import { Clock, Database, clinicDayOf, daysBetween, type ClinicDay, type TimeZone } from '#platform';
import { EpisodeWeeks } from './episode-weeks.service.js';

interface Lacking {
  clinic_id: string;
  program_id: string;
}

/** Programs with a policy whose week of a day is not known to be complete. */
const LACKING = `
select p.clinic_id, p.id as program_id from programs.v_program p
where p.clinic_id = $1 and exists (select from programs.v_policy_version v where v.program_id = p.id)
  and exists (select from generate_series($2::date, $3::date, interval '7 days') d
    where not exists (select from hours.program_week w where w.program_id = p.id and w.week_start <= d and w.week_end > d and w.complete))
order by p.id`;

/** How far from today a week may lie to be completed when somebody looks at it. */
const DAYS_BACK = 800;
const DAYS_AHEAD = 190;

/** Weeks exist for every open episode, also where nothing is booked: by the night's roll, or when somebody looks first. */
@Injectable()
export class CompleteWeeks {
  constructor(
    private readonly database: Database,
    private readonly episodes: EpisodeWeeks,
    private readonly clock: Clock,
  ) {}

  /** This week and the next, in every clinic. */
  async roll(report?: (done: number, total: number) => Promise<void>): Promise<void> {
    const clinics = await this.database.rows<{ id: string; time_zone: TimeZone }>('select id, time_zone from clinics.v_clinic order by id');
    for (const [at, clinic] of clinics.entries()) {
      await this.complete(clinic.id, clinicDayOf(this.clock.now(), clinic.time_zone), this.episodes.horizon(clinic.time_zone));
      await report?.(at + 1, clinics.length);
    }
  }

  /**
   * The weeks that hold a day, completed where they were not.
   * @returns whether anything had to be done.
   */
  async heal(clinicId: string, day: ClinicDay): Promise<boolean> {
    const distance = daysBetween(clinicDayOf(this.clock.now(), 'UTC' as TimeZone), day);
    if (distance < -DAYS_BACK || distance > DAYS_AHEAD) return false;
    return this.complete(clinicId, day, day);
  }

  private async complete(clinicId: string, from: ClinicDay, to: ClinicDay): Promise<boolean> {
    const lacking = await this.database.rows<Lacking>(LACKING, [clinicId, from, to]);
    for (const one of lacking) await this.episodes.complete(one.clinic_id, one.program_id, from, to);
    return lacking.length > 0;
  }
}

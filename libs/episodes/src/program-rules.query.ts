import { Injectable } from '@nestjs/common';
import { Database, notFound, type ClinicDay, type Weekday } from '#platform';

/** The limits of a program's hours policy, in minutes and days per week. */
export interface PolicyLimits {
  weeklyMinMinutes: number;
  weeklyMaxMinutes: number;
  daysMin: number;
  daysMax: number;
  weekStartsOn: Weekday;
}

/** One step of the program's taper. */
export interface PhaseRule {
  name: string;
  weeks: number;
  minutesPerWeek: number;
  daysPerWeek: number;
}

export interface ProgramRules {
  active: boolean;
  /** Null when no policy is in force on the day. */
  policy: PolicyLimits | null;
  phases: PhaseRule[];
}

/** What a program asks of a stay that begins, or is changed, on a day. */
@Injectable()
export class ProgramRulesQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404 when the clinic has no such program. */
  async run(clinicId: string, programId: string, day: ClinicDay): Promise<ProgramRules> {
    const row = await this.database.maybe<ProgramRules>(
      `select p.active,
         (select jsonb_build_object('weeklyMinMinutes', v.weekly_min_minutes, 'weeklyMaxMinutes', v.weekly_max_minutes,
            'daysMin', v.days_min, 'daysMax', v.days_max, 'weekStartsOn', v.week_starts_on)
          from programs.v_policy_version v
          where v.program_id = p.id and daterange(v.effective_from, v.effective_to, '[]') @> $3::date) as policy,
         coalesce((select jsonb_agg(jsonb_build_object('name', f.name, 'weeks', f.weeks, 'minutesPerWeek', f.minutes_per_week,
            'daysPerWeek', f.days_per_week) order by f.position) from programs.v_phase f where f.program_id = p.id), '[]') as phases
       from programs.v_program p where p.id = $2 and p.clinic_id = $1`,
      [clinicId, programId, day],
    );
    if (!row) throw notFound('program');
    return row;
  }
}

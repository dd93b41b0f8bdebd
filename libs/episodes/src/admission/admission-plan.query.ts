import { Injectable } from '@nestjs/common';
import type { ClinicDay } from '#platform';
import { prescriptionsFromPhases, weeksOfPhases, type Prescription } from '../prescription/prescriptions.js';
import { ProgramRulesQuery } from '../program-rules.query.js';

/** What an admission would prescribe. Limits are null when the program has no policy on the day. */
export interface AdmissionPlan {
  active: boolean;
  weeklyMinMinutes: number | null;
  weeklyMaxMinutes: number | null;
  daysMin: number | null;
  daysMax: number | null;
  plannedWeeks: number | null;
  prescriptions: Prescription[];
}

/** Shows what `AdmitClient` would take from the program, before anybody is admitted. */
@Injectable()
export class AdmissionPlanQuery {
  constructor(private readonly programs: ProgramRulesQuery) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, programId: string, admittedOn: ClinicDay): Promise<AdmissionPlan> {
    const { active, policy, phases } = await this.programs.run(clinicId, programId, admittedOn);
    return {
      active,
      weeklyMinMinutes: policy?.weeklyMinMinutes ?? null,
      weeklyMaxMinutes: policy?.weeklyMaxMinutes ?? null,
      daysMin: policy?.daysMin ?? null,
      daysMax: policy?.daysMax ?? null,
      plannedWeeks: weeksOfPhases(phases),
      prescriptions: policy ? prescriptionsFromPhases(phases, admittedOn, policy.weekStartsOn) : [],
    };
  }
}

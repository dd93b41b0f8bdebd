import { Bool, Day, Int, ListOf, OneOf, Text, Uuid, UuidList, type ClinicDay } from '#platform';
import { DISPOSITIONS, type Disposition } from './episode.entity.js';
import { CARE_TEAM_ROLES, type CareTeamRole } from './team/care-team-member.entity.js';

const VERSION = { min: 1, description: 'The version of the stay that was read; another one is refused with 409.' };
const MOST_MINUTES = 10_080;

export class AdmitPrescriptionDto {
  @Day()
  effectiveFrom: ClinicDay;

  @Int({ max: MOST_MINUTES })
  minutesPerWeek: number;

  @Int({ optional: true, nullable: true, max: 7 })
  daysPerWeek?: number | null;

  @Text({ optional: true, nullable: true, max: 80 })
  phaseName?: string | null;

  @Text({ optional: true, nullable: true, max: 1000, description: 'Required when the hours lie outside the program’s policy.' })
  reason?: string | null;
}

export class AdmitTeamMemberDto {
  @Uuid()
  staffId: string;

  @OneOf(CARE_TEAM_ROLES, { name: 'CareTeamRole' })
  role: CareTeamRole;

  @Bool({ optional: true })
  isPrimary?: boolean;
}

export class AdmitClientDto {
  @Uuid()
  clientId: string;

  @Uuid()
  programId: string;

  @Day()
  admittedOn: ClinicDay;

  @ListOf(() => AdmitPrescriptionDto, { optional: true, min: 1, max: 20, description: 'Left out: the program’s phases.' })
  prescriptions?: AdmitPrescriptionDto[];

  @Uuid({ optional: true, nullable: true, description: 'The primary unless said.' })
  orderedByStaffId?: string | null;

  @Int({ optional: true, nullable: true, min: 1, max: 260, description: 'The length of the program’s phases unless said.' })
  plannedWeeks?: number | null;

  @ListOf(() => AdmitTeamMemberDto, { min: 1, max: 20, description: 'Exactly one of them is primary.' })
  careTeam: AdmitTeamMemberDto[];

  @Uuid({ optional: true, nullable: true, description: 'The entry of the waitlist whose offer is taken: 409 `offer-settled` when it is over. A place kept for the client is taken without it too.' })
  intakeEntryId?: string | null;
}

export class AdmittedDto {
  @Uuid()
  id: string;
}

export class AdmissionPlanQueryDto {
  @Uuid()
  programId: string;

  @Day()
  admittedOn: ClinicDay;
}

export class PlannedPrescriptionDto {
  @Day()
  effectiveFrom: ClinicDay;

  @Int()
  minutesPerWeek: number;

  @Int({ nullable: true })
  daysPerWeek: number | null;

  @Text({ nullable: true })
  phaseName: string | null;
}

export class AdmissionPlanDto {
  @Bool({ description: 'Whether the program takes people in.' })
  active: boolean;

  @Int({ nullable: true, description: 'Null throughout when no policy holds on the day; then nobody can be admitted.' })
  weeklyMinMinutes: number | null;

  @Int({ nullable: true })
  weeklyMaxMinutes: number | null;

  @Int({ nullable: true })
  daysMin: number | null;

  @Int({ nullable: true })
  daysMax: number | null;

  @Int({ nullable: true })
  plannedWeeks: number | null;

  @ListOf(() => PlannedPrescriptionDto)
  prescriptions: PlannedPrescriptionDto[];
}

export class ChangePrescriptionDto {
  @Int(VERSION)
  version: number;

  @Day()
  effectiveFrom: ClinicDay;

  @Int({ max: MOST_MINUTES })
  minutesPerWeek: number;

  @Int({ optional: true, nullable: true, max: 7 })
  daysPerWeek?: number | null;

  @Text({ optional: true, nullable: true, max: 80 })
  phaseName?: string | null;

  @Uuid()
  orderedByStaffId: string;

  @Text({ optional: true, nullable: true, max: 1000, description: 'Required outside the policy, and for a day that has passed.' })
  reason?: string | null;

  @OneOf(['keep', 'remove'], { optional: true, description: 'Steps that begin later still come (keep, unless said), or these hours hold until further notice.' })
  laterSteps?: 'keep' | 'remove';
}

export class DischargeDto {
  @Int(VERSION)
  version: number;

  @Day({ description: 'The last day in the program; it may lie ahead.' })
  dischargedOn: ClinicDay;

  @OneOf(DISPOSITIONS, { name: 'Disposition' })
  disposition: Disposition;

  @Text({ optional: true, nullable: true, max: 1000 })
  reason?: string | null;
}

export class TakeBackDischargeDto {
  @Int(VERSION)
  version: number;

  @Text({ max: 1000 })
  reason: string;
}

export class JoinCareTeamDto {
  @Int(VERSION)
  version: number;

  @Uuid()
  staffId: string;

  @OneOf(CARE_TEAM_ROLES, { name: 'CareTeamRole' })
  role: CareTeamRole;

  @Bool({ optional: true, description: 'Takes being primary over from whoever is.' })
  isPrimary?: boolean;

  @Day()
  fromDay: ClinicDay;
}

export class LeaveCareTeamDto {
  @Int(VERSION)
  version: number;

  @Day({ description: 'The last day in this role.' })
  toDay: ClinicDay;
}

export class MakePrimaryDto {
  @Int(VERSION)
  version: number;

  @Day()
  fromDay: ClinicDay;
}

export class HandOverDto {
  @Uuid()
  fromStaffId: string;

  @Uuid()
  toStaffId: string;

  @Day({ description: 'The first day the other one has them.' })
  fromDay: ClinicDay;

  @Day({ optional: true, nullable: true, description: 'The last such day of an absence; left out, it is for good.' })
  untilDay?: ClinicDay | null;

  @UuidList({ optional: true, max: 500, min: 1, description: 'Only these stays; all that run unless said.' })
  episodeIds?: string[];

  @Text({ optional: true, nullable: true, max: 1000 })
  reason?: string | null;
}

export class HandedOverDto {
  @Int({ description: 'Stays handed over.' })
  episodes: number;
}

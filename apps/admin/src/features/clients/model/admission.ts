import type { AdmissionPlan, CareTeamRole } from '../api/chart';
import type { Schema } from '@/lib/api/http';
import { formatMinutes } from '@/lib/minutes';

export interface StepValues {
  effectiveFrom: string;
  minutesPerWeek: number;
  daysPerWeek: number;
  phaseName: string;
}

export interface MemberValues {
  staffId: string | null;
  role: CareTeamRole;
}

/** The admission as the form holds it; the first of the care team is primary. */
export interface AdmissionValues {
  programId: string | null;
  admittedOn: string | null;
  plannedWeeks: number | '';
  prescriptions: StepValues[];
  careTeam: MemberValues[];
  /** Who signs for the hours; null: the primary. */
  orderedByStaffId: string | null;
  reason: string;
}

export const stepsOf = (plan: AdmissionPlan): StepValues[] =>
  plan.prescriptions.map((one) => ({ effectiveFrom: one.effectiveFrom, minutesPerWeek: one.minutesPerWeek, daysPerWeek: one.daysPerWeek ?? plan.daysMin ?? 3, phaseName: one.phaseName ?? '' }));

type Limits = Pick<AdmissionPlan, 'weeklyMinMinutes' | 'weeklyMaxMinutes' | 'daysMin' | 'daysMax'>;

/** Whether hours leave the policy, so that a reason is asked for before the server does. */
export function leavesPolicy(step: { minutesPerWeek: number; daysPerWeek: number | null }, limits: Limits): boolean {
  const { weeklyMinMinutes, weeklyMaxMinutes, daysMin, daysMax } = limits;
  if (weeklyMinMinutes === null || weeklyMaxMinutes === null || daysMin === null || daysMax === null) return false;
  return step.minutesPerWeek < weeklyMinMinutes || step.minutesPerWeek > weeklyMaxMinutes || (step.daysPerWeek !== null && (step.daysPerWeek < daysMin || step.daysPerWeek > daysMax));
}

/** "The policy asks 9 h to 20 h on 3 to 5 days." */
export function sayLimits(limits: Limits): string | undefined {
  const { weeklyMinMinutes, weeklyMaxMinutes, daysMin, daysMax } = limits;
  if (weeklyMinMinutes === null || weeklyMaxMinutes === null) return undefined;
  return `The program’s policy: ${formatMinutes(weeklyMinMinutes)} to ${formatMinutes(weeklyMaxMinutes)} a week on ${daysMin} to ${daysMax} days.`;
}

/** The admission as the API takes it: the reason goes with every step that needs one. */
export function bodyOf(clientId: string, values: AdmissionValues, plan: Limits | undefined): Schema<'AdmitClientDto'> {
  const reason = values.reason.trim() || null;
  return {
    clientId,
    programId: values.programId ?? '',
    admittedOn: values.admittedOn ?? '',
    plannedWeeks: values.plannedWeeks === '' ? null : values.plannedWeeks,
    prescriptions: values.prescriptions.map((step, index) => ({
      ...step,
      effectiveFrom: index === 0 ? (values.admittedOn ?? '') : step.effectiveFrom,
      phaseName: step.phaseName.trim() || null,
      reason: plan && leavesPolicy(step, plan) ? reason : null,
    })),
    orderedByStaffId: values.orderedByStaffId,
    careTeam: values.careTeam.filter(({ staffId }) => staffId !== null).map(({ staffId, role }, index) => ({ staffId: staffId ?? '', role, isPrimary: index === 0 })),
  };
}

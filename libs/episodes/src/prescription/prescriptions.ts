import { addDays, weekStartOf, type ClinicDay, type FieldProblem, type Weekday } from '#platform';
import type { PhaseRule, PolicyLimits } from '../program-rules.query.js';

/** What a week asks for, from a day on. */
export interface Prescription {
  effectiveFrom: ClinicDay;
  minutesPerWeek: number;
  daysPerWeek: number | null;
  phaseName: string | null;
}

/**
 * The program's taper as prescriptions of one stay. The first begins on the day of admission; each next one with a
 * program week, counted from the week of admission, so that no week is asked for twice.
 */
export function prescriptionsFromPhases(phases: readonly PhaseRule[], admittedOn: ClinicDay, weekStartsOn: Weekday): Prescription[] {
  const firstWeek = weekStartOf(admittedOn, weekStartsOn);
  let weeksBefore = 0;
  return phases.map(({ name, weeks, minutesPerWeek, daysPerWeek }) => {
    const effectiveFrom = weeksBefore === 0 ? admittedOn : addDays(firstWeek, 7 * weeksBefore);
    weeksBefore += weeks;
    return { effectiveFrom, minutesPerWeek, daysPerWeek, phaseName: name };
  });
}

/** How many program weeks the phases take together; null without phases. */
export function weeksOfPhases(phases: readonly PhaseRule[]): number | null {
  return phases.length === 0 ? null : phases.reduce((sum, { weeks }) => sum + weeks, 0);
}

/** In what a prescription leaves the program's policy, pointing at the field; empty when it does not. */
export function outsideOfPolicy(prescription: Pick<Prescription, 'minutesPerWeek' | 'daysPerWeek'>, policy: PolicyLimits, at = ''): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { minutesPerWeek, daysPerWeek } = prescription;
  if (minutesPerWeek < policy.weeklyMinMinutes) problems.push({ pointer: `${at}/minutesPerWeek`, detail: `is below the program’s minimum of ${inHours(policy.weeklyMinMinutes)} a week` });
  if (minutesPerWeek > policy.weeklyMaxMinutes) problems.push({ pointer: `${at}/minutesPerWeek`, detail: `is above the program’s maximum of ${inHours(policy.weeklyMaxMinutes)} a week` });
  if (daysPerWeek !== null && daysPerWeek < policy.daysMin) problems.push({ pointer: `${at}/daysPerWeek`, detail: `is below the program’s minimum of ${policy.daysMin} days` });
  if (daysPerWeek !== null && daysPerWeek > policy.daysMax) problems.push({ pointer: `${at}/daysPerWeek`, detail: `is above the program’s maximum of ${policy.daysMax} days` });
  return problems;
}

function inHours(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

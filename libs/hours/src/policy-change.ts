import { addDays, type ClinicDay, type FieldProblem, type Weekday } from '#platform';
import type { WeekPolicy } from './program-weeks.js';

/** A program's policy on some days, as far as hours follow from it. */
export interface HoursPolicy extends WeekPolicy {
  readonly weeklyMinimumMinutes: number;
  readonly daysMinimum: number;
  readonly daysMaximum: number;
}

/** Numbers of a policy to try out; what is left out stays as it is. */
export interface PolicyChange {
  readonly weekStartsOn?: Weekday;
  readonly programWeekdays?: readonly Weekday[];
  readonly weeklyMinimumMinutes?: number;
  readonly weeklyMaximumMinutes?: number;
  readonly daysMinimum?: number;
  readonly daysMaximum?: number;
  readonly dayMinimumMinutes?: number;
  readonly prorate?: boolean;
}

/** The policies as they would be were the numbers changed from a day on. */
export function changedPolicies(policies: readonly HoursPolicy[], change: PolicyChange, from: ClinicDay): HoursPolicy[] {
  const numbers = Object.fromEntries(Object.entries(change).filter(([, number]) => number !== undefined)) as PolicyChange;
  return policies.flatMap((policy) => {
    if (policy.effectiveTo !== null && policy.effectiveTo < from) return [policy];
    const changed = { ...policy, ...numbers };
    if (policy.effectiveFrom >= from) return [changed];
    return [
      { ...policy, effectiveTo: addDays(from, -1) },
      { ...changed, effectiveFrom: from },
    ];
  });
}

/** Numbers that contradict each other, each with the field that brought it: as the policy itself would refuse them. */
export function contradictions(policies: readonly HoursPolicy[], change: PolicyChange): FieldProblem[] {
  const found = new Map<string, string>();
  const at = (lower: keyof PolicyChange, upper: keyof PolicyChange, detail: string) => found.set(`/${change[lower] === undefined ? upper : lower}`, detail);
  for (const policy of policies) {
    if (policy.weeklyMinimumMinutes > policy.weeklyMaximumMinutes) at('weeklyMinimumMinutes', 'weeklyMaximumMinutes', 'puts the weekly minimum above the weekly maximum');
    if (policy.daysMinimum > policy.daysMaximum) at('daysMinimum', 'daysMaximum', 'puts the fewest days above the most');
    if (policy.daysMinimum > policy.programWeekdays.length) at('daysMinimum', 'programWeekdays', 'asks for more days than the program runs');
  }
  return [...found].map(([pointer, detail]) => ({ pointer, detail }));
}

/** In which way a prescription lies outside a policy. */
export type Outside = 'below_minimum' | 'above_maximum' | 'too_few_days' | 'too_many_days';
export const OUTSIDE = ['below_minimum', 'above_maximum', 'too_few_days', 'too_many_days'] as const satisfies readonly Outside[];

/** Whether a prescription lies outside: an order stands until it is changed, whatever becomes of the policy. */
export function outsideOf(prescription: { minutesPerWeek: number; daysPerWeek?: number | null }, policy: Pick<HoursPolicy, 'weeklyMinimumMinutes' | 'weeklyMaximumMinutes' | 'daysMinimum' | 'daysMaximum'>): Outside[] {
  const { minutesPerWeek: minutes, daysPerWeek: days } = prescription;
  return [
    ...(minutes < policy.weeklyMinimumMinutes ? (['below_minimum'] as const) : []),
    ...(minutes > policy.weeklyMaximumMinutes ? (['above_maximum'] as const) : []),
    ...(days != null && days < policy.daysMinimum ? (['too_few_days'] as const) : []),
    ...(days != null && days > policy.daysMaximum ? (['too_many_days'] as const) : []),
  ];
}

import type { PolicyChange, Simulation } from '../api/simulation';

/** The numbers that can be tried, as the policy names them. */
export const TRIED = {
  weeklyMinimumMinutes: 'hours.weekly_minimum_minutes',
  weeklyMaximumMinutes: 'hours.weekly_maximum_minutes',
  daysMinimum: 'hours.days_minimum',
  daysMaximum: 'hours.days_maximum',
  dayMinimumMinutes: 'hours.day_minimum_minutes',
  weekStartsOn: 'hours.week_starts_on',
  programWeekdays: 'hours.program_weekdays',
  prorate: 'hours.prorate_partial_weeks',
} as const satisfies Record<keyof PolicyChange, string>;

export type Tried = Required<PolicyChange>;

/** The policy's numbers as they are. */
export function triedOf(numbers: readonly { parameter: string; value: unknown }[]): Tried {
  const of = (key: keyof Tried) => numbers.find((one) => one.parameter === TRIED[key])?.value;
  return Object.fromEntries((Object.keys(TRIED) as (keyof Tried)[]).map((key) => [key, of(key)])) as unknown as Tried;
}

/** What differs from the policy as it is. */
export function changeOf(before: Tried, after: Tried): PolicyChange {
  return Object.fromEntries((Object.keys(TRIED) as (keyof Tried)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => [key, after[key]]));
}

/** Pages put together: their numbers add up, their clients follow each other. */
export function together(one: Simulation, next: Simulation): Simulation {
  const add = <T extends object>(a: T, b: T): T => Object.fromEntries(Object.entries(a).map(([key, value]) => [key, (value as number) + (b[key as keyof T] as number)])) as T;
  return {
    ...next,
    looked: one.looked + next.looked,
    standingChanged: one.standingChanged + next.standingChanged,
    outsideBefore: one.outsideBefore + next.outsideBefore,
    outsideAfter: one.outsideAfter + next.outsideAfter,
    weeks: one.weeks.map((week, at) => ({ weekStart: week.weekStart, before: add(week.before, (next.weeks[at] ?? week).before), after: add(week.after, (next.weeks[at] ?? week).after) })),
    items: [...one.items, ...next.items],
  };
}

import { addDays, dayStart, eachDay, weekStartOf, weekdayOf, type ClinicDay, type TimeZone, type Weekday } from '#platform';
import { bookableUntil, type OpeningHours } from './bookable-until.js';

/** What the weeks of a program follow from its policy, for a range of days. */
export interface WeekPolicy {
  readonly id: string;
  readonly effectiveFrom: ClinicDay;
  readonly effectiveTo: ClinicDay | null;
  readonly weekStartsOn: Weekday;
  readonly programWeekdays: readonly Weekday[];
  readonly weeklyMaximumMinutes: number;
  readonly dayMinimumMinutes: number;
  readonly prorate: boolean;
}

/** All that decides the weeks of a program. */
export interface ProgramCalendar {
  readonly zone: TimeZone;
  /** At least one; in order of their first day. */
  readonly policies: readonly WeekPolicy[];
  readonly openingHours: readonly OpeningHours[];
  readonly closedDays: { has(day: ClinicDay): boolean };
}

/** One week of a program. */
export interface ProgramWeek {
  readonly weekStart: ClinicDay;
  /** The first day after it. */
  readonly weekEnd: ClinicDay;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly policyVersionId: string;
  /** Program days on which the clinic is open. */
  readonly openDates: readonly ClinicDay[];
  /** Program days of a whole week without closures. */
  readonly programDays: number;
  readonly prorate: boolean;
  readonly dayMinimumMinutes: number;
  readonly weeklyMaximumMinutes: number;
  readonly bookableUntil: Date | null;
}

/** Days on which weeks begin on one weekday, until the next grid takes over. */
interface Grid {
  readonly weekStartsOn: Weekday;
  /** The first day of its first week; absent on the first grid, which reaches back for ever. */
  readonly from?: ClinicDay;
}

/**
 * The weeks of a program that hold the days from the first to the last. Weeks follow each other without a gap: where the
 * policy moves the first day of the week, the new weeks begin on the first such weekday at or after its day, and the week
 * before is cut short there. A week is judged by the policy in force on its first day.
 */
export function programWeeks(calendar: ProgramCalendar, from: ClinicDay, to: ClinicDay): ProgramWeek[] {
  const grids = gridsOf(calendar.policies);
  const weeks: ProgramWeek[] = [];
  let day = from;
  while (day <= to) {
    const week = weekOf(calendar, grids, day);
    weeks.push(week);
    day = week.weekEnd;
  }
  return weeks;
}

/** The policy in force on a day; before the first, the first. */
export function policyOn(policies: readonly WeekPolicy[], day: ClinicDay): WeekPolicy {
  const found = policies.filter((one) => one.effectiveFrom <= day).at(-1) ?? policies[0];
  if (!found) throw new RangeError('A program without a policy has no weeks.');
  return found;
}

function weekOf(calendar: ProgramCalendar, grids: readonly Grid[], day: ClinicDay): ProgramWeek {
  const at = grids.findLastIndex((grid) => grid.from === undefined || grid.from <= day);
  const grid = grids[at] as Grid;
  const next = grids[at + 1]?.from;
  const weekStart = weekStartOf(day, grid.weekStartsOn);
  const whole = addDays(weekStart, 7);
  const weekEnd = next !== undefined && next < whole ? next : whole;
  const policy = policyOn(calendar.policies, weekStart);
  const openDates = eachDay(weekStart, addDays(weekEnd, -1)).filter((one) => policy.programWeekdays.includes(weekdayOf(one)) && !calendar.closedDays.has(one));
  return {
    weekStart,
    weekEnd,
    startsAt: dayStart(weekStart, calendar.zone),
    endsAt: dayStart(weekEnd, calendar.zone),
    policyVersionId: policy.id,
    openDates,
    programDays: policy.programWeekdays.length,
    prorate: policy.prorate,
    dayMinimumMinutes: policy.dayMinimumMinutes,
    weeklyMaximumMinutes: policy.weeklyMaximumMinutes,
    bookableUntil: bookableUntil(openDates, calendar.openingHours, calendar.zone),
  };
}

function gridsOf(policies: readonly WeekPolicy[]): Grid[] {
  const grids: Grid[] = [];
  for (const policy of policies) {
    if (grids.length === 0) grids.push({ weekStartsOn: policy.weekStartsOn });
    if (grids.at(-1)?.weekStartsOn === policy.weekStartsOn) continue;
    const from = firstWeekday(policy.effectiveFrom, policy.weekStartsOn);
    // A grid that would begin only after this one has begun never comes to hold.
    while (grids.length > 1 && (grids.at(-1)?.from as ClinicDay) >= from) grids.pop();
    if (grids.at(-1)?.weekStartsOn !== policy.weekStartsOn) grids.push({ weekStartsOn: policy.weekStartsOn, from });
  }
  return grids;
}

function firstWeekday(day: ClinicDay, weekday: Weekday): ClinicDay {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

import { clinicDayOf, instantOf, minuteOfDay, wallTimeOf, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import { expandRule } from './recurrence-expansion.js';
import { isRuleProblem, readRecurrenceRule, recurrenceText, type RecurrenceRule, type RuleProblem } from './recurrence-rule.js';

export { isRuleProblem, type RuleProblem } from './recurrence-rule.js';

/** A rule a series of sessions may have: it picks days, the time of day comes from the series. `text` is what is stored. */
export interface Rule {
  readonly text: string;
  readonly parts: RecurrenceRule & { readonly frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' };
  /** Neither COUNT nor UNTIL: the series goes on, and only the horizon asked for bounds it. */
  readonly endless: boolean;
}

/** One dated occurrence of a series: its clinic day and the instant its wall time falls on. */
export interface Occurrence {
  readonly day: ClinicDay;
  readonly start: Date;
}

/** Where a series begins, and which part of it is wanted: days `from` to `to`, both included, at most `limit` of them. */
export interface OccurrenceWindow {
  readonly startDay: ClinicDay;
  readonly startTime: WallTime;
  readonly zone: TimeZone;
  readonly from: ClinicDay;
  readonly to: ClinicDay;
  readonly limit: number;
}

/** Most sessions one rule may make by COUNT: five a week for well over three years. */
export const MOST_OCCURRENCES = 1000;

const LONGEST_INTERVAL = { DAILY: 366, WEEKLY: 52, MONTHLY: 24, YEARLY: 5 } as const;
const UNIT = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' } as const;

/**
 * Reads the rule of a series. UNTIL may be a day, a wall time or UTC; UTC is turned into the clinic's wall time. Gives
 * a problem, as a sentence for the field, for anything RFC 5545 forbids and for what makes no sense for sessions.
 */
export function parseRule(text: string, { zone }: { readonly zone: TimeZone }): Rule | RuleProblem {
  const read = readRecurrenceRule(text);
  if (isRuleProblem(read)) return read;
  const { frequency } = read;
  if (frequency === 'HOURLY' || frequency === 'MINUTELY' || frequency === 'SECONDLY' || read.byHour.length + read.byMinute.length + read.bySecond.length > 0) {
    return { problem: 'A series repeats by day, week, month or year; its time of day is the start time.' };
  }
  const longest = LONGEST_INTERVAL[frequency];
  if (read.interval > longest) return { problem: `A series may repeat every ${longest} ${UNIT[frequency]} at most.` };
  if (read.count !== undefined && read.until) return { problem: 'Give either a number of sessions or a last day, not both.' };
  if (read.count !== undefined && read.count > MOST_OCCURRENCES) return { problem: `A series may have ${MOST_OCCURRENCES} sessions at most.` };
  const clash = clashOf(read);
  if (clash !== undefined) return { problem: clash };
  const parts = { ...read, frequency, ...(read.until?.utc && { until: wallUntil(read.until.day, read.until.secondOfDay ?? 0, zone) }) };
  if (neverComes(parts)) return { problem: 'No day of the calendar fits this rule.' };
  return { text: recurrenceText(parts), parts, endless: parts.count === undefined && !parts.until };
}

/**
 * The occurrences of a series within a window, in order. The wall time holds through clock changes: 17:30 stays 17:30,
 * whatever UTC does. COUNT is counted from the first day of the series, not of the window, and a closed day uses it up.
 */
export function occurrences(rule: Rule, window: OccurrenceWindow): Occurrence[] {
  const found: Occurrence[] = [];
  if (window.limit < 1) return found;
  const start = { day: window.startDay, secondOfDay: minuteOfDay(window.startTime) * 60 };
  for (const { day } of expandRule(rule.parts, start, window.to)) {
    if (day < window.from) continue;
    found.push({ day, start: instantOf(day, window.startTime, window.zone) });
    if (found.length >= window.limit) break;
  }
  return found;
}

/** Parts the days the clinic is open from those it is closed (closures, holidays). Nothing is moved to another day. */
export function closureAware<T extends { readonly day: ClinicDay }>(
  all: readonly T[],
  closedDays: { has(day: ClinicDay): boolean },
): { readonly open: T[]; readonly closed: T[] } {
  return { open: all.filter(({ day }) => !closedDays.has(day)), closed: all.filter(({ day }) => closedDays.has(day)) };
}

/** What RFC 5545 section 3.3.10 does not let stand together. */
function clashOf(rule: RecurrenceRule): string | undefined {
  const { frequency } = rule;
  const nth = rule.byDay.filter((one) => one.nth !== undefined);
  if (nth.length > 0 && frequency !== 'MONTHLY' && frequency !== 'YEARLY') return 'The first, second or last weekday needs a monthly or yearly series.';
  if (nth.length > 0 && rule.byWeekNo.length > 0) return 'The first, second or last weekday does not go with week numbers.';
  const byMonth = frequency === 'MONTHLY' || rule.byMonth.length > 0;
  if (byMonth && nth.some((one) => Math.abs(one.nth ?? 0) > 5)) return 'A month has five of a weekday at most.';
  if (rule.byMonthDay.length > 0 && frequency === 'WEEKLY') return 'A weekly series repeats on weekdays, not on days of the month.';
  if (rule.byYearDay.length > 0 && frequency !== 'YEARLY') return 'Days of the year need a yearly series.';
  if (rule.byWeekNo.length > 0 && frequency !== 'YEARLY') return 'Week numbers need a yearly series.';
  const others = rule.byMonth.length + rule.byWeekNo.length + rule.byYearDay.length + rule.byMonthDay.length + rule.byDay.length;
  if (rule.bySetPos.length > 0 && others === 0) return 'BYSETPOS picks among days, so the rule must name some.';
  return undefined;
}

/** A last moment given in UTC, as the clinic's wall shows it. */
function wallUntil(day: ClinicDay, secondOfDay: number, zone: TimeZone) {
  const instant = new Date(Date.parse(`${day}T00:00:00Z`) + secondOfDay * 1000);
  return { day: clinicDayOf(instant, zone), secondOfDay: minuteOfDay(wallTimeOf(instant, zone)) * 60 + (secondOfDay % 60), utc: false };
}

/** Month days that no named month has, such as 31 April: such a rule would be searched in vain for ever. */
function neverComes(rule: RecurrenceRule): boolean {
  if (rule.byMonth.length === 0 || rule.byMonthDay.length === 0) return false;
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return rule.byMonth.every((month) => rule.byMonthDay.every((day) => Math.abs(day) > (longest[month - 1] ?? 31)));
}

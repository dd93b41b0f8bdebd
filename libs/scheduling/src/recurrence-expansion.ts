import { addDays, clinicDay, daysBetween, weekdayOf, type ClinicDay, type Weekday } from '#platform';
import type { RecurrenceRule, RuleWeekday } from './recurrence-rule.js';

/** A moment on the wall: a calendar day and the seconds since its midnight. No zone, so no clock change. */
export interface WallMoment {
  readonly day: ClinicDay;
  readonly secondOfDay: number;
}

const EPOCH = clinicDay('1970-01-01');
const LAST_DAY = daysBetween(EPOCH, clinicDay('9999-12-31'));
const SECONDS = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 } as const;

/**
 * Every moment the rule names from its start on, in order, ending by COUNT, UNTIL (read as wall time) or at `lastDay`.
 * RFC 5545 section 3.3.10, in wall time: a rule picks days and times on the wall, and which instant each one is, is
 * decided afterwards. The start counts only when the rule itself names it. BYWEEKNO without BYDAY means the whole week.
 */
export function* expandRule(rule: RecurrenceRule, start: WallMoment, lastDay?: ClinicDay): Generator<WallMoment> {
  const first = daysBetween(EPOCH, start.day);
  const last = lastDay === undefined ? LAST_DAY : Math.min(LAST_DAY, daysBetween(EPOCH, lastDay));
  const until = rule.until && { day: daysBetween(EPOCH, rule.until.day), second: rule.until.secondOfDay ?? 86_399 };
  let left = rule.count ?? Infinity;
  for (const set of periods(rule, first, start.secondOfDay, last)) {
    for (const { day, second } of picked(set, rule.bySetPos)) {
      if (day < first || (day === first && second < start.secondOfDay)) continue;
      if (day > last || (until && (day > until.day || (day === until.day && second > until.second)))) return;
      yield { day: addDays(EPOCH, day), secondOfDay: second };
      if (--left === 0) return;
    }
  }
}

interface Moment {
  readonly day: number;
  readonly second: number;
}

function* periods(rule: RecurrenceRule, first: number, startSecond: number, last: number): Generator<Moment[]> {
  const matches = dayFilter(rule, first);
  const { frequency, interval } = rule;
  if (frequency === 'HOURLY' || frequency === 'MINUTELY' || frequency === 'SECONDLY') {
    yield* periodsWithinDays(rule, SECONDS[frequency], first, startSecond, last, matches);
    return;
  }
  const times = timesOf(rule, startSecond);
  for (const [from, to] of calendarPeriods(frequency, interval, rule.weekStart, first, last)) {
    const set: Moment[] = [];
    for (let day = from; day <= to; day++) if (matches(day)) for (const second of times) set.push({ day, second });
    yield set;
  }
}

/** First and last day of each calendar period, from the one that holds the start, every so many. */
function* calendarPeriods(frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY', interval: number, weekStart: Weekday, first: number, last: number): Generator<[number, number]> {
  if (frequency === 'DAILY') for (let day = first; day <= last; day += interval) yield [day, day];
  else if (frequency === 'WEEKLY') {
    const week = first - ((weekdayOf(addDays(EPOCH, first)) - weekStart + 7) % 7);
    for (let day = week; day <= last; day += 7 * interval) yield [day, day + 6];
  } else {
    const { year, month } = dateOf(first);
    const months = frequency === 'YEARLY' ? 12 : 1;
    const origin = frequency === 'YEARLY' ? year * 12 : year * 12 + month - 1;
    for (let at = origin; ; at += months * interval) {
      const from = monthStart(at);
      if (from > last) return;
      yield [from, monthStart(at + months) - 1];
    }
  }
}

/** The periods of a rule that repeats within the day: counted on the wall from the start, days without a match passed over. */
function* periodsWithinDays(rule: RecurrenceRule, unit: number, first: number, startSecond: number, last: number, matches: (day: number) => boolean): Generator<Moment[]> {
  const perDay = 86_400 / unit;
  const origin = first * perDay + Math.floor(startSecond / unit);
  const hours = new Set(rule.byHour);
  const minutes = new Set(unit <= 60 ? rule.byMinute : []);
  const seconds = new Set(unit === 1 ? rule.bySecond : []);
  const within = timesOf(rule, startSecond, unit);
  for (let day = first; day <= last; day++) {
    if (!matches(day)) continue;
    const phase = (((day * perDay - origin) % rule.interval) + rule.interval) % rule.interval;
    for (let at = (rule.interval - phase) % rule.interval; at < perDay; at += rule.interval) {
      const second = at * unit;
      if (hours.size > 0 && !hours.has(Math.floor(second / 3600))) continue;
      if (minutes.size > 0 && !minutes.has(Math.floor(second / 60) % 60)) continue;
      if (seconds.size > 0 && !seconds.has(second % 60)) continue;
      yield within.map((offset) => ({ day, second: second + offset }));
    }
  }
}

/** Seconds since the start of the unit (the day unless said) at which each period's moments fall, in order. */
function timesOf(rule: RecurrenceRule, startSecond: number, unit = 86_400): number[] {
  const hours = unit > 3600 ? orStart(rule.byHour, Math.floor(startSecond / 3600)) : [0];
  const minutes = unit > 60 ? orStart(rule.byMinute, Math.floor(startSecond / 60) % 60) : [0];
  const seconds = unit > 1 ? orStart(rule.bySecond, startSecond % 60) : [0];
  return hours.flatMap((hour) => minutes.flatMap((minute) => seconds.map((second) => hour * 3600 + minute * 60 + second)));
}

function orStart(values: readonly number[], start: number): readonly number[] {
  return values.length > 0 ? values : [start];
}

/** BYSETPOS: of each period's moments only the n-th, from the end when negative. */
function picked(set: readonly Moment[], positions: readonly number[]): readonly Moment[] {
  if (positions.length === 0) return set;
  const chosen = new Set(positions.map((position) => (position > 0 ? position - 1 : set.length + position)));
  return set.filter((_, at) => chosen.has(at));
}

/** Whether a day passes every BY part; what the rule leaves open is taken from the day it starts on. */
function dayFilter(rule: RecurrenceRule, first: number): (day: number) => boolean {
  const start = dateOf(first);
  const open = rule.byWeekNo.length + rule.byYearDay.length + rule.byMonthDay.length + rule.byDay.length === 0;
  const { frequency } = rule;
  const months = new Set(open && frequency === 'YEARLY' ? orStart(rule.byMonth, start.month) : rule.byMonth);
  const monthDays = new Set(open && (frequency === 'YEARLY' || frequency === 'MONTHLY') ? [start.dayOfMonth] : rule.byMonthDay);
  const weekdays: readonly RuleWeekday[] = open && frequency === 'WEEKLY' ? [{ weekday: weekdayOf(addDays(EPOCH, first)) }] : rule.byDay;
  const yearDays = new Set(rule.byYearDay);
  const weekNumbers = new Set(rule.byWeekNo);
  const nthOf = frequency === 'MONTHLY' || (frequency === 'YEARLY' && rule.byMonth.length > 0) ? 'month' : frequency === 'YEARLY' ? 'year' : 'none';
  return (day) => {
    const { year, month, dayOfMonth } = dateOf(day);
    if (months.size > 0 && !months.has(month)) return false;
    if (monthDays.size > 0 && !monthDays.has(dayOfMonth) && !monthDays.has(dayOfMonth - daysInMonth(year, month) - 1)) return false;
    const yearStart = monthStart(year * 12);
    const yearLength = monthStart(year * 12 + 12) - yearStart;
    const dayOfYear = day - yearStart + 1;
    if (yearDays.size > 0 && !yearDays.has(dayOfYear) && !yearDays.has(dayOfYear - yearLength - 1)) return false;
    if (weekNumbers.size > 0) {
      const { number, weeks } = weekOfYear(day, rule.weekStart);
      if (!weekNumbers.has(number) && !weekNumbers.has(number - weeks - 1)) return false;
    }
    if (weekdays.length === 0) return true;
    const weekday = weekdayOf(addDays(EPOCH, day));
    const [position, length] = nthOf === 'month' ? [dayOfMonth, daysInMonth(year, month)] : [dayOfYear, yearLength];
    const fromStart = Math.ceil(position / 7);
    const fromEnd = -Math.ceil((length - position + 1) / 7);
    return weekdays.some((one) => one.weekday === weekday && (one.nth === undefined || nthOf === 'none' || one.nth === fromStart || one.nth === fromEnd));
  };
}

/** The number of the week that holds the day and how many weeks its year has: week 1 is the first with four days in the year. */
function weekOfYear(day: number, weekStart: Weekday): { number: number; weeks: number } {
  const startOfWeek = (at: number) => at - ((weekdayOf(addDays(EPOCH, at)) - weekStart + 7) % 7);
  const { year } = dateOf(Math.min(LAST_DAY, startOfWeek(day) + 3));
  const firstWeek = startOfWeek(monthStart(year * 12) + 3);
  const nextFirstWeek = year === 9999 ? firstWeek + 364 : startOfWeek(monthStart(year * 12 + 12) + 3);
  return { number: (startOfWeek(day) - firstWeek) / 7 + 1, weeks: (nextFirstWeek - firstWeek) / 7 };
}

function dateOf(day: number): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** The first day of a month, months counted from January of year 0. */
function monthStart(months: number): number {
  return new Date(0).setUTCFullYear(Math.floor(months / 12), months % 12, 1) / 86_400_000;
}

function daysInMonth(year: number, month: number): number {
  return monthStart(year * 12 + month) - monthStart(year * 12 + month - 1);
}

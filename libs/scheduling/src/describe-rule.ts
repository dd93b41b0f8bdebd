import { weekdayOf, type ClinicDay } from '#platform';
import type { Rule } from './recurrence.js';
import type { RecurrenceRule, RuleWeekday } from './recurrence-rule.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const COUNTED = ['first', 'second', 'third', 'fourth', 'fifth'];
const UNIT = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' } as const;

/**
 * The rule as a person would say it: "Every Monday, Wednesday and Friday until 12 Mar 2027". With the first day of the
 * series the weekday or date a rule leaves open is named too. English is the only language so far.
 */
export function describeRule(rule: Rule, _locale: 'en' = 'en', startDay?: ClinicDay): string {
  const { parts } = rule;
  const sentence = [everyPhrase(parts, startDay), inPhrase(parts), pickPhrase(parts)].filter((phrase) => phrase !== '').join(' ');
  return `${sentence}${endPhrase(parts)}`;
}

function everyPhrase(parts: Rule['parts'], startDay: ClinicDay | undefined): string {
  const { frequency, interval } = parts;
  const days = daysPhrase(parts, startDay);
  if (interval === 1 && (frequency === 'WEEKLY' || frequency === 'DAILY') && parts.byMonthDay.length === 0) {
    return days === '' ? `Every ${UNIT[frequency]}` : `Every ${days}`;
  }
  const every = interval === 1 ? `Every ${UNIT[frequency]}` : `Every ${interval} ${UNIT[frequency]}s`;
  if (days === '') return every;
  return frequency === 'DAILY' ? `${every} where it is ${days}` : `${every} on ${days}`;
}

/** Which days within the period: weekdays, counted weekdays, days of the month or of the year. */
function daysPhrase(parts: Rule['parts'], startDay: ClinicDay | undefined): string {
  const { frequency } = parts;
  const phrases: string[] = [];
  if (parts.byYearDay.length > 0) phrases.push(list(fromTheStart(parts.byYearDay).map((day) => `${dayOrdinal(day)} of the year`)));
  if (parts.byMonthDay.length > 0) phrases.push(`the ${list(fromTheStart(parts.byMonthDay).map(withoutThe))}`);
  if (picksWeekday(parts)) phrases.push(`the ${list(fromTheStart(parts.bySetPos).map(countedName))} ${weekdaysPhrase(parts.byDay, 'or')}`);
  else if (parts.byDay.length > 0) phrases.push(weekdaysPhrase(parts.byDay, 'and'));
  if (phrases.length > 0) return phrases.join(' when it is ');
  if (startDay === undefined || parts.byWeekNo.length > 0) return '';
  if (frequency === 'WEEKLY') return WEEKDAYS[weekdayOf(startDay) - 1] ?? '';
  const dayOfMonth = Number(startDay.slice(8));
  if (frequency === 'MONTHLY' || (frequency === 'YEARLY' && parts.byMonth.length > 0)) return `the ${ordinal(dayOfMonth)}`;
  return frequency === 'YEARLY' ? `${dayOfMonth} ${MONTHS[Number(startDay.slice(5, 7)) - 1]}` : '';
}

/** BYSETPOS over nothing but weekdays reads as one of them: "the last Monday or Tuesday". */
function picksWeekday(parts: RecurrenceRule): boolean {
  return parts.bySetPos.length > 0 && parts.byDay.length > 0 && parts.byMonthDay.length + parts.byYearDay.length === 0 && parts.byDay.every((one) => one.nth === undefined);
}

function weekdaysPhrase(weekdays: readonly RuleWeekday[], joint: 'and' | 'or'): string {
  const plain = weekdays.filter((one) => one.nth === undefined).map((one) => one.weekday);
  if (plain.join() === '1,2,3,4,5' && plain.length === weekdays.length) return 'weekday (Monday to Friday)';
  return list(weekdays.map(({ weekday, nth }) => `${nth === undefined ? '' : `the ${countedName(nth)} `}${WEEKDAYS[weekday - 1]}`), joint);
}

function inPhrase(parts: RecurrenceRule): string {
  const phrases: string[] = [];
  if (parts.byMonth.length > 0) phrases.push(`in ${list(parts.byMonth.map((month) => MONTHS[month - 1] ?? ''))}`);
  if (parts.byWeekNo.length > 0) phrases.push(`in ${list(fromTheStart(parts.byWeekNo).map((week) => (week > 0 ? `week ${week}` : `the ${countedName(week)} week`)))} of the year`);
  return phrases.join(' ');
}

function pickPhrase(parts: RecurrenceRule): string {
  return parts.bySetPos.length === 0 || picksWeekday(parts) ? '' : `(only the ${list(fromTheStart(parts.bySetPos).map(countedName))} of these)`;
}

function endPhrase(parts: RecurrenceRule): string {
  if (parts.count !== undefined) return parts.count === 1 ? ', once' : `, ${parts.count} times`;
  if (!parts.until) return '';
  const [year, month, day] = parts.until.day.split('-');
  return ` until ${Number(day)} ${MONTHS[Number(month) - 1]?.slice(0, 3)} ${Number(year)}`;
}

function list(words: readonly string[], joint = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

/** Positions as one says them: those from the start first, those from the end last. */
function fromTheStart(positions: readonly number[]): readonly number[] {
  return [...positions.filter((position) => position > 0), ...positions.filter((position) => position < 0)];
}

/** "second", "last", "second to last", "12th". */
function countedName(position: number): string {
  if (position === -1) return 'last';
  if (position < 0) return `${countedName(-position)} to last`;
  return COUNTED[position - 1] ?? ordinal(position);
}

function withoutThe(dayOfMonth: number): string {
  return dayOfMonth > 0 ? ordinal(dayOfMonth) : `${countedName(dayOfMonth)} day`;
}

function dayOrdinal(dayOfYear: number): string {
  return dayOfYear > 0 ? `day ${dayOfYear}` : `the ${countedName(dayOfYear)} day`;
}

function ordinal(value: number): string {
  const tail = value % 100 >= 11 && value % 100 <= 13 ? 0 : value % 10;
  return `${value}${['th', 'st', 'nd', 'rd'][tail] ?? 'th'}`;
}

import { isClinicDay, type ClinicDay, type Weekday } from '#platform';

/** How often a rule's periods come, coarsest first. */
export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A weekday of a rule; `nth` counts it within the month or year, from the end when negative (-1 is the last). */
export interface RuleWeekday {
  readonly weekday: Weekday;
  readonly nth?: number;
}

/** The end of a rule as written: a day, or a day and time, on the wall clock or in UTC. */
export interface RuleUntil {
  readonly day: ClinicDay;
  readonly secondOfDay?: number;
  readonly utc: boolean;
}

/** A recurrence rule as RFC 5545 section 3.3.10 writes it. Lists are sorted and hold no value twice; absent parts are empty. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: RuleUntil;
  readonly weekStart: Weekday;
  readonly byMonth: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly RuleWeekday[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPos: readonly number[];
}

/** Why a rule cannot be taken, as a sentence for the field it was typed into. */
export interface RuleProblem {
  readonly problem: string;
}

export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

type ListPart = 'byMonth' | 'byWeekNo' | 'byYearDay' | 'byMonthDay' | 'byHour' | 'byMinute' | 'bySecond' | 'bySetPos';

/** Name, smallest and largest absolute value of each list of numbers; `signed` ones also count from the end. */
const LISTS: Readonly<Record<string, { part: ListPart; min: number; max: number; signed: boolean }>> = {
  BYMONTH: { part: 'byMonth', min: 1, max: 12, signed: false },
  BYWEEKNO: { part: 'byWeekNo', min: 1, max: 53, signed: true },
  BYYEARDAY: { part: 'byYearDay', min: 1, max: 366, signed: true },
  BYMONTHDAY: { part: 'byMonthDay', min: 1, max: 31, signed: true },
  BYHOUR: { part: 'byHour', min: 0, max: 23, signed: false },
  BYMINUTE: { part: 'byMinute', min: 0, max: 59, signed: false },
  BYSECOND: { part: 'bySecond', min: 0, max: 59, signed: false },
  BYSETPOS: { part: 'bySetPos', min: 1, max: 366, signed: true },
};

const LONGEST_TEXT = 500;

/**
 * Reads the text of a rule, with or without the `RRULE:` in front, in any letter case. Says what is wrong instead of
 * leaving a part out: a rule half understood makes the wrong sessions.
 */
export function readRecurrenceRule(text: string): RecurrenceRule | RuleProblem {
  const bare = text.trim().toUpperCase().replace(/^RRULE:/, '').replace(/;$/, '');
  if (bare === '') return problem('Say how the series repeats.');
  if (bare.length > LONGEST_TEXT) return problem('This rule is too long.');
  const parts = new Map<string, string>();
  for (const piece of bare.split(';')) {
    const [name = '', value, ...rest] = piece.split('=').map((side) => side.trim());
    if (!value || rest.length > 0) return problem(`“${piece}” is not a part of a rule.`);
    const known = name === 'BYWEEKDAY' ? 'BYDAY' : name; // an older spelling some programs still write
    if (parts.has(known)) return problem(`${known} may be given once.`);
    parts.set(known, value);
  }
  return readParts(parts);
}

/** Whether reading a rule gave a problem instead. */
export function isRuleProblem<T extends object>(outcome: T | RuleProblem): outcome is RuleProblem {
  return 'problem' in outcome;
}

/** The rule as RFC 5545 text, always in the same order: what is stored and compared. */
export function recurrenceText(rule: RecurrenceRule): string {
  const pieces = [`FREQ=${rule.frequency}`];
  const { until } = rule;
  if (rule.interval !== 1) pieces.push(`INTERVAL=${rule.interval}`);
  if (rule.count !== undefined) pieces.push(`COUNT=${rule.count}`);
  if (until) pieces.push(`UNTIL=${until.day.replaceAll('-', '')}${until.secondOfDay === undefined ? '' : timeText(until.secondOfDay)}${until.utc ? 'Z' : ''}`);
  for (const [name, { part }] of Object.entries(LISTS)) if (rule[part].length > 0) pieces.push(`${name}=${rule[part].join(',')}`);
  if (rule.byDay.length > 0) pieces.push(`BYDAY=${rule.byDay.map(({ weekday, nth }) => `${nth ?? ''}${WEEKDAY_CODES[weekday - 1]}`).join(',')}`);
  if (rule.weekStart !== 1) pieces.push(`WKST=${WEEKDAY_CODES[rule.weekStart - 1]}`);
  return pieces.join(';');
}

function readParts(parts: ReadonlyMap<string, string>): RecurrenceRule | RuleProblem {
  const lists: Record<ListPart, readonly number[]> = { byMonth: [], byWeekNo: [], byYearDay: [], byMonthDay: [], byHour: [], byMinute: [], bySecond: [], bySetPos: [] };
  let frequency: Frequency | undefined;
  let interval = 1;
  let count: number | undefined;
  let until: RuleUntil | undefined;
  let weekStart: Weekday = 1;
  let byDay: readonly RuleWeekday[] = [];
  for (const [name, value] of parts) {
    const list = LISTS[name];
    if (list) {
      const numbers = readNumbers(value, list);
      if (!numbers) return problem(`${name}=${value} holds a number this part cannot have.`);
      lists[list.part] = numbers;
    } else if (name === 'FREQ') {
      frequency = FREQUENCIES.find((one) => one === value);
      if (!frequency) return problem(`FREQ=${value} is not a way to repeat.`);
    } else if (name === 'INTERVAL' || name === 'COUNT') {
      const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
      if (number < 1) return problem(`${name} must be a whole number of at least 1.`);
      if (name === 'INTERVAL') interval = number;
      else count = number;
    } else if (name === 'UNTIL') {
      until = readUntil(value);
      if (!until) return problem(`UNTIL=${value} is not a date.`);
    } else if (name === 'WKST') {
      const weekday = readWeekday(value);
      if (!weekday || weekday.nth !== undefined) return problem(`WKST=${value} is not a weekday.`);
      weekStart = weekday.weekday;
    } else if (name === 'BYDAY') {
      const weekdays = value.split(',').map(readWeekday);
      if (weekdays.some((one) => one === undefined)) return problem(`BYDAY=${value} is not a list of weekdays.`);
      byDay = sortedWeekdays(weekdays.filter((one) => one !== undefined));
    } else return problem(`${name} is not a part this calendar knows.`);
  }
  if (!frequency) return problem('Say how often the series repeats (FREQ).');
  return { frequency, interval, ...(count !== undefined && { count }), ...(until && { until }), weekStart, byDay, ...lists };
}

function readNumbers(value: string, { min, max, signed }: { min: number; max: number; signed: boolean }): readonly number[] | undefined {
  const numbers: number[] = [];
  for (const piece of value.split(',')) {
    if (!/^[+-]?\d{1,3}$/.test(piece)) return undefined;
    const number = Number(piece);
    if (Math.abs(number) < min || Math.abs(number) > max || (number < 0 && !signed)) return undefined;
    if (!numbers.includes(number)) numbers.push(number);
  }
  return numbers.sort((a, b) => a - b);
}

function readWeekday(text: string): RuleWeekday | undefined {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text.trim());
  if (!match) return undefined;
  const weekday = (WEEKDAY_CODES.findIndex((code) => code === match[2]) + 1) as Weekday;
  if (match[1] === undefined) return { weekday };
  const nth = Number(match[1]);
  return nth === 0 || Math.abs(nth) > 53 ? undefined : { weekday, nth };
}

function sortedWeekdays(weekdays: readonly RuleWeekday[]): readonly RuleWeekday[] {
  const once = weekdays.filter((one, at) => weekdays.findIndex((other) => other.weekday === one.weekday && other.nth === one.nth) === at);
  const order = ({ nth = 0 }: RuleWeekday) => (nth < 0 ? nth + 200 : nth); // from the start first, from the end last
  return once.sort((a, b) => order(a) - order(b) || a.weekday - b.weekday);
}

function readUntil(value: string): RuleUntil | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z)?)?$/.exec(value);
  if (!match) return undefined;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  if (!isClinicDay(day)) return undefined;
  if (match[4] === undefined) return { day, utc: false };
  return { day, secondOfDay: Number(match[4]) * 3600 + Number(match[5]) * 60 + Number(match[6]), utc: match[7] !== undefined };
}

function timeText(secondOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `T${two(Math.floor(secondOfDay / 3600))}${two(Math.floor(secondOfDay / 60) % 60)}${two(secondOfDay % 60)}`;
}

function problem(sentence: string): RuleProblem {
  return { problem: sentence };
}

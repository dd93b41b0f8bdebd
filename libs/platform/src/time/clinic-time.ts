import { Temporal } from 'temporal-polyfill';
import { offsetAt } from './zone-offsets.js';

declare const kind: unique symbol;

/** A calendar day on the clinic's wall, `YYYY-MM-DD`, years 0001 to 9999. Not an instant: it has no zone of its own. */
export type ClinicDay = string & { readonly [kind]: 'ClinicDay' };

/** A time on the clinic's wall clock, `HH:MM`, 00:00 to 23:59. */
export type WallTime = string & { readonly [kind]: 'WallTime' };

/** A time zone by its IANA name, such as `America/New_York`. Always the clinic's, never the server's or the browser's. */
export type TimeZone = string & { readonly [kind]: 'TimeZone' };

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** One program week: its days and the half-open range of instants [start, end) they cover. */
export interface WeekRange {
  readonly start: Date;
  readonly end: Date;
  readonly days: readonly ClinicDay[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const WALL_TIME_PATTERN = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const ZONE_PATTERN = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/;
const FIRST_DAY = utcMidnight(1, 1, 1) / DAY;
const LAST_DAY = utcMidnight(9999, 12, 31) / DAY;

/** Whether the text names a day that exists in the calendar (29 February only in leap years). */
export function isClinicDay(text: unknown): text is ClinicDay {
  if (typeof text !== 'string' || !DAY_PATTERN.test(text)) return false;
  const number = dayNumber(text as ClinicDay);
  return number >= FIRST_DAY && number <= LAST_DAY && dayOfNumber(number) === text;
}

/** Whether the text is a wall time `HH:MM`; `24:00` is not. */
export function isWallTime(text: unknown): text is WallTime {
  return typeof text === 'string' && WALL_TIME_PATTERN.test(text);
}

const MOST_KNOWN_ZONES = 2000; // names are few, but Intl takes them in any letter case
const knownZones = new Set<string>();

/** Whether the text is the IANA name of a time zone this machine knows; bare offsets such as `+02:00` are not zones. */
export function isTimeZone(text: unknown): text is TimeZone {
  if (typeof text !== 'string' || text.length > 64) return false;
  if (knownZones.has(text)) return true;
  if (!ZONE_PATTERN.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
  } catch {
    return false;
  }
  if (knownZones.size < MOST_KNOWN_ZONES) knownZones.add(text);
  return true;
}

/** The text as a clinic day. Throws RangeError when no such day exists; for input from people ask `isClinicDay` first. */
export function clinicDay(text: string): ClinicDay {
  if (!isClinicDay(text)) throw new RangeError(`Not a day: ${text}`);
  return text;
}

/** The text as a wall time; takes `HH:MM` and the `HH:MM:SS` a `time` column gives. Throws RangeError otherwise. */
export function wallTime(text: string): WallTime {
  const short = /^\d{2}:\d{2}:\d{2}(?:\.\d+)?$/.test(text) ? text.slice(0, 5) : text;
  if (!isWallTime(short)) throw new RangeError(`Not a wall time: ${text}`);
  return short;
}

/** The text as a time zone. Throws RangeError when this machine does not know the name. */
export function timeZone(text: string): TimeZone {
  if (!isTimeZone(text)) throw new RangeError(`Not a time zone: ${text}`);
  return text;
}

/** The day the clinic's wall calendar shows at this instant. */
export function clinicDayOf(instant: Date, zone: TimeZone): ClinicDay {
  return dayOfNumber(Math.floor(localMilliseconds(instant, zone) / DAY));
}

/** The time the clinic's wall clock shows at this instant, seconds dropped. */
export function wallTimeOf(instant: Date, zone: TimeZone): WallTime {
  const local = localMilliseconds(instant, zone);
  const minute = Math.floor((local - Math.floor(local / DAY) * DAY) / MINUTE);
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}` as WallTime;
}

/**
 * The instant at which the clinic's wall shows this day and time. A time that a clock change skips is moved on by the
 * length of the gap (02:30 becomes 03:30); of a time that comes twice, the first. Temporal calls this `compatible`;
 * RFC 5545 section 3.3.5 asks for the same.
 */
export function instantOf(day: ClinicDay, time: WallTime, zone: TimeZone): Date {
  const local = dayNumber(day) * DAY + minuteOfDay(time) * MINUTE;
  const before = offsetAt(local - DAY, zone);
  const after = offsetAt(local + DAY, zone);
  if (before === after) return new Date(local - before);
  const candidates = [local - before, local - after].filter((at) => offsetAt(at, zone) === local - at);
  return new Date(candidates.length === 0 ? local - before : Math.min(...candidates));
}

/**
 * The first instant of the day. Usually midnight; where a clock change skips midnight, the instant of the change, and
 * for a day skipped whole (Samoa, 30 December 2011) the start of the next.
 */
export function dayStart(day: ClinicDay, zone: TimeZone): Date {
  const local = dayNumber(day) * DAY;
  const before = offsetAt(local - DAY, zone);
  if (before === offsetAt(local + DAY, zone)) return new Date(local - before);
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** The day so many days later (earlier when negative). Throws RangeError beyond the years 0001 to 9999. */
export function addDays(day: ClinicDay, days: number): ClinicDay {
  const number = dayNumber(day) + days;
  if (!Number.isInteger(number) || number < FIRST_DAY || number > LAST_DAY) {
    throw new RangeError(`No such day: ${day} and ${days} days`);
  }
  return dayOfNumber(number);
}

/** How many days later `to` is than `from`; negative when earlier. */
export function daysBetween(from: ClinicDay, to: ClinicDay): number {
  return dayNumber(to) - dayNumber(from);
}

/** The weekday of the day, 1 Monday to 7 Sunday. */
export function weekdayOf(day: ClinicDay): Weekday {
  return weekdayOfNumber(dayNumber(day));
}

/** The first day of the program week that holds the day, where weeks start on the given weekday. */
export function weekStartOf(day: ClinicDay, startWeekday: Weekday): ClinicDay {
  const number = dayNumber(day);
  return dayOfNumber(number - ((weekdayOfNumber(number) - startWeekday + 7) % 7));
}

/** The program week that holds the day. Its length is 168 hours, or 167 or 169 when the clock changes in it. */
export function weekRange(day: ClinicDay, startWeekday: Weekday, zone: TimeZone): WeekRange {
  const first = weekStartOf(day, startWeekday);
  return {
    start: dayStart(first, zone),
    end: dayStart(addDays(first, 7), zone),
    days: eachDay(first, addDays(first, 6)),
  };
}

/** Every day from the first to the last, both included; empty when the last is earlier. */
export function eachDay(first: ClinicDay, last: ClinicDay): ClinicDay[] {
  const days: ClinicDay[] = [];
  const end = dayNumber(last);
  for (let number = dayNumber(first); number <= end; number++) days.push(dayOfNumber(number));
  return days;
}

/** Whole minutes from one instant to a later one, rounded down. */
export function minutesBetween(start: Date, end: Date): number {
  return Math.floor((end.getTime() - start.getTime()) / MINUTE);
}

/** Minutes since midnight on the wall clock: 90 for `01:30`. */
export function minuteOfDay(time: WallTime): number {
  return (digit(time, 0) * 10 + digit(time, 1)) * 60 + digit(time, 3) * 10 + digit(time, 4);
}

function localMilliseconds(instant: Date, zone: TimeZone): number {
  const at = instant.getTime();
  if (Number.isNaN(at)) throw new RangeError('Not an instant');
  return at + offsetAt(at, zone);
}

function dayNumber(day: ClinicDay): number {
  const year = digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3);
  return utcMidnight(year, digit(day, 5) * 10 + digit(day, 6), digit(day, 8) * 10 + digit(day, 9)) / DAY;
}

/** Days since 1970-01-01 to calendar date, by the 400-year cycle counted from 1 March 0000 (proleptic Gregorian). */
function dayOfNumber(number: number): ClinicDay {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year < 1000 ? String(year).padStart(4, '0') : year}-${two(month)}-${two(dayOfMonth)}` as ClinicDay;
}

function utcMidnight(year: number, month: number, dayOfMonth: number): number {
  if (year >= 100) return Date.UTC(year, month - 1, dayOfMonth);
  return new Date(0).setUTCFullYear(year, month - 1, dayOfMonth);
}

function weekdayOfNumber(number: number): Weekday {
  return ((((number + 3) % 7) + 7) % 7 + 1) as Weekday;
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

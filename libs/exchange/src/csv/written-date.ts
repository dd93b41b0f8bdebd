import { isClinicDay } from '#platform';

/** In which order a column writes day, month and year where it writes all three as numbers, the year last. */
export type DateOrder = 'dmy' | 'mdy';

/** Every order a date can be read in; `ymd` where the year stands first. */
export type AnyOrder = DateOrder | 'ymd';

/** The numbers of a date before their order is known. */
export interface DateShape {
  readonly parts: readonly [number, number, number];
  /** `self` dates say themselves which part is which (parts are year, month, day); the others need an order. */
  readonly kind: 'self' | 'yearLast' | 'twoDigitYear';
  /** The two-digit year stands last, because the month is named. */
  readonly named: boolean;
  readonly secondOfDay: number | undefined;
  readonly offsetMinutes: number | undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

const SEPARATED = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$/;
const NAMED = /^(?:(\d{1,2})[ .-]*([a-z]{3,9})\.?[ ,-]*(\d{4}|\d{2})|([a-z]{3,9})\.?[ -]*(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4}|\d{2}))$/;
const WEEKDAY = /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\.?,? +/;
const TIME = /(?:T| +|, *)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([ap])\.?m\.?)?(?: ?(z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?$/i;

/** The numbers in a cell that looks like a date, with or without a time; undefined for anything else. */
export function shapeOf(text: string): DateShape | undefined {
  let rest = text.trim().replace(/\s+/g, ' ');
  if (rest.length > 60) return undefined;
  let moment: { secondOfDay: number; offsetMinutes: number | undefined } | undefined;
  const time = TIME.exec(rest);
  if (time) {
    moment = timeOf(time);
    if (moment === undefined) return undefined;
    rest = rest.slice(0, time.index);
  }
  const date = dateShapeOf(rest.toLowerCase());
  return date && { ...date, secondOfDay: moment?.secondOfDay, offsetMinutes: moment?.offsetMinutes };
}

function dateShapeOf(text: string): Pick<DateShape, 'parts' | 'kind' | 'named'> | undefined {
  const compact = /^(19|20)(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (compact) return { parts: [Number(`${compact[1]}${compact[2]}`), Number(compact[3]), Number(compact[4])], kind: 'self', named: false };
  const separated = SEPARATED.exec(text);
  if (separated) {
    const [, first = '', , second = '', third = ''] = separated;
    const parts = [Number(first), Number(second), Number(third)] as const;
    if (first.length === 4 && third.length <= 2) return { parts, kind: 'self', named: false };
    if (first.length > 2) return undefined;
    if (third.length === 4) return { parts, kind: 'yearLast', named: false };
    return third.length === 2 ? { parts, kind: 'twoDigitYear', named: false } : undefined;
  }
  const named = NAMED.exec(text.replace(WEEKDAY, ''));
  if (!named) return undefined;
  const month = monthNumber(named[2] ?? named[4] ?? '');
  const [day, year] = [Number(named[1] ?? named[5]), named[3] ?? named[6] ?? ''];
  if (month === 0) return undefined;
  return year.length === 4 ? { parts: [Number(year), month, day], kind: 'self', named: true } : { parts: [day, month, Number(year)], kind: 'twoDigitYear', named: true };
}

function timeOf(match: RegExpExecArray): { secondOfDay: number; offsetMinutes: number | undefined } | undefined {
  const [, hourText, minuteText, secondText = '0', half, zone] = match;
  let hour = Number(hourText);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const [minute, second] = [Number(minuteText), Number(secondText)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const offsetMinutes = zone === undefined ? undefined : offsetOf(zone);
  if (offsetMinutes !== undefined && Math.abs(offsetMinutes) > 14 * 60) return undefined;
  return { secondOfDay: hour * 3600 + minute * 60 + second, offsetMinutes };
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

/** The orders in which the numbers make a day that exists. */
export function ordersOf(shape: DateShape): (AnyOrder)[] {
  if (shape.kind === 'self') return isRealDate(...shape.parts) ? ['ymd'] : [];
  const candidates: readonly (AnyOrder)[] = shape.named ? ['dmy'] : shape.kind === 'yearLast' ? ['dmy', 'mdy'] : ['dmy', 'mdy', 'ymd'];
  return candidates.filter((order) => {
    const { year, month, day } = arranged(shape.parts, order);
    return shape.kind === 'twoDigitYear' ? isRealDate(2000 + year, month, day) || isRealDate(1900 + year, month, day) : isRealDate(year, month, day);
  });
}

/** The numbers as year, month and day under an order. */
export function arranged([a, b, c]: readonly [number, number, number], order: AnyOrder): { year: number; month: number; day: number } {
  if (order === 'dmy') return { day: a, month: b, year: c };
  return order === 'mdy' ? { month: a, day: b, year: c } : { year: a, month: b, day: c };
}

/** Whether the calendar has this day. */
export function isRealDate(year: number, month: number, day: number): boolean {
  return isClinicDay(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}

function monthNumber(name: string): number {
  const full = MONTH_NAMES.indexOf(name) + 1;
  return full > 0 ? full : MONTHS.indexOf(name === 'sept' ? 'sep' : name) + 1;
}

/** Two digits: 7 is `07`. */
export function two(value: number): string {
  return String(value).padStart(2, '0');
}

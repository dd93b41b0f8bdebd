/**
 * Showing time. An instant is an ISO 8601 string from the API and is always shown in the clinic's zone; a clinic day
 * ("2026-03-08") and a wall time ("17:30") have no zone and are never turned into an instant here.
 */
const LOCALE = 'en-US';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

/** "5:30 PM" */
export function formatTime(instant: string, zone: string): string {
  return format(zone, { hour: 'numeric', minute: '2-digit' }).format(new Date(instant));
}

/** "5:30 – 7:00 PM"; when it ends on another day, both days are said. */
export function formatTimeRange(start: string, end: string, zone: string): string {
  return format(zone, { hour: 'numeric', minute: '2-digit' }).formatRange(new Date(start), new Date(end));
}

/** "Mon, Nov 23, 5:30 PM"; the year is added when it is not this year. */
export function formatDateTime(instant: string, zone: string): string {
  return `${formatDay(dayOf(instant, zone))}, ${formatTime(instant, zone)}`;
}

/** The clinic day an instant falls on: "2026-11-23". */
export function dayOf(instant: string | Date, zone: string): string {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

/** The wall time of an instant in the clinic: "17:30". */
export function wallTimeOf(instant: string | Date, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
}

/**
 * The instant at which the clinic's wall shows a day and a time, as ISO 8601. A time the clock skips is moved on by the
 * gap; of one that comes twice, the first: as the server has it.
 */
export function instantOf(day: string, time: string, zone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const offset = (at: number) => Date.parse(`${dayOf(new Date(at), zone)}T${wallTimeOf(new Date(at), zone)}:00Z`) - at;
  const [before, after] = [offset(wanted - 86_400_000), offset(wanted + 86_400_000)];
  const fitting = [wanted - before, wanted - after].filter((at) => offset(at) === wanted - at);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : wanted - before).toISOString();
}

/** Today in the clinic. */
export function today(zone: string): string {
  return dayOf(new Date(), zone);
}

/** "Mon, Nov 23"; with the year when it is not the year of `reference` (today by the browser's calendar unless given). */
export function formatDay(day: string, reference: string = today('UTC')): string {
  const sameYear = day.slice(0, 4) === reference.slice(0, 4);
  return format('UTC', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(noon(day));
}

/** "Monday, November 23, 2026" */
export function formatDayLong(day: string): string {
  return format('UTC', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(noon(day));
}

/** "Nov 23, 2026": a date in a record (birth date, expiry), where the weekday means nothing. */
export function formatDate(day: string): string {
  return format('UTC', { month: 'short', day: 'numeric', year: 'numeric' }).format(noon(day));
}

/** "17:30" → "5:30 PM" */
export function formatWallTime(time: string): string {
  return format('UTC', { hour: 'numeric', minute: '2-digit' }).format(new Date(`2000-01-01T${time.slice(0, 5)}:00Z`));
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: string, count: number): string {
  const date = noon(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** 1 for Monday … 7 for Sunday. */
export function weekdayOf(day: string): number {
  return noon(day).getUTCDay() || 7;
}

/** The first day of the week `day` lies in, for weeks that start on `firstWeekday` (1 Monday … 7 Sunday). */
export function weekStartOf(day: string, firstWeekday = 1): string {
  return addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
}

/** Whole years between a birth date and a day. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** "3 minutes ago", "in 2 days": for lists where nearness matters more than the hour. */
export function formatNearness(instant: string, now: Date = new Date()): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['second', 60],
    ['minute', 60],
    ['hour', 24],
    ['day', 7],
    ['week', 4.35],
    ['month', 12],
  ];
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
  let value = seconds;
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) return relative.format(Math.round(value), unit);
    value /= size;
  }
  return relative.format(Math.round(value), 'year');
}

/** The zone's name for people: "New York time". */
export function zoneName(zone: string): string {
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return `${city} time`;
}

/** The zone of the viewer's device. */
export function viewerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** True when a clock in the clinic and the viewer's own show different times at that instant. */
export function zonesDiffer(zone: string, at: Date = new Date(), viewer: string = viewerZone()): boolean {
  return wallTimeOf(at, zone) !== wallTimeOf(at, viewer) || dayOf(at, zone) !== dayOf(at, viewer);
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

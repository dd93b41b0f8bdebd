/** When a group meets, as the form's plain controls say it. */
export interface Times {
  /** 1 Monday to 7 Sunday. */
  weekdays: number[];
  startTime: string;
  durationMinutes: number;
  startDay: string | null;
  everyWeeks: number;
  ends: 'never' | 'until' | 'count';
  until: string | null;
  count: number;
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** The recurrence rule of plain controls, or null while something is missing. */
export function ruleOf(times: Times): string | null {
  const { weekdays, everyWeeks, ends, until, count } = times;
  if (weekdays.length === 0 || (ends === 'until' && !until) || (ends === 'count' && !(count >= 1)) || !(everyWeeks >= 1)) return null;
  const days = [...weekdays].sort((a, b) => a - b).map((weekday) => CODES[weekday - 1]);
  return [
    'FREQ=WEEKLY',
    ...(everyWeeks > 1 ? [`INTERVAL=${everyWeeks}`] : []),
    ...(ends === 'count' ? [`COUNT=${count}`] : []),
    ...(ends === 'until' && until ? [`UNTIL=${until.replaceAll('-', '')}`] : []),
    `BYDAY=${days.join(',')}`,
  ].join(';');
}

/** The times as the API takes them, or null while something is missing. */
export function seriesTimes(times: Times): { rule: string; startDay: string; startTime: string; durationMinutes: number } | null {
  const rule = ruleOf(times);
  const durationMinutes = Number(times.durationMinutes);
  if (rule === null || !times.startDay || !/^\d{2}:\d{2}$/.test(times.startTime) || !(durationMinutes >= 5)) return null;
  return { rule, startDay: times.startDay, startTime: times.startTime, durationMinutes };
}

/** "17:30" and 90 minutes → "19:00"; past midnight it starts over. */
export function endTime(startTime: string, minutes: number): string {
  const [hour = 0, minute = 0] = startTime.split(':').map(Number);
  const total = (hour * 60 + minute + minutes) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

interface Dated {
  day: string;
  state: string;
}

/** Dates a person took out although they can be, and closed days they want all the same. */
export interface Choice {
  without: readonly string[];
  although: readonly string[];
}

/** Whether a date can be chosen at all, and whether it is. A conflict cannot be; a closed day is not unless somebody says so. */
export function isChosen(date: Dated, choice: Choice): boolean {
  if (date.state === 'conflict') return false;
  return date.state === 'closed' ? choice.although.includes(date.day) : !choice.without.includes(date.day);
}

/** The choice after a date was ticked or unticked. */
export function toggled(date: Dated, choice: Choice): Choice {
  const flip = (days: readonly string[]) => (days.includes(date.day) ? days.filter((day) => day !== date.day) : [...days, date.day]);
  return date.state === 'closed' ? { ...choice, although: flip(choice.although) } : { ...choice, without: flip(choice.without) };
}

/** "46 of 48 dates; 1 closed, 1 in conflict." */
export function sayDates(dates: readonly Dated[], choice: Choice): string {
  const chosen = dates.filter((date) => isChosen(date, choice)).length;
  const left = (state: string) => dates.filter((date) => date.state === state && !isChosen(date, choice)).length;
  const out = dates.filter((date) => date.state !== 'closed' && date.state !== 'conflict' && !isChosen(date, choice)).length;
  const rest = [left('closed') > 0 && `${left('closed')} closed`, left('conflict') > 0 && `${left('conflict')} in conflict`, out > 0 && `${out} left out`].filter(Boolean);
  return `${chosen} of ${dates.length} ${dates.length === 1 ? 'date' : 'dates'}${rest.length > 0 ? `; ${rest.join(', ')}` : ''}.`;
}

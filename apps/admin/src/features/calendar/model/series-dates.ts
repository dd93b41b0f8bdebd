import type { Tone } from '@/ui';
import type { SeriesCancelDate, SeriesDate } from '../api/calendar';

/** Dates a person took out although they can be, and closed days they want all the same. */
export interface DateChoice {
  without: readonly string[];
  although: readonly string[];
}

export const AS_OFFERED: DateChoice = { without: [], although: [] };

/** Whether a date can be ticked: it would change, and nothing stands in its way. */
export function mayChoose(date: SeriesDate): boolean {
  return date.action !== 'keep' && date.state !== 'conflict' && date.state !== 'apart';
}

/** Whether a date will change. A conflict cannot, nor where two are kept apart; a closed day does not unless somebody says so. */
export function isChosen(date: SeriesDate, choice: DateChoice): boolean {
  if (!mayChoose(date)) return false;
  return date.chosen ? !choice.without.includes(date.day) : choice.although.includes(date.day);
}

/** The choice after a date was ticked or unticked. */
export function toggled(date: SeriesDate, choice: DateChoice): DateChoice {
  const flip = (days: readonly string[]) => (days.includes(date.day) ? days.filter((day) => day !== date.day) : [...days, date.day]);
  return date.chosen ? { ...choice, without: flip(choice.without) } : { ...choice, although: flip(choice.although) };
}

/** The dates worth showing: the past never changes, and what stays the same is no news. */
export function datesShown(dates: readonly SeriesDate[]): SeriesDate[] {
  return dates.filter((date) => date.kept !== 'past' && date.kept !== 'same');
}

/** The dates that will change, and whether one of them needs a reason. */
export function chosenOf(dates: readonly SeriesDate[], choice: DateChoice): { days: string[]; needsReason: boolean } {
  const chosen = dates.filter((date) => isChosen(date, choice));
  return { days: chosen.map((date) => date.day), needsReason: chosen.some((date) => date.outside.length > 0) };
}

/** "11 sessions change. 1 is taken and stays as it is." */
export function sayDates(dates: readonly SeriesDate[], choice: DateChoice): string {
  const shown = datesShown(dates);
  const count = (filter: (date: SeriesDate) => boolean) => shown.filter(filter).length;
  const changes = count((date) => isChosen(date, choice));
  const stay = (many: number, why: string) => (many === 0 ? '' : ` ${many} ${many === 1 ? 'is' : 'are'} ${why}.`);
  const apart = (state: string) => count((date) => date.action !== 'keep' && date.state === state && !isChosen(date, choice));
  const leftOut = count((date) => mayChoose(date) && date.state !== 'closed' && !isChosen(date, choice));
  const kept = count((date) => date.action === 'keep');
  return `${changes === 0 ? 'No session changes.' : changes === 1 ? '1 session changes.' : `${changes} sessions change.`}${stay(apart('conflict'), 'taken: nothing changes there')}${stay(apart('apart'), 'not possible: two who come cannot be here together')}${stay(apart('closed'), 'on a closed day')}${stay(leftOut, 'left out')}${kept === 0 ? '' : ` ${kept} ${kept === 1 ? 'stays as it is' : 'stay as they are'}.`}`;
}

const KEPT: Record<string, string> = {
  past: 'Has begun',
  attendance: 'Attendance is recorded',
  changed_by_hand: 'Changed by hand',
  cancelled: 'Cancelled',
  left_out: 'Left out',
  same: 'The same',
};

/** Why an occurrence stays as it is. */
export function sayKept(kept: string): string {
  return KEPT[kept] ?? 'Stays';
}

const STATES: Record<string, { tone: Tone; word: string }> = {
  free: { tone: 'good', word: 'Free' },
  closed: { tone: 'off', word: 'Closed' },
  conflict: { tone: 'bad', word: 'Taken' },
  outside: { tone: 'warning', word: 'Outside hours' },
};

/** Who the two are, only their care team says. */
const APART = 'Two who come cannot be here together. Ask their care team.';

/** How a date stands, in a word and a reason; `say` tells what is in the way. */
export function lookOf(date: SeriesDate, say: (conflict: SeriesDate['conflicts'][number], day: string) => string): { tone: Tone; word: string; why: string } {
  if (date.action === 'keep') return { tone: 'neutral', word: 'Stays', why: date.kept ? sayKept(date.kept) : '' };
  const taken = date.conflicts.map((one) => say(one, date.day));
  if (date.state === 'apart') return { tone: 'bad', word: 'Cannot be', why: APART };
  const why = [date.closure, ...taken, ...(taken.length > 0 ? [] : date.outside.filter((one) => date.closure === null || one.kind !== 'clinic-closed').map((one) => one.sentence))].filter(Boolean).join('; ');
  if (date.action === 'remove') return { tone: 'warning', word: 'Falls away', why };
  if (date.action === 'add' && date.state === 'free') return { tone: 'good', word: 'New', why };
  return { ...(STATES[date.state] ?? { tone: 'neutral', word: date.state }), why };
}

/** "7 sessions will be cancelled. 1 stays: attendance is recorded." */
export function sayCancelled(dates: readonly SeriesCancelDate[]): string {
  const going = dates.filter((date) => date.kept === null).length;
  const kept = new Map<string, number>();
  for (const date of dates) if (date.kept !== null && date.kept !== 'past' && date.kept !== 'cancelled') kept.set(date.kept, (kept.get(date.kept) ?? 0) + 1);
  const stays = [...kept].map(([why, count]) => ` ${count} ${count === 1 ? 'stays' : 'stay'}: ${sayKept(why).toLowerCase()}.`).join('');
  return `${going === 0 ? 'No session is left to cancel.' : `${sayCount(going)} will be cancelled.`}${stays}`;
}

/** "1 session", "12 sessions" */
export function sayCount(count: number): string {
  return count === 1 ? '1 session' : `${count} sessions`;
}

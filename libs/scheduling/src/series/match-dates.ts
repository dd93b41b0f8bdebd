import { weekStartOf, type ClinicDay } from '#platform';

/** An occurrence that is there. */
export interface StandingDate {
  sessionId: string;
  /** Which date of the series it is, wherever it was moved since. */
  day: ClinicDay;
  /** Whether it has begun. */
  past: boolean;
  /** Whether anybody's attendance is recorded. */
  recorded: boolean;
  cancelled: boolean;
  changedByHand: boolean;
}

/** Why an occurrence stays as it is. */
export type Kept = 'past' | 'attendance' | 'changed_by_hand' | 'cancelled';

/** What becomes of one date of a series. */
export type MatchedDate =
  | { action: 'change'; day: ClinicDay; sessionId: string; from: ClinicDay }
  | { action: 'add'; day: ClinicDay }
  | { action: 'remove'; day: ClinicDay; sessionId: string }
  | { action: 'keep'; day: ClinicDay; sessionId: string; why: Kept };

/** What is asked of the dates of a series. */
export interface DateWish {
  /** The dates it is to have from now on; those to come only. */
  days: readonly ClinicDay[];
  /** Dates nothing may move to: the clinic is closed. A session that is there already may stay. */
  closed: { has(day: ClinicDay): boolean };
  /** Whether occurrences changed by hand follow too. */
  overwrite: boolean;
}

/**
 * Matches what is there with what is wanted. An occurrence keeps its date where the series still has it; else it moves to a
 * new date of the same week, so that whoever was added to it moves along; what is left over is removed or added. The past,
 * what has attendance, what was cancelled and (unless asked) what was changed by hand stays. No date is lost or doubled.
 */
export function matchDates(standing: readonly StandingDate[], wish: DateWish): MatchedDate[] {
  const open = new Set(wish.days);
  const matched: MatchedDate[] = [];
  const homeless: StandingDate[] = [];
  for (const one of standing) {
    const why = keptFor(one, wish.overwrite);
    const wanted = open.delete(one.day);
    if (why !== null) matched.push({ action: 'keep', day: one.day, sessionId: one.sessionId, why });
    else if (wanted) matched.push({ action: 'change', day: one.day, sessionId: one.sessionId, from: one.day });
    else homeless.push(one);
  }
  const byWeek = new Map<ClinicDay, ClinicDay[]>();
  for (const day of [...open].sort()) {
    if (wish.closed.has(day)) continue;
    const week = weekStartOf(day, 1);
    byWeek.set(week, [...(byWeek.get(week) ?? []), day]);
  }
  for (const one of homeless.sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const day = byWeek.get(weekStartOf(one.day, 1))?.shift();
    if (day === undefined) matched.push({ action: 'remove', day: one.day, sessionId: one.sessionId });
    else {
      open.delete(day);
      matched.push({ action: 'change', day, sessionId: one.sessionId, from: one.day });
    }
  }
  for (const day of open) matched.push({ action: 'add', day });
  return matched.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function keptFor(one: StandingDate, overwrite: boolean): Kept | null {
  if (one.past) return 'past';
  if (one.recorded) return 'attendance';
  if (one.cancelled) return 'cancelled';
  return one.changedByHand && !overwrite ? 'changed_by_hand' : null;
}

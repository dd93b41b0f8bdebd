import { addDays, type ClinicDay, type TimeZone, type WallTime } from '#platform';
import type { BookingFacts } from '../booking/booking-facts.query.js';
import type { Conflict } from '../booking/in-the-way.query.js';
import { outsideHours, type Outside } from '../booking/outside-hours.js';
import { isRuleProblem, occurrences, parseRule, type Occurrence } from '../recurrence.js';
import { wrongInput } from '../scheduling.errors.js';

/** How far ahead an open-ended series has sessions, in weeks: a stay of twelve weeks and its taper. Product default. */
export const HORIZON_WEEKS = 16;
/** Most sessions one series makes at once: five a week for well over three years. */
export const MOST_SESSIONS = 1000;

/** When a series meets. */
export interface SeriesTimes {
  rule: string;
  startDay: ClinicDay;
  startTime: WallTime;
  durationMinutes: number;
}

/**
 * `closed`: the clinic is closed. `conflict`: something is in the way. `apart`: two who come are kept apart. `outside`: possible
 * with a reason.
 */
export type DateState = 'free' | 'closed' | 'conflict' | 'apart' | 'outside';

/** How one date of a series stands. */
export interface PlannedOccurrence {
  day: ClinicDay;
  startsAt: Date;
  endsAt: Date;
  state: DateState;
  /** Why the clinic is closed. */
  closure: string | null;
  conflicts: Conflict[];
  outside: Outside[];
}

/** The dates of a series, and until when they reach. */
export interface SeriesDates {
  /** The rule as it is stored. */
  rule: string;
  endless: boolean;
  until: ClinicDay;
  occurrences: (Occurrence & { end: Date })[];
}

/**
 * The dates a rule gives: all of them, or of an open-ended one those within the horizon from its start or from today.
 * @throws DomainError 400 for a rule that cannot be, gives nothing, or gives more than a series may have.
 */
export function seriesDates(times: SeriesTimes, zone: TimeZone, today: ClinicDay, from: ClinicDay = times.startDay): SeriesDates {
  const rule = parseRule(times.rule, { zone });
  if (isRuleProblem(rule)) throw wrongInput('/rule', rule.problem);
  const horizon = addDays(times.startDay > today ? times.startDay : today, HORIZON_WEEKS * 7);
  const found = occurrences(rule, {
    startDay: times.startDay,
    startTime: times.startTime,
    zone,
    from,
    to: rule.endless ? horizon : addDays(times.startDay, 366 * 6),
    limit: MOST_SESSIONS + 1,
  });
  if (found.length > MOST_SESSIONS) throw wrongInput('/rule', `gives more than ${MOST_SESSIONS} sessions`);
  return {
    rule: rule.text,
    endless: rule.endless,
    until: rule.endless ? horizon : (found.at(-1)?.day ?? from),
    occurrences: found.map((one) => ({ ...one, end: new Date(one.start.getTime() + times.durationMinutes * 60_000) })),
  };
}

/**
 * How each date stands. A day the clinic is closed is skipped unless somebody chooses it; a conflict cannot be chosen, nor can
 * any date where two come who are kept apart.
 * @param conflicts what is in the way, by date, in the order of the dates.
 */
export function planSeries(dates: SeriesDates, conflicts: readonly (readonly Conflict[])[], facts: BookingFacts, roomId: string | null, zone: TimeZone, apart = false): PlannedOccurrence[] {
  return dates.occurrences.map(({ day, start, end }, index) => {
    const inTheWay = [...(conflicts[index] ?? [])];
    const outside = outsideHours({ startsAt: start, endsAt: end }, roomId, facts, zone);
    const closed = outside.some((one) => one.kind === 'clinic-closed');
    return {
      day,
      startsAt: start,
      endsAt: end,
      state: apart ? 'apart' : closed ? 'closed' : inTheWay.length > 0 ? 'conflict' : outside.length > 0 ? 'outside' : 'free',
      closure: facts.closures.find((one) => one.day === day)?.reason ?? null,
      conflicts: inTheWay,
      outside,
    };
  });
}

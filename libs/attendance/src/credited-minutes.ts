import type { FieldProblem } from '#platform';

/** What became of one client's place in one session. */
export const ATTENDANCE_STATUSES = ['booked', 'attended', 'late', 'left_early', 'no_show', 'excused', 'cancelled'] as const;
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number];

/** A stretch of time, its end not included. */
export interface Stretch {
  readonly start: Date;
  readonly end: Date;
}

/** All that decides what a place in a session is worth. */
export interface CreditFacts {
  readonly status: AttendanceStatus;
  readonly sessionStart: Date;
  readonly sessionEnd: Date;
  readonly arrivedAt?: Date | null;
  readonly departedAt?: Date | null;
  /** Unpaid breaks of the session: time in them credits nobody. They may overlap or reach beyond the session. */
  readonly breaks: readonly Stretch[];
  /** Whether the session's service counts toward hours. */
  readonly countsTowardHours: boolean;
  readonly sessionCancelled: boolean;
}

/** A mark to be made, judged at a moment: check-in opens so many minutes before the session starts. */
export interface MarkFacts extends Pick<CreditFacts, 'status' | 'sessionStart' | 'sessionEnd' | 'arrivedAt' | 'departedAt' | 'sessionCancelled'> {
  readonly now: Date;
  readonly checkInOpensMinutes: number;
}

/** The version of the rule that counts credited minutes; every ledger entry names it. Raise it when the rule changes. */
export const CREDIT_RULE = 'credited-minutes/1';

const MINUTE = 60_000;
const EARLIEST_ARRIVAL = 24 * 60 * MINUTE; // an arrival earlier than this before the session belongs to another one

/** Whether the status says the client was there, if only for a part. */
export function wasPresent(status: AttendanceStatus): boolean {
  return status === 'attended' || status === 'late' || status === 'left_early';
}

/**
 * Whole minutes a place in a session credits toward the client's hours: the overlap of [arrival, departure] with the
 * session, less unpaid breaks. Without an arrival the client was there from the start, without a departure to the end.
 * Milliseconds are summed first and rounded down once, so 44 minutes 59 seconds are 44 minutes. Nothing outside the
 * session counts, so sessions that do not overlap never credit the same minute. Booked, no-show, excused, cancelled and a
 * cancelled session credit 0.
 */
export function creditedMinutes(facts: CreditFacts): number {
  if (!facts.countsTowardHours) return 0;
  return presentMinutes(facts);
}

/** Whole minutes the client was in the session, less unpaid breaks, whether or not the service counts toward hours. */
export function presentMinutes(facts: Omit<CreditFacts, 'countsTowardHours'>): number {
  if (facts.sessionCancelled || !wasPresent(facts.status)) return 0;
  const start = Math.max(facts.sessionStart.getTime(), facts.arrivedAt?.getTime() ?? -Infinity);
  const end = Math.min(facts.sessionEnd.getTime(), facts.departedAt?.getTime() ?? Infinity);
  if (end <= start) return 0;
  return Math.floor((end - start - withinBreaks(facts.breaks, start, end)) / MINUTE);
}

/** Whole minutes a session would credit someone who is there from start to end. */
export function creditableMinutes(session: Pick<CreditFacts, 'sessionStart' | 'sessionEnd' | 'breaks' | 'countsTowardHours' | 'sessionCancelled'>): number {
  return creditedMinutes({ ...session, status: 'attended', arrivedAt: null, departedAt: null });
}

/**
 * What is wrong with a mark, or undefined. A late mark needs an arrival after the start, a left-early mark a departure
 * before the end; nobody is marked on a cancelled session or before check-in opens, a no-show only once the session has
 * begun. An excuse may be noted ahead. The pointer names the field of the mark.
 */
export function attendanceProblem(mark: MarkFacts): FieldProblem | undefined {
  const { status, arrivedAt, departedAt, now } = mark;
  if (mark.sessionCancelled && status !== 'booked' && status !== 'cancelled') return problem('/status', 'This session is cancelled: nobody can be marked on it.');
  if (!wasPresent(status)) {
    if (arrivedAt) return problem('/arrivedAt', 'Only someone who came has a time of arrival.');
    if (departedAt) return problem('/departedAt', 'Only someone who came has a time of departure.');
    if (status === 'no_show' && now < mark.sessionStart) return problem('/status', 'The session has not begun: nobody is missing yet.');
    return undefined;
  }
  if (now.getTime() < mark.sessionStart.getTime() - mark.checkInOpensMinutes * MINUTE) return problem('/status', 'Check-in for this session is not open yet.');
  if (arrivedAt && arrivedAt.getTime() < mark.sessionStart.getTime() - EARLIEST_ARRIVAL) return problem('/arrivedAt', 'The arrival is more than a day before the session.');
  if (arrivedAt && arrivedAt.getTime() > now.getTime() + MINUTE) return problem('/arrivedAt', 'The time of arrival is in the future.');
  if (departedAt && departedAt.getTime() > now.getTime() + MINUTE) return problem('/departedAt', 'The time of departure is in the future.');
  if (arrivedAt && departedAt && departedAt <= arrivedAt) return problem('/departedAt', 'The departure must be after the arrival.');
  if (arrivedAt && arrivedAt >= mark.sessionEnd) return problem('/arrivedAt', 'The arrival is after the session ended.');
  if (departedAt && departedAt <= mark.sessionStart) return problem('/departedAt', 'The departure is before the session started.');
  if (status === 'late' && !arrivedAt) return problem('/arrivedAt', 'A late mark needs the time of arrival.');
  if (status === 'late' && arrivedAt && arrivedAt <= mark.sessionStart) return problem('/arrivedAt', 'This arrival is not late: the session had not begun.');
  if (status === 'left_early' && !departedAt) return problem('/departedAt', 'A left-early mark needs the time of departure.');
  if (status === 'left_early' && departedAt && departedAt >= mark.sessionEnd) return problem('/departedAt', 'This departure is not early: the session was over.');
  return undefined;
}

/** Milliseconds of [start, end) that lie in any break, each counted once. */
function withinBreaks(breaks: readonly Stretch[], start: number, end: number): number {
  const sorted = breaks.map((one) => ({ from: one.start.getTime(), to: one.end.getTime() })).sort((a, b) => a.from - b.from);
  let inside = 0;
  let reached = start;
  for (const { from, to } of sorted) {
    const begins = Math.max(from, reached);
    const ends = Math.min(to, end);
    if (ends <= begins) continue;
    inside += ends - begins;
    reached = ends;
  }
  return inside;
}

function problem(pointer: string, detail: string): FieldProblem {
  return { pointer, detail };
}

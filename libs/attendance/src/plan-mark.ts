import { clinicDayOf, type ClinicDay, type FieldProblem, type TimeZone } from '#platform';
import { attendanceProblem, creditedMinutes, type AttendanceStatus, type Stretch } from './credited-minutes.js';

/** The statuses a mark may set; a place is cancelled by scheduling, not by attendance. */
export const MARK_STATUSES = ['booked', 'attended', 'late', 'left_early', 'no_show', 'excused'] as const satisfies readonly AttendanceStatus[];
export type MarkStatus = (typeof MARK_STATUSES)[number];

/** What is wanted of one place. */
export interface WantedMark {
  participationId: string;
  status: MarkStatus;
  arrivedAt?: Date | null;
  departedAt?: Date | null;
  reason?: string | null;
  /** The version the marker saw; left out: the marker believes that nobody has recorded anything yet. */
  version?: number;
}

/** The session of the places, as it stands. */
export interface MarkedSession {
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
  day: ClinicDay;
  live: boolean;
  breaks: readonly Stretch[];
  countsTowardHours: boolean;
  zone: TimeZone;
  /** Policy: how many minutes before the session people may be checked in. */
  checkInOpensMinutes: number;
}

/** One place as it stands. */
export interface StandingPlace {
  participationId: string;
  episodeId: string | null;
  status: AttendanceStatus;
  arrivedAt: Date | null;
  departedAt: Date | null;
  creditedMinutes: number;
  reason: string | null;
  /** When and by whom the status was recorded; null while it is booked. */
  recordedAt: Date | null;
  recordedBy: string | null;
  version: number;
}

/** Who marks, and how. */
export interface Marker {
  now: Date;
  name: string;
  /** Whether they may change what is recorded after its day. */
  mayCorrect: boolean;
  /** Marks over what others marked meanwhile. */
  force: boolean;
}

export type MarkKind = 'check_in' | 'undo' | 'correction' | 'walk_in' | 'import' | 'session_changed';

/** A change to write: the place as it will stand, and what kind of mark it is. */
export interface PlannedMark {
  kind: MarkKind;
  /** Why, as the one who marks says it. */
  reason: string | null;
  before: StandingPlace;
  after: StandingPlace;
}

/** What one wanted mark comes to. */
export type MarkOutcome =
  | { change: PlannedMark }
  | { unchanged: StandingPlace }
  | { stale: StandingPlace }
  | { problem: FieldProblem }
  | { forbidden: true };

/** Whether the status says that somebody recorded something. */
export function isRecorded(status: AttendanceStatus): boolean {
  return status !== 'booked' && status !== 'cancelled';
}

/**
 * Decides what a wanted mark does to a place. Wanting what already stands changes nothing, so a repeated request is
 * harmless. A mark made on an older version is stale unless forced. Once the clinic day of the session is over, changing
 * what is recorded is a correction and needs a reason; recording what is owed is not.
 */
export function planMark(wanted: WantedMark, place: StandingPlace, session: MarkedSession, marker: Marker): MarkOutcome {
  const { now } = marker;
  const arrivedAt = wanted.arrivedAt ?? null;
  const departedAt = wanted.departedAt ?? null;
  const reason = wanted.status === 'booked' ? null : (wanted.reason ?? null);
  if (place.status === wanted.status && same(place.arrivedAt, arrivedAt) && same(place.departedAt, departedAt) && (place.reason === reason || wanted.reason === undefined)) {
    return { unchanged: place };
  }
  const current = wanted.version === undefined ? !isRecorded(place.status) : wanted.version === place.version;
  if (!current && !marker.force) return { stale: place };
  if (place.status === 'cancelled') return { problem: { pointer: '/status', detail: 'This place was cancelled: book it again first.' } };
  const problem = attendanceProblem({
    status: wanted.status,
    sessionStart: session.startsAt,
    sessionEnd: session.endsAt,
    sessionCancelled: !session.live,
    arrivedAt,
    departedAt,
    now,
    checkInOpensMinutes: session.checkInOpensMinutes,
  });
  if (problem) return { problem };
  if (wanted.status === 'excused' && !reason) return { problem: { pointer: '/reason', detail: 'An excused absence needs a reason.' } };
  const correction = isRecorded(place.status) && clinicDayOf(now, session.zone) > session.day;
  if (correction && !marker.mayCorrect) return { forbidden: true };
  if (correction && !wanted.reason) return { problem: { pointer: '/reason', detail: 'The day is over: a correction needs a reason.' } };
  const after: StandingPlace = {
    ...place,
    status: wanted.status,
    arrivedAt,
    departedAt,
    reason,
    creditedMinutes: creditOf(session, wanted.status, arrivedAt, departedAt),
    recordedAt: isRecorded(wanted.status) ? now : null,
    recordedBy: isRecorded(wanted.status) ? marker.name : null,
    version: place.version + 1,
  };
  const kind = correction ? 'correction' : wanted.status === 'booked' ? 'undo' : 'check_in';
  return { change: { kind, reason: wanted.reason ?? null, before: place, after } };
}

/** Credited minutes of a place in a session. */
export function creditOf(session: MarkedSession, status: AttendanceStatus, arrivedAt: Date | null, departedAt: Date | null): number {
  return creditedMinutes({
    status,
    arrivedAt,
    departedAt,
    sessionStart: session.startsAt,
    sessionEnd: session.endsAt,
    breaks: session.breaks,
    countsTowardHours: session.countsTowardHours,
    sessionCancelled: !session.live,
  });
}

function same(a: Date | null, b: Date | null): boolean {
  return (a?.getTime() ?? null) === (b?.getTime() ?? null);
}

import type { Roster, RosterPlace, StandingPlace } from '../api/attendance';
import type { QueueState, Wanted } from './mark-queue';

/** The four marks of the roster, on the keys 1 to 4. */
export const MARKS = [
  { status: 'attended', key: '1', word: 'Present', past: 'present' },
  { status: 'late', key: '2', word: 'Late', past: 'late' },
  { status: 'no_show', key: '3', word: 'No-show', past: 'a no-show' },
  { status: 'excused', key: '4', word: 'Excused', past: 'excused' },
] as const;

export type RowMark = (typeof MARKS)[number]['status'];

/** A place as the roster shows it: saved, or as it will be once it is. */
export interface ShownPlace extends RosterPlace {
  pending: boolean;
}

/** The places as they stand with the marks under way on top. */
export function shownPlaces(roster: Roster, queue: QueueState): ShownPlace[] {
  return roster.places.map((place) => {
    const mark = queue.pending.get(place.participationId);
    if (!mark) return { ...place, pending: false };
    const { status, arrivedAt, departedAt, reason } = mark;
    return { ...place, status, arrivedAt, departedAt, reason, creditedMinutes: 0, recordedAt: null, recordedBy: null, pending: true };
  });
}

/** Places the server saved, put into the roster. */
export function withSaved(roster: Roster, saved: (Partial<StandingPlace> & { participationId: string })[]): Roster {
  const byId = new Map(saved.map((place) => [place.participationId, place]));
  return { ...roster, places: roster.places.map((place) => ({ ...place, ...byId.get(place.participationId) })) };
}

/** Whether the server told of places or versions a roster does not show yet. One's own mark may be ahead of what it told. */
export function isBehind(roster: Pick<Roster, 'places'>, told: Record<string, number>): boolean {
  const shown = new Map(roster.places.map((place) => [place.participationId, place.version]));
  return [...shown.keys()].some((id) => told[id] === undefined) || Object.entries(told).some(([id, version]) => version > (shown.get(id) ?? 0));
}

/** How far check-in has come. */
export interface RosterCount {
  places: number;
  /** Booked and not yet recorded. */
  open: number;
  present: number;
  missed: number;
  excused: number;
}

export function countOf(places: readonly Pick<RosterPlace, 'status'>[]): RosterCount {
  const of = (...statuses: string[]) => places.filter((place) => statuses.includes(place.status)).length;
  return { places: places.length, open: of('booked'), present: of('attended', 'late', 'left_early'), missed: of('no_show'), excused: of('excused') };
}

/** What the moment allows on a session. */
export interface Moment {
  open: boolean;
  begun: boolean;
  running: boolean;
  /** The clinic day of the session is over: changing what is recorded is a correction. */
  dayOver: boolean;
}

export function momentOf(roster: Pick<Roster, 'opensAt' | 'startsAt' | 'endsAt' | 'clinicDay'>, now: number, today: string): Moment {
  const begun = now >= Date.parse(roster.startsAt);
  return { open: now >= Date.parse(roster.opensAt), begun, running: begun && now < Date.parse(roster.endsAt), dayOver: today > roster.clinicDay };
}

/** Whether a mark can be made now; an excuse may be noted ahead. */
export function markable(status: RowMark | 'left_early', moment: Moment): boolean {
  if (status === 'excused') return true;
  return status === 'attended' ? moment.open : moment.begun;
}

/** A mark on a place as it stands, with everything it does not say left out. */
export function wantedOf(place: Pick<RosterPlace, 'participationId' | 'version'>, status: Wanted['status'], more: Partial<Wanted> = {}): Wanted & { version: number } {
  return { participationId: place.participationId, version: place.version, status, arrivedAt: null, departedAt: null, reason: null, ...more };
}

/** What brings a place back to how it stood before. */
export function backTo(before: RosterPlace, version: number): Wanted & { version: number } {
  const { participationId, arrivedAt, departedAt, reason } = before;
  if (before.status === 'booked' || before.status === 'cancelled') return wantedOf({ participationId, version }, 'booked');
  return { participationId, version, status: before.status, arrivedAt, departedAt, reason };
}

/** Where to go after marking a row: the next nobody has recorded, else the next row, else stay. */
export function nextRow(places: readonly Pick<RosterPlace, 'status'>[], from: number): number {
  for (let step = 1; step < places.length; step++) {
    const at = (from + step) % places.length;
    if (places[at]?.status === 'booked') return at;
  }
  return Math.min(from + 1, places.length - 1);
}

/** So many minutes after an instant, as ISO. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

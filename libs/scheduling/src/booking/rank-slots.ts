import { daysBetween, minutesBetween, type ClinicDay } from '#platform';
import { overlapsAny, type Busy, type OpenTime, type Slot } from './free-slots.js';

/** A room a session could be in, and when it is taken (put together, in order). */
export interface RoomToTry {
  id: string;
  name: string;
  taken: readonly Busy[];
  /** Whether the room keeps to these times; asked last, of few. */
  open(time: Slot): boolean;
}

/** Why a proposal stands where it stands in the list. */
export type RankReason = 'soonest' | 'follows_on' | 'leaves_hole' | 'usual_room' | 'usual_room_taken' | 'within_said_hours';

/** A free time, ranked. */
export interface Proposal extends Slot {
  day: ClinicDay;
  room: { id: string; name: string } | null;
  score: number;
  reasons: { code: RankReason; sentence: string }[];
}

/** What proposals are ranked by. */
export interface Ranking {
  /** When the staff are busy, put together: their day is not to be broken up. */
  staffBusy: readonly Busy[];
  /** When anybody at all is busy or away, put together. */
  taken: readonly Busy[];
  /** The rooms it may be in, those that fit best first; null: it needs none. */
  rooms: readonly RoomToTry[] | null;
  usualRoomId: string | null;
  /** Whether everybody who is to lead said when they work. */
  hoursSaid: boolean;
  count: number;
}

/** A stretch between two sessions shorter than this is lost. */
const SHORTEST_USE = 45;
const MOST_A_DAY = 4;
// What each thing is worth: a day's waiting weighs as much as a broken-up day, a usual room half as much.
const WORTH = { day: -6, followsOn: 8, hole: -8, usualRoom: 5 };

/**
 * The best free times, best first: soon, following on what is there, in the usual room; none overlapping another and a few a
 * day, so that there is a choice. Every one is free for everybody.
 */
export function rankSlots(times: readonly OpenTime[], ranking: Ranking): Proposal[] {
  const free: Proposal[] = [];
  const [first] = times;
  if (!first) return [];
  for (const time of times) {
    if (overlapsAny(ranking.taken, time.startsAt, time.endsAt)) continue;
    const room = roomFor(time, ranking);
    if (room === undefined) continue;
    free.push(ranked(time, room, daysBetween(first.day, time.day), ranking));
  }
  const soonest = free[0];
  if (soonest) soonest.reasons.unshift({ code: 'soonest', sentence: 'The soonest.' });
  free.sort((a, b) => b.score - a.score || a.startsAt.getTime() - b.startsAt.getTime());
  const chosen: Proposal[] = [];
  const perDay = new Map<ClinicDay, number>();
  for (const one of free) {
    if (chosen.length >= ranking.count) break;
    const ofDay = perDay.get(one.day) ?? 0;
    if (ofDay >= MOST_A_DAY || chosen.some((other) => one.startsAt < other.endsAt && one.endsAt > other.startsAt)) continue;
    perDay.set(one.day, ofDay + 1);
    chosen.push(one);
  }
  return chosen;
}

/** The best room that is free then; null where none is needed, undefined where none is free. */
function roomFor(time: Slot, { rooms, usualRoomId }: Ranking): RoomToTry | null | undefined {
  if (rooms === null) return null;
  const fits = (room: RoomToTry) => !overlapsAny(room.taken, time.startsAt, time.endsAt) && room.open(time);
  const usual = rooms.find((room) => room.id === usualRoomId);
  return usual && fits(usual) ? usual : rooms.find(fits);
}

function ranked(time: OpenTime, room: RoomToTry | null, daysOn: number, ranking: Ranking): Proposal {
  const reasons: Proposal['reasons'] = [];
  let score = 100 + daysOn * WORTH.day;
  const { before, after, followsOn } = around(time, ranking.staffBusy);
  if (followsOn) {
    score += WORTH.followsOn;
    reasons.push({ code: 'follows_on', sentence: 'Follows on another session, so the day is not broken up.' });
  }
  const hole = [before, after].filter((gap) => gap > 0 && gap < SHORTEST_USE);
  if (hole.length > 0) {
    score += WORTH.hole;
    reasons.push({ code: 'leaves_hole', sentence: `Leaves ${Math.min(...hole)} minutes too short for a session.` });
  }
  if (room && ranking.usualRoomId !== null) {
    if (room.id === ranking.usualRoomId) {
      score += WORTH.usualRoom;
      reasons.push({ code: 'usual_room', sentence: 'The room they usually meet in.' });
    } else reasons.push({ code: 'usual_room_taken', sentence: 'The room they usually meet in is taken.' });
  }
  if (ranking.hoursSaid) reasons.push({ code: 'within_said_hours', sentence: 'Within the hours everybody gave.' });
  return { startsAt: time.startsAt, endsAt: time.endsAt, day: time.day, room: room && { id: room.id, name: room.name }, score, reasons };
}

/** Free minutes before and after it, to the next session or the end of the open hours, and whether a session touches it. */
function around(time: OpenTime, busy: readonly Busy[]): { before: number; after: number; followsOn: boolean } {
  let from = time.within.startsAt;
  let to = time.within.endsAt;
  let followsOn = false;
  for (const one of busy) {
    if (one.endsAt <= time.startsAt && one.endsAt > from) from = one.endsAt;
    if (one.startsAt >= time.endsAt && one.startsAt < to) to = one.startsAt;
    if (one.endsAt.getTime() === time.startsAt.getTime() || one.startsAt.getTime() === time.endsAt.getTime()) followsOn = true;
  }
  return { before: minutesBetween(from, time.startsAt), after: minutesBetween(time.endsAt, to), followsOn };
}

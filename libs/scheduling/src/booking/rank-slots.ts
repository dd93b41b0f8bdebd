import { daysBetween, minutesBetween, type ClinicDay } from '#platform';
import { firstEndingAfter, overlapsAny, type Busy, type OpenTime, type Slot } from './free-slots.js';

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
const BASE = 100;
/** What a time of the first day can be worth at most. */
const MOST_WORTH = BASE + WORTH.followsOn + WORTH.usualRoom;

/**
 * The best free times, best first: soon, following on what is there, in the usual room; none overlapping another and a few a
 * day, so that there is a choice. Every one is free for everybody.
 */
export function rankSlots(times: readonly OpenTime[], ranking: Ranking): Proposal[] {
  const free: Weighed[] = [];
  let [from] = times;
  let daysOn = 0;
  for (const time of times) {
    if (from && time.day !== from.day) {
      const chosen = best(free, ranking.count);
      daysOn += daysBetween(from.day, time.day);
      from = time;
      // Each day is worth less than the one before: what no later time can pass stands.
      if (chosen.length === ranking.count && (chosen.at(-1)?.score ?? 0) >= MOST_WORTH + daysOn * WORTH.day) break;
    }
    if (overlapsAny(ranking.taken, time.startsAt, time.endsAt)) continue;
    const room = roomFor(time, ranking);
    if (room !== undefined) free.push(weighed(time, room, daysOn, ranking));
  }
  const [soonest] = free;
  return best(free, ranking.count).map((one) => proposal(one, one === soonest, ranking));
}

/** The best of the free times, none overlapping another, a few a day. */
function best(free: readonly Weighed[], count: number): Weighed[] {
  const chosen: Weighed[] = [];
  const perDay = new Map<ClinicDay, number>();
  for (const one of [...free].sort((a, b) => b.score - a.score || a.time.startsAt.getTime() - b.time.startsAt.getTime())) {
    if (chosen.length >= count) break;
    const { day, startsAt, endsAt } = one.time;
    const ofDay = perDay.get(day) ?? 0;
    if (ofDay >= MOST_A_DAY || chosen.some(({ time: other }) => startsAt < other.endsAt && endsAt > other.startsAt)) continue;
    perDay.set(day, ofDay + 1);
    chosen.push(one);
  }
  return chosen;
}

/** A free time and what it is worth. There may be a thousand of them, so words are found for the few that are proposed. */
interface Weighed {
  time: OpenTime;
  room: RoomToTry | null;
  score: number;
  followsOn: boolean;
  /** Minutes it leaves too short for a session; 0: none. */
  hole: number;
}

/** The best room that is free then; null where none is needed, undefined where none is free. */
function roomFor(time: Slot, { rooms, usualRoomId }: Ranking): RoomToTry | null | undefined {
  if (rooms === null) return null;
  const fits = (room: RoomToTry) => !overlapsAny(room.taken, time.startsAt, time.endsAt) && room.open(time);
  const usual = rooms.find((room) => room.id === usualRoomId);
  return usual && fits(usual) ? usual : rooms.find(fits);
}

function weighed(time: OpenTime, room: RoomToTry | null, daysOn: number, { staffBusy, usualRoomId }: Ranking): Weighed {
  const { before, after, followsOn } = around(time, staffBusy);
  const hole = Math.min(lost(before), lost(after));
  const score =
    BASE +
    daysOn * WORTH.day +
    (followsOn ? WORTH.followsOn : 0) +
    (hole < Infinity ? WORTH.hole : 0) +
    (room && usualRoomId !== null && room.id === usualRoomId ? WORTH.usualRoom : 0);
  return { time, room, score, followsOn, hole: hole < Infinity ? hole : 0 };
}

function lost(gap: number): number {
  return gap > 0 && gap < SHORTEST_USE ? gap : Infinity;
}

function proposal({ time, room, score, followsOn, hole }: Weighed, soonest: boolean, { usualRoomId, hoursSaid }: Ranking): Proposal {
  const reasons: Proposal['reasons'] = [];
  if (soonest) reasons.push({ code: 'soonest', sentence: 'The soonest.' });
  if (followsOn) reasons.push({ code: 'follows_on', sentence: 'Follows on another session, so the day is not broken up.' });
  if (hole > 0) reasons.push({ code: 'leaves_hole', sentence: `Leaves ${hole} minutes too short for a session.` });
  if (room && usualRoomId !== null) {
    if (room.id === usualRoomId) reasons.push({ code: 'usual_room', sentence: 'The room they usually meet in.' });
    else reasons.push({ code: 'usual_room_taken', sentence: 'The room they usually meet in is taken.' });
  }
  if (hoursSaid) reasons.push({ code: 'within_said_hours', sentence: 'Within the hours everybody gave.' });
  return { startsAt: time.startsAt, endsAt: time.endsAt, day: time.day, room: room && { id: room.id, name: room.name }, score, reasons };
}

/** Free minutes before and after a free time, to the next session or the end of the open hours, and whether a session touches it. */
function around(time: OpenTime, busy: readonly Busy[]): { before: number; after: number; followsOn: boolean } {
  const next = firstEndingAfter(busy, time.startsAt);
  const last = busy[next - 1]?.endsAt ?? time.within.startsAt;
  const coming = busy[next]?.startsAt ?? time.within.endsAt;
  return {
    before: minutesBetween(last > time.within.startsAt ? last : time.within.startsAt, time.startsAt),
    after: minutesBetween(time.endsAt, coming < time.within.endsAt ? coming : time.within.endsAt),
    followsOn: busy[next - 1]?.endsAt.getTime() === time.startsAt.getTime() || busy[next]?.startsAt.getTime() === time.endsAt.getTime(),
  };
}

import { daysBetween, type ClinicDay } from '#platform';
import { firstEndingAfter, overlapsAny, type OpenDay, type OpenTime, type Slot, type Span } from './free-slots.js';

/** A room a session could be in, and when it is taken (put together, in order). */
export interface RoomToTry {
  id: string;
  name: string;
  taken: readonly Span[];
  /** Whether the room keeps to these times; asked last, of few. */
  open(time: Span): boolean;
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

/** What is taken, and the rooms there are, over some of the days. */
export interface Taken {
  /** When the staff are busy, put together: their day is not to be broken up. */
  staffBusy: readonly Span[];
  /** When anybody at all is busy or away, put together. */
  people: readonly Span[];
  /** The rooms it may be in, those that fit best first; null: it needs none. */
  rooms: readonly RoomToTry[] | null;
}

/** What proposals are ranked by besides. */
export interface Ranking {
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

/**
 * The best free times, best first: soon, following on what is there, in the usual room; none overlapping another and a few a
 * day, so that there is a choice. Every one is free for everybody. Days are weighed one after the other, until no later one can
 * be better.
 */
export class SlotRanking {
  private readonly free: Weighed[] = [];
  private first: ClinicDay | undefined;
  /** What a time of the first day can be worth at most. */
  private readonly most: number;

  constructor(private readonly ranking: Ranking) {
    this.most = BASE + WORTH.followsOn + (ranking.usualRoomId === null ? 0 : WORTH.usualRoom);
  }

  /** Whether the best there are stand, whatever this day and those after it hold: each day is worth less than the one before. */
  settledBefore(day: ClinicDay): boolean {
    if (this.first === undefined) return false;
    const chosen = best(this.free, this.ranking.count);
    return chosen.length === this.ranking.count && (chosen.at(-1)?.score ?? 0) >= this.most + daysBetween(this.first, day) * WORTH.day;
  }

  /** Weighs the times of one more day, later than those before. */
  weigh(times: OpenDay, taken: Taken): void {
    const { day } = times[0];
    this.first ??= day;
    const daysOn = daysBetween(this.first, day);
    for (const time of times) {
      if (overlapsAny(taken.people, time)) continue;
      const room = roomFor(time, taken.rooms, this.ranking.usualRoomId);
      if (room !== undefined) this.free.push(weighed(time, room, daysOn, taken.staffBusy, this.ranking.usualRoomId));
    }
  }

  /** The best of what was weighed. */
  proposals(): Proposal[] {
    const [soonest] = this.free;
    return best(this.free, this.ranking.count).map((one) => proposal(one, one === soonest, this.ranking));
  }
}

/** The best of the free times, none overlapping another, a few a day. */
function best(free: readonly Weighed[], count: number): Weighed[] {
  const chosen: Weighed[] = [];
  const perDay = new Map<ClinicDay, number>();
  for (const one of [...free].sort((a, b) => b.score - a.score || a.time.from - b.time.from)) {
    if (chosen.length >= count) break;
    const { day, from, to } = one.time;
    const ofDay = perDay.get(day) ?? 0;
    if (ofDay >= MOST_A_DAY || chosen.some(({ time: other }) => from < other.to && to > other.from)) continue;
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
function roomFor(time: Span, rooms: Taken['rooms'], usualRoomId: string | null): RoomToTry | null | undefined {
  if (rooms === null) return null;
  const fits = (room: RoomToTry) => !overlapsAny(room.taken, time) && room.open(time);
  const usual = usualRoomId === null ? undefined : rooms.find((room) => room.id === usualRoomId);
  return usual && fits(usual) ? usual : rooms.find(fits);
}

function weighed(time: OpenTime, room: RoomToTry | null, daysOn: number, staffBusy: readonly Span[], usualRoomId: string | null): Weighed {
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
  return { startsAt: new Date(time.from), endsAt: new Date(time.to), day: time.day, room: room && { id: room.id, name: room.name }, score, reasons };
}

/** Free minutes before and after a free time, to the next session or the end of the open hours, and whether a session touches it. */
function around({ from, to, within }: OpenTime, busy: readonly Span[]): { before: number; after: number; followsOn: boolean } {
  const next = firstEndingAfter(busy, from);
  const last = busy[next - 1]?.to ?? within.from;
  const coming = busy[next]?.from ?? within.to;
  return {
    before: minutesBetween(Math.max(last, within.from), from),
    after: minutesBetween(to, Math.min(coming, within.to)),
    followsOn: busy[next - 1]?.to === from || busy[next]?.from === to,
  };
}

function minutesBetween(from: number, to: number): number {
  return Math.floor((to - from) / 60_000);
}

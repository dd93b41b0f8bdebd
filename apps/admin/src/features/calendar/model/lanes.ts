import { weekdayOf } from '@/lib/clinic-time';
import type { Calendar, CalendarSession } from '../api/calendar';
import { axisOf, clockOf, instantAt, missingOn, onAxis, spanOn } from './axis';
import type { Axis, DayClock, Span } from './axis';
import { isWeekend, outsideOf, sideBySide, united } from './grid';
import type { Placed } from './grid';

export const LANE_KINDS = ['staff', 'room', 'group', 'client'] as const;
/** Whose lanes a day is split into. */
export type LaneKind = (typeof LANE_KINDS)[number];

/** One column of the calendar: a day, or a day of one person, room or group. */
export interface Lane {
  key: string;
  day: string;
  /** What the column belongs to; null for everything of the day. */
  kind: LaneKind | null;
  /** Null: what has nobody, no room, no group. */
  id: string | null;
  label: string;
}

/** A session standing in a lane; one that crosses midnight stands in two. */
export interface LaneBlock extends Span, Placed {
  session: CalendarSession;
  /** Whether it began the day before, and goes on the day after. */
  began: boolean;
  goesOn: boolean;
}

/** A lane with everything drawn in it. */
export interface DrawnLane extends Lane {
  clock: DayClock;
  blocks: LaneBlock[];
  /** When the clinic or the room is closed, or the person does not work. */
  closed: Span[];
  /** Why the clinic is closed on this day. */
  closure: string | null;
  /** When the person is away, or the room is closed for a time. */
  away: Span[];
  /** What of the axis the day does not have. */
  missing: Span[];
}

/** Whether a session belongs in a lane. */
export function belongs(session: CalendarSession, lane: Pick<Lane, 'kind' | 'id'>): boolean {
  const { kind, id } = lane;
  if (kind === null) return true;
  if (kind === 'staff') return id === null ? session.staff.length === 0 : session.staff.some((one) => one.id === id);
  if (kind === 'client') return id !== null && (session.laneClientIds.includes(id) || session.clients.some((one) => one.id === id));
  return (kind === 'room' ? session.roomId : session.groupId) === id;
}

/** Draws what a calendar holds into its lanes. */
export function drawn(lanes: readonly Lane[], calendar: Calendar, zone: string): { axis: Axis; lanes: DrawnLane[] } {
  const clocks = new Map(lanes.map((lane) => [lane.day, clockOf(lane.day, zone)]));
  const axis = axisOf([...clocks.values()]);
  return { axis, lanes: lanes.map((lane) => drawnLane(lane, calendar, axis, clocks.get(lane.day) as DayClock)) };
}

function drawnLane(lane: Lane, calendar: Calendar, axis: Axis, clock: DayClock): DrawnLane {
  const [from, until] = [instantAt(axis, clock, 0), instantAt(axis, clock, axis.length)].map(Date.parse) as [number, number];
  const blocks = calendar.sessions
    .filter((session) => belongs(session, lane))
    .flatMap((session) => {
      const span = spanOn(axis, clock, session.startsAt, session.endsAt);
      return span ? [{ id: session.id, session, ...span, began: Date.parse(session.startsAt) < from, goesOn: Date.parse(session.endsAt) > until }] : [];
    });
  const placed = sideBySide(blocks);
  return {
    ...lane,
    clock,
    blocks: blocks.map(({ id, ...block }) => ({ ...block, ...(placed.get(id) as Placed) })).sort((a, b) => a.start - b.start || a.column - b.column),
    closed: closedOf(lane, calendar, axis),
    closure: calendar.closures.find((one) => one.day === lane.day)?.reason ?? null,
    away: united(
      outOf(lane, calendar).flatMap((one) => {
        const span = spanOn(axis, clock, one.startsAt, one.endsAt);
        return span ? [span] : [];
      }),
    ),
    missing: missingOn(axis, clock),
  };
}

function outOf({ kind, id }: Lane, calendar: Calendar): { startsAt: string; endsAt: string }[] {
  if (kind === 'staff') return calendar.timeOff.filter((one) => one.staffId === id);
  return kind === 'room' ? calendar.roomOutages.filter((one) => one.roomId === id) : [];
}

/** Outside the clinic's hours and, where they keep any, outside those of the room or the person. Who keeps none is always there. */
function closedOf(lane: Lane, calendar: Calendar, axis: Axis): Span[] {
  const ofClinic = calendar.openingHours.filter((one) => one.roomId === null);
  const ofRoom = lane.kind === 'room' && lane.id !== null ? calendar.openingHours.filter((one) => one.roomId === lane.id) : [];
  const ofStaff = lane.kind !== 'staff' ? [] : calendar.availability.filter((one) => one.staffId === lane.id && one.from <= lane.day && (one.to === null || one.to >= lane.day));
  const kept = [ofClinic, ofRoom, ofStaff.map((one) => ({ weekday: one.weekday, opens: one.starts, closes: one.ends }))].filter((stretches) => stretches.length > 0);
  const walls = kept.flatMap((stretches) => outsideOf(stretches, weekdayOf(lane.day)));
  return united(walls).map((span) => ({ start: onAxis(axis, span.start), end: onAxis(axis, span.end) }));
}

/** The days of a week worth a column: a weekend on which the clinic is closed and nothing is booked is left out. */
export function daysWorthShowing(days: readonly string[], calendar: Calendar, zone: string): string[] {
  const open = calendar.openingHours.filter((one) => one.roomId === null);
  if (open.length === 0) return [...days];
  return days.filter((day) => {
    if (!isWeekend(day) || open.some((one) => one.weekday === weekdayOf(day))) return true;
    const clock = clockOf(day, zone);
    return calendar.sessions.some((session) => spanOn(axisOf([clock]), clock, session.startsAt, session.endsAt) !== null);
  });
}

/** Most lanes a day shows when nobody has chosen any. */
export const MOST_UNASKED = 12;

interface Named {
  id: string;
  name: string;
}

/** The lanes of a day when none are chosen: who works or is booked, every room, the groups that meet. The busy come first where not all fit. */
export function usualLanes(kind: LaneKind, day: string, calendar: Calendar, known: readonly Named[]): { id: string | null; name: string }[] {
  const sessions = calendar.sessions.filter((session) => session.status !== 'cancelled');
  const busy = new Map<string, string>();
  for (const session of sessions) {
    if (kind === 'staff') for (const one of session.staff) busy.set(one.id, one.name);
    if (kind === 'room' && session.roomId) busy.set(session.roomId, session.roomName ?? '');
    if (kind === 'group' && session.groupId) busy.set(session.groupId, session.groupName ?? session.title);
  }
  if (kind === 'room') for (const one of known) busy.set(one.id, one.name);
  if (kind === 'staff') {
    const keepsHours = new Set(calendar.availability.map((one) => one.staffId));
    const atWork = new Set(calendar.availability.filter((one) => one.weekday === weekdayOf(day)).map((one) => one.staffId));
    for (const one of known) if (atWork.has(one.id) || !keepsHours.has(one.id)) busy.set(one.id, one.name);
  }
  const lanes: { id: string | null; name: string }[] = [...busy].map(([id, name]) => ({ id, name }));
  const without = { staff: 'Nobody', room: 'No room', group: 'No group', client: '' }[kind];
  if (kind !== 'client' && sessions.some((session) => belongs(session, { kind, id: null }))) lanes.push({ id: null, name: without });
  return lanes;
}

/** What a move to another lane changes besides the time: who leads it, or where it is. */
export function laneChange(session: CalendarSession, from: Pick<Lane, 'kind' | 'id'>, to: Pick<Lane, 'kind' | 'id'>): { staffIds?: string[]; roomId?: string | null } {
  if (from.kind === null || from.kind !== to.kind || from.id === to.id) return {};
  if (from.kind === 'room') return { roomId: to.id };
  if (from.kind !== 'staff' || to.id === null) return {};
  const others = session.staff.map((one) => one.id).filter((id) => id !== from.id && id !== to.id);
  const at = Math.max(0, session.staff.findIndex((one) => one.id === from.id));
  return { staffIds: [...others.slice(0, at), to.id, ...others.slice(at)] };
}

/** Whether a session may be carried from a lane to another: a group's or client's sessions stay theirs. */
export function mayGo(from: Pick<Lane, 'kind' | 'id'>, to: Pick<Lane, 'kind' | 'id'>): boolean {
  return from.id === to.id || from.kind === 'room' || (from.kind === 'staff' && to.id !== null);
}

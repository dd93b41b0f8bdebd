import { addDays, dayOf, wallTimeOf, weekStartOf, weekdayOf } from '@/lib/clinic-time';
import type { MoveValues, Series, SeriesEdit, SeriesEdited, SessionDetail } from '../api/calendar';
import type { EditForm } from './edit';

/** Which sessions of a series a change is about. */
export type SeriesScope = SeriesEdit['scope'];

export const SCOPES: { value: SeriesScope; label: string }[] = [
  { value: 'this', label: 'This session only' },
  { value: 'following', label: 'This and following' },
  { value: 'all', label: 'All to come' },
];

/** What changes about each session of a series. */
export type SeriesChanges = Pick<SeriesEdit, 'startTime' | 'durationMinutes' | 'roomId' | 'staffIds' | 'title' | 'telehealth' | 'telehealthUrl' | 'capacity'>;

/** A session put elsewhere or edited: what changes about it, and the day it would be on where that is another. */
export interface SeriesWish {
  changes: SeriesChanges;
  fromDay: string;
  toDay: string | null;
}

type Occurrence = Pick<SessionDetail, 'startsAt' | 'endsAt' | 'roomId' | 'staff' | 'title' | 'telehealth' | 'capacity' | 'groupId'> & { telehealthUrl: string | null };

/** What of an edited session is to change about its series. A group's name, seats and link are the group's. */
export function wishOfEdit(session: Occurrence, values: EditForm, zone: string): SeriesWish {
  const inRoom = values.place === 'room';
  const roomId = inRoom && values.roomId !== '' ? values.roomId : null;
  const url = !inRoom && values.telehealthUrl !== '' ? values.telehealthUrl : null;
  const changes: SeriesChanges = {
    ...(values.time !== wallTimeOf(session.startsAt, zone) ? { startTime: values.time } : {}),
    ...(values.minutes !== minutesOf(session) ? { durationMinutes: values.minutes } : {}),
    ...(roomId !== session.roomId ? { roomId } : {}),
    ...(values.staffIds.join() !== session.staff.map((one) => one.id).join() ? { staffIds: values.staffIds } : {}),
  };
  if (session.groupId === null) {
    if (values.title.trim() !== session.title) changes.title = values.title.trim();
    if (values.capacity !== session.capacity) changes.capacity = values.capacity;
    if (inRoom === session.telehealth) changes.telehealth = !inRoom;
    if (url !== session.telehealthUrl) changes.telehealthUrl = url;
  }
  return wished(session, changes, values.day, zone);
}

/** What a session that was dragged, stretched or pushed elsewhere asks of its series. */
export function wishOfMove(session: Pick<SessionDetail, 'startsAt' | 'endsAt'>, move: Omit<MoveValues, 'version'>, zone: string): SeriesWish {
  const startsAt = move.startsAt ?? session.startsAt;
  const minutes = move.endsAt === undefined ? minutesOf(session) : minutesOf({ startsAt, endsAt: move.endsAt });
  const startTime = wallTimeOf(startsAt, zone);
  const changes: SeriesChanges = {
    ...(startTime !== wallTimeOf(session.startsAt, zone) ? { startTime } : {}),
    ...(minutes !== minutesOf(session) ? { durationMinutes: minutes } : {}),
    ...(move.roomId === undefined ? {} : { roomId: move.roomId }),
    ...(move.staffIds === undefined ? {} : { staffIds: move.staffIds }),
  };
  return wished(session, changes, dayOf(startsAt, zone), zone);
}

function wished(session: Pick<SessionDetail, 'startsAt'>, changes: SeriesChanges, day: string, zone: string): SeriesWish {
  const fromDay = dayOf(session.startsAt, zone);
  return { changes, fromDay, toDay: day === fromDay ? null : day };
}

/** Whether a wish asks for anything at all. */
export function asksAnything(wish: SeriesWish): boolean {
  return wish.toDay !== null || Object.keys(wish.changes).length > 0;
}

/** The parts of a rule that a move to another weekday understands. */
const PLAIN = new Set(['FREQ', 'INTERVAL', 'UNTIL', 'BYDAY']);
const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The rule of a series whose sessions move from one weekday to another, or why it stays with its weekdays. Only a plain
 * weekly rule can follow, within its week, and one that goes on from a session only to a later day: an earlier one lies before it.
 */
export function ruleMoved(series: Pick<Series, 'rule' | 'startDay'>, wish: { fromDay: string; toDay: string }, scope: SeriesScope): { rule: string } | { why: string } {
  const { fromDay, toDay } = wish;
  const parts = new Map(series.rule.split(';').map((part) => part.split('=') as [string, string]));
  const until = parts.get('UNTIL');
  if ([...parts.keys()].some((part) => !PLAIN.has(part)) || parts.get('FREQ') !== 'WEEKLY' || (until !== undefined && !/^\d{8}$/.test(until))) return { why: 'Only a series by weekdays moves to another day as a whole.' };
  if (weekStartOf(fromDay) !== weekStartOf(toDay)) return { why: 'A series moves to another day within its week.' };
  if (scope === 'following' && toDay < fromDay) return { why: 'To an earlier day the series moves with all to come.' };
  const days = (parts.get('BYDAY') ?? CODES[weekdayOf(series.startDay) - 1] ?? '').split(',');
  const [before, after] = [CODES[weekdayOf(fromDay) - 1] ?? '', CODES[weekdayOf(toDay) - 1] ?? ''];
  if (!days.includes(before)) return { why: 'This session is not on a day of its series.' };
  if (days.includes(after)) return { why: 'The series meets on that day already.' };
  parts.set('BYDAY', days.map((day) => (day === before ? after : day)).sort((a, b) => CODES.indexOf(a) - CODES.indexOf(b)).join());
  // The last date moves along with its day.
  const by = (Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000;
  if (until !== undefined && (by > 0 || days.length === 1)) parts.set('UNTIL', addDays(until.replace(/(....)(..)(..)/, '$1-$2-$3'), by).replaceAll('-', ''));
  return { rule: [...parts].map((part) => part.join('=')).join(';') };
}

/** What is asked of the series, or why it cannot be asked. */
export function editOfSeries(series: Series, sessionId: string, wish: SeriesWish, scope: SeriesScope): SeriesEdit | { why: string } {
  const { changes, fromDay, toDay } = wish;
  const moved: { rule?: string } | { why: string } = toDay === null ? {} : ruleMoved(series, { fromDay, toDay }, scope);
  if ('why' in moved) return moved;
  return { version: series.version, scope, ...(scope === 'all' ? {} : { sessionId }), ...changes, ...moved };
}

/**
 * The change that puts a series back to how it was before another: its dates too, and what that one left out follows the
 * series again.
 */
export function editBack(before: Series, edit: SeriesEdit, now: Pick<SeriesEdited, 'version' | 'added' | 'kept'>): SeriesEdit {
  const was = {
    rule: before.rule,
    startTime: before.startTime,
    durationMinutes: before.durationMinutes,
    roomId: before.room?.id ?? null,
    staffIds: before.staff.map((one) => one.id),
    title: before.title,
    telehealth: before.telehealth,
    telehealthUrl: before.telehealthUrl,
    capacity: before.capacity,
  };
  const changed = Object.entries(was).filter(([field]) => edit[field as keyof typeof was] !== undefined);
  const follow = now.kept.filter((one) => one.why === 'left_out').map((one) => one.sessionId);
  // A rule that is put back takes its own dates along.
  const exclude = edit.rule === undefined ? now.added : [];
  return { version: now.version, scope: 'all', ...Object.fromEntries(changed), ...(follow.length > 0 ? { follow } : {}), ...(exclude.length > 0 ? { exclude } : {}) };
}

function minutesOf(session: Pick<SessionDetail, 'startsAt' | 'endsAt'>): number {
  return (Date.parse(session.endsAt) - Date.parse(session.startsAt)) / 60_000;
}

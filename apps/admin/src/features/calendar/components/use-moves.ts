import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asProblem } from '@/lib/api/problem';
import type { Problem } from '@/lib/api/problem';
import { useClinic } from '@/lib/session';
import { toast } from '@/ui';
import type { FreeSlot } from '@/ui';
import { calendarKeys, cancelSession, moveSession, restoreSeries, restoreSession } from '../api/calendar';
import type { Calendar, CalendarSession, MoveValues } from '../api/calendar';
import type { Span } from '../model/axis';
import { sayWhere } from '../model/say';
import { sayCount } from '../model/series-dates';
import type { SeriesDone } from './use-series-edit';

/** Where a session is wanted, and the place on screen it was dropped on. */
export interface Wish {
  session: CalendarSession;
  values: Omit<MoveValues, 'version'>;
  /** Who would lead it, by name, where that changes. */
  staff?: CalendarSession['staff'];
  laneKey: string;
  span: Span;
}

/** A wish the server refused. */
export interface RefusedWish extends Wish {
  problem: Problem;
}

/** Where a session stood before it was moved. */
type Standing = Pick<CalendarSession, 'id' | 'startsAt' | 'endsAt' | 'roomId' | 'staff'>;

type Undo = () => Promise<unknown>;

/**
 * Puts sessions elsewhere. A move shows at once; refused, it goes back and the refusal is kept with the place it was
 * dropped on. What was done can be undone, the last first.
 */
export function useMoves() {
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<RefusedWish | null>(null);
  const [asked, setAsked] = useState<Wish | null>(null);
  const [busy, setBusy] = useState(false);
  const undos = useRef<Undo[]>([]);

  const refresh = () => queries.invalidateQueries({ queryKey: calendarKeys.all(clinicId) });

  /** Says what was done, and how it is taken back: by the toast's button or the next `u`. */
  const done = (message: string, undo: Undo) => {
    let used = false;
    const once = async () => {
      if (used) return;
      used = true;
      takeAway();
      undos.current = undos.current.filter((one) => one !== once);
      await undo().finally(refresh);
      toast.done('Undone');
    };
    undos.current.push(once);
    const takeAway = toast.done(message, { undo: once });
    void refresh();
  };

  const undoLast = () => {
    const last = undos.current.at(-1);
    if (!last) toast.done('Nothing to undo');
    else void last().catch((error: unknown) => toast.failed(error, 'Could not undo'));
  };

  /** Back to where it stood. It may have stood outside hours; then that is the reason. */
  const putBack = async (session: Standing, version: number) => {
    const body = { version, startsAt: session.startsAt, endsAt: session.endsAt, roomId: session.roomId, ...(session.staff.length > 0 ? { staffIds: session.staff.map((one) => one.id) } : {}) };
    try {
      await moveSession(clinicId, session.id, body);
    } catch (error) {
      if (asProblem(error).code !== 'needs-reason') throw error;
      await moveSession(clinicId, session.id, { ...body, outsideHoursReason: 'Moved back to where it stood' });
    }
  };

  const showAt = (wish: Wish) => {
    const { session, values, staff } = wish;
    const shown = { ...session, ...timesOf(wish), ...(values.roomId === undefined ? {} : { roomId: values.roomId }), ...(staff ? { staff } : {}) };
    queries.setQueriesData<Calendar>({ queryKey: calendarKeys.ranges(clinicId) }, (calendar) => calendar && { ...calendar, sessions: calendar.sessions.map((one) => (one.id === session.id ? shown : one)) });
  };

  const move = async (wish: Wish): Promise<boolean> => {
    setRefused(null);
    setAsked(null);
    setBusy(true);
    await queries.cancelQueries({ queryKey: calendarKeys.ranges(clinicId) });
    const before = queries.getQueriesData<Calendar>({ queryKey: calendarKeys.ranges(clinicId) });
    showAt(wish);
    try {
      const moved = await moveSession(clinicId, wish.session.id, { version: wish.session.version, ...wish.values });
      done(`Moved to ${sayWhere(moved.startsAt, moved.endsAt, timeZone)}`, () => putBack(wish.session, moved.version));
      return true;
    } catch (error) {
      for (const [key, calendar] of before) queries.setQueryData(key, calendar);
      setRefused({ ...wish, problem: asProblem(error) });
      void refresh();
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    refused,
    /** A session of a series that was put elsewhere; which of them is not said yet. */
    asked,
    busy,
    /** Puts it there; one of a series once it is said which of them. */
    put: (wish: Wish) => {
      setRefused(null);
      if (wish.session.seriesId === null) void move(wish);
      else setAsked(wish);
    },
    move,
    refresh,
    undoLast,
    dismiss: () => {
      setRefused(null);
      setAsked(null);
    },
    /** Takes one of the free times offered instead. */
    takeSlot: (wish: RefusedWish, slot: FreeSlot) => move({ ...wish, values: { ...wish.values, startsAt: slot.startsAt, endsAt: slot.endsAt } }),
    /** Puts it where it was refused all the same, and says why. */
    insist: (wish: RefusedWish, reason: string) => move({ ...wish, values: { ...wish.values, outsideHoursReason: reason } }),
    movedFrom: (session: Standing, moved: { startsAt: string; endsAt: string; version: number }) =>
      done(`Moved to ${sayWhere(moved.startsAt, moved.endsAt, timeZone)}`, () => putBack(session, moved.version)),
    cancelled: (sessionId: string, version: number) => done('Session cancelled', () => restoreSession(clinicId, sessionId, version)),
    /** A series changed; what was done by hand before and is lost cannot come back. */
    seriesChanged: ({ count, undo }: SeriesDone) => {
      setAsked(null);
      const message = `${sayCount(count)} of the series changed`;
      if (undo) return done(message, undo);
      toast.done(message);
      void refresh();
    },
    seriesCancelled: (seriesId: string, version: number, count: number) => done(`${sayCount(count)} of the series cancelled`, () => restoreSeries(clinicId, seriesId, version)),
    restored: (sessionId: string, version: number, reason: string) => done('Session restored', () => cancelSession(clinicId, sessionId, { reason, version })),
    booked: (booked: { id: string; startsAt: string; endsAt: string; version: number }) =>
      done(`Booked for ${sayWhere(booked.startsAt, booked.endsAt, timeZone)}`, () => cancelSession(clinicId, booked.id, { reason: 'Booked by mistake', version: booked.version })),
  };
}

export type Moves = ReturnType<typeof useMoves>;

/** When a wish has the session begin and end: as long as before unless it says otherwise. */
export function timesOf({ session, values }: Pick<Wish, 'session' | 'values'>): { startsAt: string; endsAt: string } {
  const startsAt = values.startsAt ?? session.startsAt;
  const length = Date.parse(session.endsAt) - Date.parse(session.startsAt);
  return { startsAt, endsAt: values.endsAt ?? (values.startsAt ? new Date(Date.parse(startsAt) + length).toISOString() : session.endsAt) };
}

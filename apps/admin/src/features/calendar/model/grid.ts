import { addDays, weekStartOf, weekdayOf } from '@/lib/clinic-time';
import { DAY, minuteOf, onAxis } from './axis';
import type { Axis, Minute, Span } from './axis';

/** Moves and new sessions snap to this many minutes. */
export const STEP = 15;

/** The nearest step. */
export function snapped(minute: number, step: number = STEP): Minute {
  return Math.round(minute / step) * step;
}

/** Where a block stands among those it overlaps: the n-th of so many columns. */
export interface Placed {
  column: number;
  columns: number;
}

/** Puts blocks that overlap side by side, and gives every cluster as many columns as it needs. */
export function sideBySide(blocks: readonly (Span & { id: string })[]): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  const sorted = [...blocks].sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
  let cluster: { id: string; column: number }[] = [];
  let ends: Minute[] = [];
  let reach = -1;
  const close = () => {
    for (const { id, column } of cluster) placed.set(id, { column, columns: ends.length });
    [cluster, ends, reach] = [[], [], -1];
  };
  for (const block of sorted) {
    if (block.start >= reach) close();
    const free = ends.findIndex((end) => end <= block.start);
    const column = free < 0 ? ends.length : free;
    ends[column] = block.end;
    cluster.push({ id: block.id, column });
    reach = Math.max(reach, block.end);
  }
  close();
  return placed;
}

/** One stretch of a weekday on which somebody works or something is open. */
export interface OpenStretch {
  weekday: number;
  opens: string;
  closes: string;
}

/** What of a weekday lies outside these stretches, in minutes of the wall clock. 23:59 stands for midnight. */
export function outsideOf(stretches: readonly OpenStretch[], weekday: number): Span[] {
  const outside: Span[] = [];
  let reached = 0;
  for (const { opens, closes } of stretches.filter((one) => one.weekday === weekday).sort((a, b) => (a.opens < b.opens ? -1 : 1))) {
    if (minuteOf(opens) > reached) outside.push({ start: reached, end: minuteOf(opens) });
    reached = Math.max(reached, endOf(closes));
  }
  if (reached < DAY) outside.push({ start: reached, end: DAY });
  return outside;
}

/** Spans put together where they touch or overlap, in order. */
export function united(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** The part of the axis a calendar shows, in whole hours: what is open or booked, never less than a working day. */
export function hoursShown(axis: Axis, spans: readonly Span[], open: readonly OpenStretch[]): Span {
  const roundTheClock = open.some((one) => one.opens === '00:00');
  const opens = roundTheClock ? [7 * 60] : [...open.map((one) => minuteOf(one.opens)), 9 * 60];
  const closes = [...open.map((one) => (one.closes === '23:59' ? 20 * 60 : minuteOf(one.closes))), 17 * 60];
  const start = Math.min(...opens.map((wall) => onAxis(axis, wall)), ...spans.map((one) => one.start));
  const end = Math.max(...closes.map((wall) => onAxis(axis, wall)), ...spans.map((one) => one.end));
  return { start: Math.floor(start / 60) * 60, end: Math.min(axis.length, Math.ceil(end / 60) * 60) };
}

/** The days a view shows: one, a week from Monday, or the six weeks around a month. */
export function daysShown(view: 'week' | 'day' | 'month', day: string): string[] {
  if (view === 'day') return [day];
  const first = weekStartOf(view === 'week' ? day : `${day.slice(0, 7)}-01`);
  return Array.from({ length: view === 'week' ? 7 : 42 }, (_, index) => addDays(first, index));
}

/** The day a step back or forth leads to. */
export function stepped(view: 'week' | 'day' | 'month', day: string, by: 1 | -1): string {
  if (view !== 'month') return addDays(day, by * (view === 'week' ? 7 : 1));
  const middle = addDays(`${day.slice(0, 7)}-15`, by * 30);
  return `${middle.slice(0, 7)}-01`;
}

/** A block that is dragged, stretched or pushed by keys: kept on the day, never shorter than a step. */
export function within(span: Span, length: Minute): Span {
  const minutes = Math.max(STEP, Math.min(length, span.end - span.start));
  const start = Math.max(0, Math.min(length - minutes, span.start));
  return { start, end: start + minutes };
}

/** Whether a weekday of these days has nobody and nothing to show. */
export function isWeekend(day: string): boolean {
  return weekdayOf(day) > 5;
}

function endOf(closes: string): Minute {
  return closes === '23:59' ? DAY : minuteOf(closes);
}

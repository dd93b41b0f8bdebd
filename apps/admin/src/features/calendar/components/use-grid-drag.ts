import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent as ReactKeyboardEvent, PointerEvent as ReactPointerEvent, RefObject } from 'react';
import type { CalendarSession } from '../api/calendar';
import type { Span } from '../model/axis';
import { STEP, snapped, within } from '../model/grid';
import { mayGo } from '../model/lanes';
import type { DrawnLane, LaneBlock } from '../model/lanes';

/** Something that is being put elsewhere: a session, or a stretch that will become one. */
export interface GridDrag {
  mode: 'move' | 'stretch' | 'create';
  by: 'pointer' | 'keys';
  session: CalendarSession | null;
  block: LaneBlock | null;
  from: DrawnLane;
  lane: DrawnLane;
  span: Span;
}

/** Where something was put down. */
export interface GridDrop {
  session: CalendarSession;
  block: LaneBlock;
  from: DrawnLane;
  to: DrawnLane;
  span: Span;
}

interface Grip {
  mode: GridDrag['mode'];
  block: LaneBlock | null;
  lane: DrawnLane;
  /** Minutes between the top of the block and the pointer. */
  hold: number;
  x: number;
  y: number;
  pointerId: number;
}

const STILL_PX = 4;

/**
 * Moving and stretching sessions, and drawing new ones, by pointer or by keys. Fingers scroll; they move a session from its
 * details instead.
 */
export function useGridDrag(options: {
  columns: RefObject<HTMLDivElement | null>;
  lanes: readonly DrawnLane[];
  /** The part of the axis on screen, whose whole length is `length`. */
  shown: Span;
  length: number;
  enabled: boolean;
  onDrop: (drop: GridDrop) => void;
  onCreate: (lane: DrawnLane, span: Span, drawn: boolean) => void;
}) {
  const [drag, setDrag] = useState<GridDrag | null>(null);
  const grip = useRef<Grip | null>(null);
  const dragged = useRef(false);
  const latest = useRef({ ...options, drag });
  latest.current = { ...options, drag };

  const minuteAt = (y: number): number => {
    const { columns, shown } = latest.current;
    const box = columns.current?.getBoundingClientRect();
    return box && box.height > 0 ? shown.start + ((y - box.top) / box.height) * (shown.end - shown.start) : shown.start;
  };
  const laneAt = (x: number): DrawnLane | undefined => {
    const columns = [...(latest.current.columns.current?.querySelectorAll<HTMLElement>('[data-lane]') ?? [])];
    const index = columns.findIndex((column) => x < column.getBoundingClientRect().right);
    return latest.current.lanes[index < 0 ? columns.length - 1 : index];
  };

  useEffect(() => {
    const move = (event: PointerEvent) => {
      const held = grip.current;
      if (!held || event.pointerId !== held.pointerId) return;
      if (!latest.current.drag && Math.hypot(event.clientX - held.x, event.clientY - held.y) < STILL_PX) return;
      dragged.current = true;
      const minute = minuteAt(event.clientY);
      if (held.mode === 'create') {
        const start = snapped(minuteAt(held.y) - STEP / 2);
        const end = Math.max(start + STEP, snapped(minute));
        setDrag({ mode: 'create', by: 'pointer', session: null, block: null, from: held.lane, lane: held.lane, span: within({ start, end }, latest.current.length) });
        return;
      }
      const block = held.block as LaneBlock;
      const { length } = latest.current;
      const span = held.mode === 'stretch' ? { start: block.start, end: Math.min(length, Math.max(block.start + STEP, snapped(minute))) } : movedTo(block, snapped(minute - held.hold), length);
      const under = held.mode === 'stretch' ? held.lane : (laneAt(event.clientX) ?? held.lane);
      setDrag({ mode: held.mode, by: 'pointer', session: block.session, block, from: held.lane, lane: mayGo(held.lane, under) ? under : held.lane, span });
    };
    const up = (event: PointerEvent) => {
      const held = grip.current;
      if (!held || event.pointerId !== held.pointerId) return;
      grip.current = null;
      const { drag: now } = latest.current;
      setDrag(null);
      if (now) drop(now);
    };
    const cancel = (event: KeyboardEvent | PointerEvent) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (!grip.current) return;
      if (event instanceof KeyboardEvent) event.preventDefault();
      grip.current = null;
      setDrag(null);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', cancel, true);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', cancel, true);
    };
  }, []);

  function drop(now: GridDrag): void {
    if (now.mode === 'create') latest.current.onCreate(now.lane, now.span, true);
    else if (now.session && now.block) latest.current.onDrop({ session: now.session, block: now.block, from: now.from, to: now.lane, span: now.span });
  }

  return {
    drag,
    /** Whether the click that follows belongs to a drag and means nothing. Answers once. */
    takeDragged: () => {
      const was = dragged.current;
      dragged.current = false;
      return was;
    },
    onBlockPointerDown: (event: ReactPointerEvent, block: LaneBlock, lane: DrawnLane, stretch: boolean) => {
      dragged.current = false;
      event.stopPropagation();
      if (!options.enabled || event.button !== 0 || event.pointerType === 'touch') return;
      grip.current = { mode: stretch ? 'stretch' : 'move', block, lane, hold: minuteAt(event.clientY) - block.start, x: event.clientX, y: event.clientY, pointerId: event.pointerId };
    },
    onLanePointerDown: (event: ReactPointerEvent, lane: DrawnLane) => {
      dragged.current = false;
      if (!options.enabled || event.button !== 0 || event.pointerType === 'touch') return;
      grip.current = { mode: 'create', block: null, lane, hold: 0, x: event.clientX, y: event.clientY, pointerId: event.pointerId };
    },
    onLaneClick: (y: number, lane: DrawnLane) => {
      if (!options.enabled) return;
      const start = Math.floor(minuteAt(y) / 30) * 30;
      options.onCreate(lane, within({ start, end: start + 60 }, options.length), false);
    },
    /** `m` takes hold of a session; arrows push it, Shift with them changes its length, Enter puts it down, Escape lets go. */
    onBlockKeyDown: (event: ReactKeyboardEvent, block: LaneBlock, lane: DrawnLane): boolean => {
      const held = latest.current.drag?.by === 'keys' ? latest.current.drag : null;
      if (event.metaKey || event.ctrlKey || event.altKey) return false;
      if (!held) {
        if (event.key !== 'm' || !options.enabled || block.session.status === 'cancelled') return false;
        setDrag({ mode: 'move', by: 'keys', session: block.session, block, from: lane, lane, span: { start: block.start, end: block.end } });
      } else {
        const next = pushed(held, event, latest.current);
        if (next === 'drop') {
          setDrag(null);
          drop(held);
        } else if (next === 'let go') setDrag(null);
        else if (next) setDrag(next);
        else return event.key !== 'Tab';
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    /** A session held by keys is let go when the focus leaves it. */
    onBlockBlur: () => {
      if (latest.current.drag?.by === 'keys') setDrag(null);
    },
  };
}

function movedTo(span: Span, start: number, length: number): Span {
  return within({ start, end: start + (span.end - span.start) }, length);
}

function pushed(held: GridDrag, event: ReactKeyboardEvent, on: { lanes: readonly DrawnLane[]; length: number }): GridDrag | 'drop' | 'let go' | null {
  const { span } = held;
  const by = event.key === 'ArrowDown' ? STEP : -STEP;
  switch (event.key) {
    case 'Enter':
      return 'drop';
    case 'Escape':
      return 'let go';
    case 'ArrowUp':
    case 'ArrowDown':
      return { ...held, span: event.shiftKey ? { start: span.start, end: Math.min(on.length, Math.max(span.start + STEP, span.end + by)) } : movedTo(span, span.start + by, on.length) };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = event.key === 'ArrowRight' ? 1 : -1;
      for (let at = on.lanes.findIndex((lane) => lane.key === held.lane.key) + step; on.lanes[at]; at += step) {
        const lane = on.lanes[at] as DrawnLane;
        if (mayGo(held.from, lane)) return { ...held, lane };
      }
      return held;
    }
    default:
      return null;
  }
}

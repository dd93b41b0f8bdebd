import { VisuallyHidden } from '@mantine/core';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { dayOf, formatDay, formatWallTime } from '@/lib/clinic-time';
import { PersonName } from '@/ui';
import type { CalendarSession } from '../api/calendar';
import { hourMarks, placeOf } from '../model/axis';
import type { Axis, Span } from '../model/axis';
import type { DrawnLane, LaneBlock } from '../model/lanes';
import classes from './calendar-grid.module.css';
import { DroppedGhost, Ghost, sayMinute } from './ghost';
import type { Dropped } from './ghost';
import { SessionBlock, sayWhat } from './session-block';
import { useGridDrag } from './use-grid-drag';
import type { GridDrop } from './use-grid-drag';

/** The calendar itself: hours down, lanes across, sessions in them. */
export function CalendarGrid(props: {
  label: string;
  axis: Axis;
  lanes: readonly DrawnLane[];
  /** The part of the axis on screen. */
  shown: Span;
  zone: string;
  now: Date;
  canEdit: boolean;
  /** What was put down and is still talked about. */
  dropped: Dropped | null;
  /** What is said over a calendar with nothing in it. */
  note: ReactNode;
  onOpen: (session: CalendarSession) => void;
  onDrop: (drop: GridDrop) => void;
  onCreate: (lane: DrawnLane, span: Span, drawn: boolean) => void;
  onDayOpen: ((day: string) => void) | null;
}) {
  const { axis, lanes, shown, zone } = props;
  const frame = useRef<HTMLDivElement>(null);
  const columns = useRef<HTMLDivElement>(null);
  const help = useId();
  const [active, setActive] = useState<string | null>(null);
  const dragging = useGridDrag({ columns, lanes, shown, length: axis.length, enabled: props.canEdit, onDrop: props.onDrop, onCreate: props.onCreate });
  const { drag } = dragging;
  const today = dayOf(props.now, zone);
  const todays = lanes.find((lane) => lane.day === today);
  const nowMinute = todays ? placeOf(axis, todays.clock, props.now.toISOString()) : -1;
  const keys = lanes.flatMap((lane) => lane.blocks.map((block) => keyOf(lane, block)));
  const entry = active !== null && keys.includes(active) ? active : keys[0];
  const marks = hourMarks(axis, shown);
  const hours = (shown.end - shown.start) / 60;

  // Opens where the day begins, or an hour before now.
  const laneKeys = lanes.map((lane) => lane.key).join();
  const first = Math.min(...lanes.flatMap((lane) => lane.blocks.map((block) => block.start)), axis.length) - 30;
  const opensAt = useRef(shown.start);
  opensAt.current = todays ? Math.min(nowMinute - 60, Math.max(first, shown.start)) : first;
  useLayoutEffect(() => {
    const height = columns.current?.clientHeight ?? 0;
    if (frame.current) frame.current.scrollTop = Math.max(0, ((opensAt.current - shown.start) / 60 / hours) * height);
  }, [laneKeys, shown.start, hours]);

  const place = (span: Span, column = 0, count = 1): CSSProperties => {
    const [start, end] = [Math.max(span.start, shown.start), Math.min(span.end, shown.end)];
    return {
      top: `calc(${start - shown.start} / 60 * var(--hour))`,
      height: `calc(${Math.max(0, end - start)} / 60 * var(--hour))`,
      ...(count > 1 ? { left: `${(column / count) * 100}%`, width: `${100 / count}%` } : {}),
    };
  };

  const onKeyDown = (event: KeyboardEvent, block: LaneBlock, lane: DrawnLane) => {
    if (dragging.onBlockKeyDown(event, block, lane)) return;
    if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
    const next = neighbour(event.key, lanes, lane, block);
    if (!next) return;
    event.preventDefault();
    setActive(next);
    columns.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next)}"] button`)?.focus();
  };

  return (
    <div ref={frame} className={classes.frame} role="region" aria-label={props.label} tabIndex={0} data-moving={drag ? true : undefined}>
      <VisuallyHidden id={help}>Press M to move it with the arrow keys.</VisuallyHidden>
      <VisuallyHidden aria-live="assertive">{drag?.by === 'keys' && drag.session ? sayHeld(axis, drag.session, drag.lane, drag.span) : ''}</VisuallyHidden>
      <div className={classes.grid} style={{ '--lanes': lanes.length, '--hours': hours } as CSSProperties}>
        <div className={classes.corner} />
        <div className={classes.heads}>
          {lanes.map((lane) => (
            <div key={lane.key} className={classes.head} data-today={lane.day === today || undefined}>
              <LaneHead lane={lane} onDayOpen={props.onDayOpen} />
              {lane.closure && (
                <span className={classes.closure} title={`Closed: ${lane.closure}`}>
                  Closed: {lane.closure}
                </span>
              )}
            </div>
          ))}
        </div>
        <div className={classes.gutter} aria-hidden>
          {marks.map((mark) =>
            mark.at === shown.start || mark.at === shown.end ? null : (
              <span key={mark.at} className={classes.hour} style={{ top: `calc(${mark.at - shown.start} / 60 * var(--hour))` }} title={mark.again ? 'The second time: the clock was set back' : undefined}>
                {formatWallTime(mark.time).replace(':00', '')}
                {mark.again && '²'}
              </span>
            ),
          )}
        </div>
        <div ref={columns} className={classes.columns}>
          {marks.map((mark) => (
            <div key={mark.at} className={classes.line} style={{ top: `calc(${mark.at - shown.start} / 60 * var(--hour))` }} aria-hidden />
          ))}
          {lanes.map((lane) => (
            <section
              key={lane.key}
              className={classes.lane}
              data-lane={lane.key}
              data-today={lane.day === today || undefined}
              data-closure={lane.closure !== null || undefined}
              aria-label={lane.label}
              onPointerDown={(event) => dragging.onLanePointerDown(event, lane)}
              onClick={(event) => {
                if (dragging.takeDragged() || (event.target as HTMLElement).closest('button, [data-card]')) return;
                dragging.onLaneClick(event.clientY, lane);
              }}
            >
              {lane.closed.map((span) => (
                <div key={`closed-${span.start}`} className={classes.closed} style={place(span)} aria-hidden />
              ))}
              {lane.missing.map((span) => (
                <div key={`missing-${span.start}`} className={classes.missing} style={place(span)} title={lane.clock.skips ? 'The clock is set forward here' : 'This hour comes once on this day'} aria-hidden />
              ))}
              {lane.away.map((span) => (
                <div key={`away-${span.start}`} className={classes.away} style={place(span)}>
                  {lane.kind === 'room' ? 'Closed' : 'Away'}
                </div>
              ))}
              {lane.day === today && nowMinute >= shown.start && nowMinute < shown.end && (
                <div className={classes.now} style={{ top: `calc(${nowMinute - shown.start} / 60 * var(--hour))` }} aria-hidden />
              )}
              <ul className={classes.list} aria-label={`Sessions, ${lane.label}`}>
                {lane.blocks.map((block) => {
                  const key = keyOf(lane, block);
                  return (
                    <SessionBlock
                      key={key}
                      blockKey={key}
                      block={block}
                      zone={zone}
                      canEdit={props.canEdit}
                      style={place(block, block.column, block.columns)}
                      lifted={drag?.session?.id === block.session.id || props.dropped?.session?.id === block.session.id}
                      tabIndex={key === entry ? 0 : -1}
                      describedBy={help}
                      onOpen={() => {
                        if (!dragging.takeDragged()) props.onOpen(block.session);
                      }}
                      onFocus={() => setActive(key)}
                      onBlur={dragging.onBlockBlur}
                      onKeyDown={(event) => onKeyDown(event, block, lane)}
                      onPointerDown={(event, stretch) => (block.session.status === 'cancelled' ? event.stopPropagation() : dragging.onBlockPointerDown(event, block, lane, stretch))}
                    />
                  );
                })}
              </ul>
              {drag && drag.lane.key === lane.key && <Ghost axis={axis} session={drag.session} span={drag.span} style={place(drag.span)} />}
              {props.dropped?.laneKey === lane.key && <DroppedGhost axis={axis} dropped={props.dropped} style={place(props.dropped.span)} />}
            </section>
          ))}
          {props.note && <div className={classes.note}>{props.note}</div>}
        </div>
      </div>
    </div>
  );
}

function LaneHead(props: { lane: DrawnLane; onDayOpen: ((day: string) => void) | null }) {
  const { lane, onDayOpen } = props;
  if (!onDayOpen) {
    return (
      <span className={classes.headText} title={lane.kind === 'client' ? undefined : lane.label}>
        {lane.kind === 'client' ? <PersonName givenName={lane.label} /> : lane.label}
      </span>
    );
  }
  return (
    <button type="button" className={classes.headButton} onClick={() => onDayOpen(lane.day)} title="Show this day">
      {lane.label}
    </button>
  );
}

function keyOf(lane: DrawnLane, block: LaneBlock): string {
  return `${lane.key} ${block.session.id}`;
}

function sayHeld(axis: Axis, session: CalendarSession, lane: DrawnLane, span: Span): string {
  return `Moving ${sayWhat(session)}: ${lane.label}, ${formatDay(lane.day)}, ${sayMinute(axis, span.start)} to ${sayMinute(axis, span.end)}. Arrow keys move it, Shift with up and down changes its length, Enter puts it down, Escape leaves it where it was.`;
}

/** The block the arrow keys lead to: the next in the lane, or the nearest in the lane beside. */
function neighbour(key: string, lanes: readonly DrawnLane[], lane: DrawnLane, block: LaneBlock): string | null {
  const at = lane.blocks.indexOf(block);
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const next = lane.blocks[at + (key === 'ArrowDown' ? 1 : -1)];
    return next ? keyOf(lane, next) : null;
  }
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let index = lanes.indexOf(lane) + step; lanes[index]; index += step) {
    const there = lanes[index] as DrawnLane;
    const nearest = [...there.blocks].sort((a, b) => Math.abs(a.start - block.start) - Math.abs(b.start - block.start))[0];
    if (nearest) return keyOf(there, nearest);
  }
  return null;
}

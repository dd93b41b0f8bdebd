import { Popover } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { formatWallTime } from '@/lib/clinic-time';
import { PersonName } from '@/ui';
import type { CalendarSession } from '../api/calendar';
import { timeOf, wallAt } from '../model/axis';
import type { Axis, Span } from '../model/axis';
import classes from './calendar-grid.module.css';
import { focusSession, sayWhat } from './session-block';

/** Something shown where it was dropped, because it was refused there or more must be said. */
export interface Dropped {
  laneKey: string;
  span: Span;
  session: CalendarSession | null;
  isRefused: boolean;
  label: string;
  card: ReactNode;
  onClose: () => void;
}

/** "5:30 PM" of a place on the axis. */
export function sayMinute(axis: Axis, minute: number): string {
  return formatWallTime(timeOf(wallAt(axis, minute).wall));
}

/** Where something would stand. */
export function Ghost(props: { axis: Axis; session: CalendarSession | null; span: Span; style: CSSProperties; refused?: boolean }) {
  const { axis, session, span } = props;
  return (
    <div className={classes.ghost} style={props.style} data-refused={props.refused || undefined} aria-hidden>
      <strong>
        {sayMinute(axis, span.start)} – {sayMinute(axis, span.end)}
      </strong>
      <span>{!session ? 'New session' : session.kind === 'group' ? sayWhat(session) : <PersonName givenName={sayWhat(session)} />}</span>
    </div>
  );
}

/** The place a session was dropped on, with why it cannot stand there, or what is asked about it. */
export function DroppedGhost(props: { axis: Axis; dropped: Dropped; style: CSSProperties }) {
  const { axis, dropped } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In braces: a browser may answer with a promise, which is no way to tidy up.
    place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [dropped.laneKey, dropped.span.start]);
  return (
    <Popover opened onDismiss={dropped.onClose} position="right-start" width={dropped.isRefused ? 360 : 420} withArrow shadow="lg" withRoles={false} middlewares={{ flip: true, shift: { padding: 8 } }}>
      <Popover.Target>
        <div ref={place} className={classes.droppedPlace} style={props.style}>
          <Ghost axis={axis} session={dropped.session} span={dropped.span} style={{ inset: 0 }} refused={dropped.isRefused} />
        </div>
      </Popover.Target>
      <Popover.Dropdown p={0} data-card>
        <Card key={`${dropped.laneKey} ${dropped.span.start} ${dropped.label}`} dropped={dropped} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Takes the focus when it opens, and gives it back to whoever works by keys. */
function Card({ dropped }: { dropped: Dropped }) {
  const card = useRef<HTMLDivElement>(null);
  const sessionId = dropped.session?.id ?? '';
  useLayoutEffect(() => {
    (card.current?.querySelector<HTMLElement>('input:checked') ?? card.current)?.focus({ preventScroll: true });
  }, []);
  useEffect(() => () => focusSession(sessionId, { preventScroll: true }), [sessionId]);
  return (
    <div
      ref={card}
      role="dialog"
      aria-label={dropped.label}
      tabIndex={-1}
      className={classes.card}
      onKeyDown={(event) => {
        if (event.key === 'Escape') dropped.onClose();
      }}
    >
      {dropped.card}
    </div>
  );
}

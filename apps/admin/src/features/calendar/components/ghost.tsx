import { Popover } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { formatWallTime } from '@/lib/clinic-time';
import { PersonName } from '@/ui';
import type { CalendarSession } from '../api/calendar';
import { timeOf, wallAt } from '../model/axis';
import type { Axis, Span } from '../model/axis';
import classes from './calendar-grid.module.css';
import { sayWhat } from './session-block';

/** Something shown where it was dropped, because it was refused there. */
export interface Refused {
  laneKey: string;
  span: Span;
  session: CalendarSession | null;
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

/** The place a session was refused, with why, and what else could be done. */
export function RefusedGhost(props: { axis: Axis; refused: Refused; style: CSSProperties }) {
  const { axis, refused } = props;
  const place = useRef<HTMLDivElement>(null);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    card.current?.focus({ preventScroll: true });
  }, [refused.laneKey, refused.span.start]);
  return (
    <Popover opened onDismiss={refused.onClose} position="right-start" width={360} withArrow shadow="lg" withRoles={false} middlewares={{ flip: true, shift: { padding: 8 } }}>
      <Popover.Target>
        <div ref={place} className={classes.refusedPlace} style={props.style}>
          <Ghost axis={axis} session={refused.session} span={refused.span} style={{ inset: 0 }} refused />
        </div>
      </Popover.Target>
      <Popover.Dropdown p={0} data-card>
        <div
          ref={card}
          role="dialog"
          aria-label="Why it cannot stand here"
          tabIndex={-1}
          className={classes.card}
          onKeyDown={(event) => {
            if (event.key === 'Escape') refused.onClose();
          }}
        >
          {refused.card}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

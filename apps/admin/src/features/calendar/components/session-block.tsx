import { VisuallyHidden } from '@mantine/core';
import { IconAlertCircle, IconRepeat, IconUser, IconUsersGroup, IconVideo, IconHomeHeart } from '@tabler/icons-react';
import type { CSSProperties, KeyboardEvent, PointerEvent } from 'react';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { PersonName, sayName } from '@/ui';
import type { CalendarSession } from '../api/calendar';
import type { LaneBlock } from '../model/lanes';
import classes from './calendar-grid.module.css';

const KIND = { group: [IconUsersGroup, 'Group'], individual: [IconUser, 'Individual'], family: [IconHomeHeart, 'Family'] } as const;

/** What a session is called where its people may be named. */
export function sayWhat(session: CalendarSession): string {
  if (session.kind === 'group') return session.groupName ?? session.title;
  return session.clients.length > 0 ? session.clients.map(sayName).join(', ') : session.title;
}

/** Puts the focus on a session where it is drawn, so that the keys go on from it; nothing happens where it is not. */
export function focusSession(sessionId: string, options?: FocusOptions): void {
  document.querySelector<HTMLElement>(`[data-key$="${CSS.escape(sessionId)}"] button`)?.focus(options);
}

/** One session in its lane. */
export function SessionBlock(props: {
  /** Names it among all blocks on screen. */
  blockKey: string;
  block: LaneBlock;
  zone: string;
  style: CSSProperties;
  canEdit: boolean;
  lifted: boolean;
  tabIndex: number;
  describedBy: string;
  onOpen: () => void;
  onFocus: () => void;
  onBlur: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onPointerDown: (event: PointerEvent, stretch: boolean) => void;
}) {
  const { block, zone } = props;
  const { session } = block;
  const [Icon] = KIND[session.kind];
  const minutes = block.end - block.start;
  const full = session.kind === 'group' && session.seatsTaken >= session.capacity;
  const cancelled = session.status === 'cancelled';
  return (
    <li className={classes.item} style={props.style} data-key={props.blockKey} data-lifted={props.lifted || undefined}>
      <button
        type="button"
        className={classes.block}
        data-kind={session.kind}
        data-cancelled={cancelled || undefined}
        data-short={minutes < 45 || undefined}
        aria-describedby={props.canEdit ? props.describedBy : undefined}
        tabIndex={props.tabIndex}
        onClick={props.onOpen}
        onFocus={props.onFocus}
        onBlur={props.onBlur}
        onKeyDown={props.onKeyDown}
        onPointerDown={(event) => props.onPointerDown(event, false)}
      >
        {cancelled && <VisuallyHidden>Cancelled: </VisuallyHidden>}
        <span className={classes.what}>
          <Icon size={13} aria-hidden className={classes.icon} />
          <span className={classes.name}>
            {session.kind === 'group' || session.clients.length === 0 ? sayWhat(session) : session.clients.map((client) => <PersonName key={client.id} {...client} />)}
          </span>
          {session.telehealth && <IconVideo size={13} aria-hidden className={classes.icon} />}
          {session.outsideHours && <IconAlertCircle size={13} aria-label="outside hours" className={classes.icon} />}
          {session.seriesId && <IconRepeat size={12} aria-label="of a series" className={classes.icon} data-faint />}
        </span>
        <VisuallyHidden>, {formatDay(session.clinicDay)}, </VisuallyHidden>
        <span className={classes.when}>
          {formatTimeRange(session.startsAt, session.endsAt, zone)}
          {session.kind === 'group' && (
            <span className={classes.seats} data-full={full || undefined}>
              {' '}
              · {session.seatsTaken}/{session.capacity}
              {full ? ' full' : ''}
            </span>
          )}
        </span>
        <span className={classes.where}>{[session.kind === 'group' ? null : session.serviceName, session.telehealth ? 'Telehealth' : session.roomName, session.staff.map((one) => one.name).join(', ')].filter(Boolean).join(' · ')}</span>
      </button>
      {props.canEdit && !cancelled && !block.goesOn && <span className={classes.stretch} aria-hidden onPointerDown={(event) => props.onPointerDown(event, true)} />}
    </li>
  );
}

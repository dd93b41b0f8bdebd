import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatTime } from '@/lib/clinic-time';
import { PersonName, StatusBadge } from '@/ui';
import type { CalendarSession } from '../api/calendar';
import classes from './agenda.module.css';
import { sayWhat } from './session-block';

/** The sessions of a day as a list: the calendar of a phone. */
export function Agenda(props: { sessions: readonly CalendarSession[]; zone: string; now: Date; closure: string | null; note: ReactNode; onOpen: (session: CalendarSession) => void }) {
  const { zone, now } = props;
  return (
    <div>
      {props.closure && (
        <Text c="dimmed" mb="xs">
          Closed: {props.closure}
        </Text>
      )}
      {props.note}
      <ul className={classes.agenda} aria-label="Sessions of the day">
        {props.sessions.map((session) => (
          <li key={session.id}>
            <button
              type="button"
              className={classes.row}
              data-kind={session.kind}
              data-past={Date.parse(session.endsAt) <= now.getTime() || undefined}
              data-cancelled={session.status === 'cancelled' || undefined}
              onClick={() => props.onOpen(session)}
            >
              <span className={classes.when}>
                {formatTime(session.startsAt, zone)}
                <span>{formatTime(session.endsAt, zone)}</span>
              </span>
              <span className={classes.what}>
                <span className={classes.name}>
                  {session.kind === 'group' || session.clients.length === 0 ? sayWhat(session) : session.clients.map((client) => <PersonName key={client.id} {...client} />)}
                </span>
                <span className={classes.where}>
                  {[session.kind === 'group' ? `${session.seatsTaken} of ${session.capacity}` : session.serviceName, session.telehealth ? 'Telehealth' : session.roomName, session.staff.map((one) => one.name).join(', ')].filter(Boolean).join(' · ')}
                </span>
              </span>
              {session.status === 'cancelled' && <StatusBadge tone="off">Cancelled</StatusBadge>}
              {session.status !== 'cancelled' && Date.parse(session.startsAt) <= now.getTime() && Date.parse(session.endsAt) > now.getTime() && <StatusBadge tone="info">Now</StatusBadge>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

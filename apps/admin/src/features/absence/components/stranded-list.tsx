import { Select, Text } from '@mantine/core';
import { Fragment } from 'react';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { PersonName } from '@/ui';
import type { StrandedSession } from '../api/absence';
import { decisionFor, optionsOf } from '../model/decisions';
import type { Decisions } from '../model/decisions';
import classes from './stranded-list.module.css';

/** The sessions it touches, each with what is to happen. */
export function StrandedList(props: { sessions: StrandedSession[]; decisions: Decisions; taken: readonly string[]; onDecide: (sessionId: string, decision: string) => void }) {
  const { timeZone } = useClinic();
  return (
    <ul className={classes.list} aria-label="Sessions it touches">
      {props.sessions.map((session) => {
        const options = optionsOf(session);
        const when = `${formatDay(session.day)}, ${formatTimeRange(session.startsAt, session.endsAt, timeZone)}`;
        return (
          <li key={session.id} className={classes.row}>
            <div>
              <Text fw={600} size="sm">
                {when}
              </Text>
              <Text size="sm">{session.title}</Text>
              <Text size="xs" c="dimmed" component="div">
                <Who session={session} />
              </Text>
            </div>
            <Select
              aria-label={`What happens to ${session.title} on ${when}`}
              allowDeselect={false}
              data={options.map(({ value, label }) => ({ value, label }))}
              renderOption={({ option }) => (
                <div>
                  {option.label}
                  <Text size="xs" c="dimmed">
                    {options.find((one) => one.value === option.value)?.hint}
                  </Text>
                </div>
              )}
              value={decisionFor(session, props.decisions)}
              error={props.taken.includes(session.id) ? 'Taken by now: choose again' : undefined}
              onChange={(decision) => decision && props.onDecide(session.id, decision)}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Whoever comes by name where they are few, else how many; and where. */
function Who({ session }: { session: StrandedSession }) {
  const { clients, room } = session;
  return (
    <>
      {clients.length > 2
        ? `${clients.length} clients`
        : clients.map((client, index) => (
            <Fragment key={client.id}>
              {index > 0 && ', '}
              <PersonName {...client} />
            </Fragment>
          ))}
      {clients.length === 0 && 'Nobody booked'}
      {room && ` · ${room.name}`}
    </>
  );
}

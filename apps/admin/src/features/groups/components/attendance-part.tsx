import { ActionIcon, Group as Row, Text, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay, formatTime } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, PersonName, ScreenLink } from '@/ui';
import { groupKeys, readGrid } from '../api/groups';
import type { Grid, GridStatus } from '../api/groups';
import { MARKS, sayCame } from '../model/words';
import classes from './attendance-part.module.css';

/** Who came to the last sessions: people down, sessions across, each cell a colour and a word. */
export function AttendancePart(props: { groupId: string; groupName: string }) {
  const { clinicId } = useClinic();
  // The way back to the sessions now on show; empty at the latest.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1) ?? null;
  const grid = useQuery({ queryKey: groupKeys.grid(clinicId, props.groupId, cursor), queryFn: ({ signal }) => readGrid(clinicId, props.groupId, cursor, signal), placeholderData: keepPreviousData });
  if (grid.isPending) return <LoadingBlock />;
  if (grid.isError) return <ErrorState error={grid.error} retry={() => void grid.refetch()} />;
  const { sessions, people, earlierCursor } = grid.data;
  if (sessions.length === 0) return <EmptyState title="It has not met yet">Once a session has begun, who came shows here.</EmptyState>;
  return (
    <>
      <Row justify="space-between" mb="sm">
        <Text c="dimmed" size="sm" role="status">
          {formatDay(sessions[0]?.clinicDay ?? '')} to {formatDay(sessions.at(-1)?.clinicDay ?? '')}, {sessions.length} {sessions.length === 1 ? 'session' : 'sessions'}
        </Text>
        <Row gap={4} data-print="hide">
          <Tooltip label="Earlier sessions">
            <ActionIcon variant="default" size={32} aria-label="Earlier sessions" disabled={earlierCursor === null} onClick={() => earlierCursor && setCursors([...cursors, earlierCursor])}>
              <IconChevronLeft size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Later sessions">
            <ActionIcon variant="default" size={32} aria-label="Later sessions" disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>
              <IconChevronRight size={18} />
            </ActionIcon>
          </Tooltip>
        </Row>
      </Row>
      {/* A wide table scrolls inside its own frame, which the keyboard must reach. */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={`Attendance of ${props.groupName}`} data-stale={grid.isPlaceholderData || undefined} aria-busy={grid.isPlaceholderData || undefined}>
        <table className={classes.grid}>
          <Head sessions={sessions} />
          <tbody>
            {people.map((person) => (
              <tr key={person.client.id}>
                <th scope="row" className={classes.name}>
                  <ScreenLink to={{ screen: 'client', params: { clientId: person.client.id } }} c="inherit">
                    <PersonName {...person.client} />
                  </ScreenLink>
                  {!person.member && (
                    <Text size="xs" c="dimmed" fw={400}>
                      Not a member now
                    </Text>
                  )}
                </th>
                {person.cells.map((cell, index) => (
                  <td key={sessions[index]?.sessionId ?? index}>
                    <Mark status={cell.status} />
                  </td>
                ))}
                <td className={classes.number}>{sayCame(person.cells)}</td>
                <td className={classes.number}>{formatMinutes(person.creditedMinutes)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className={classes.name}>
                Came
              </th>
              {sessions.map((one) => (
                <td key={one.sessionId}>
                  {one.present} of {one.present + one.missed + one.excused + one.owed}
                </td>
              ))}
              <td>{sayCame(people.flatMap((person) => person.cells))}</td>
              <td>{formatMinutes(people.reduce((sum, person) => sum + person.creditedMinutes, 0))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function Head(props: { sessions: Grid['sessions'] }) {
  const { timeZone } = useClinic();
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.name}>
          Client
        </th>
        {props.sessions.map((one) => (
          <th key={one.sessionId} scope="col">
            <ScreenLink to={{ screen: 'checkInSession', params: { sessionId: one.sessionId } }} size="sm">
              {formatDay(one.clinicDay)}
            </ScreenLink>
            <br />
            {formatTime(one.startsAt, timeZone)}
          </th>
        ))}
        <th scope="col">Came</th>
        <th scope="col">Credited</th>
      </tr>
    </thead>
  );
}

function Mark(props: { status: GridStatus | null }) {
  if (props.status === null || props.status === 'cancelled') {
    return (
      <span className={classes.none}>
        <span aria-hidden>–</span>
        <span className={classes.srOnly}>No place</span>
      </span>
    );
  }
  const { word, look } = MARKS[props.status];
  return (
    <span className={classes.mark} data-look={look}>
      {word}
    </span>
  );
}

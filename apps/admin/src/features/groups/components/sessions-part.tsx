import { Alert, Group as Row, SegmentedControl, Text } from '@mantine/core';
import { IconCalendarX } from '@tabler/icons-react';
import { useState } from 'react';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { DataTable, StatusBadge, ZoneNote } from '@/ui';
import { groupKeys, readSessions } from '../api/groups';
import type { Group, GroupSession } from '../api/groups';
import { SeatsBar } from './seats-bar';

/** The group's sessions, to come or past, each with its topic; and the dates that could not be made. */
export function SessionsPart(props: { group: Group }) {
  const { group } = props;
  const { clinicId, timeZone } = useClinic();
  const [when, setWhen] = useState<'coming' | 'past'>('coming');
  const list = useKeyset<GroupSession>({ queryKey: groupKeys.sessions(clinicId, group.id, when), fetchPage: (cursor, signal) => readSessions(clinicId, group.id, when, cursor, signal) });
  const open = group.gaps.filter((gap) => gap.open);
  const closed = group.gaps.filter((gap) => gap.cause === 'closed');
  return (
    <>
      {open.length > 0 && (
        <Alert mb="sm" color="yellow" variant="light" icon={<IconCalendarX size={18} />} title={open.length === 1 ? 'One date could not be made' : `${open.length} dates could not be made`}>
          {open.map((gap) => formatDay(gap.day)).join('; ')}. Room or facilitator was taken when the series was carried on.
        </Alert>
      )}
      <Row justify="space-between" mb="sm" data-print="hide">
        <SegmentedControl
          aria-label="Which sessions"
          value={when}
          onChange={(value) => setWhen(value as typeof when)}
          data={[
            { value: 'coming', label: 'To come' },
            { value: 'past', label: 'Past' },
          ]}
        />
        <ZoneNote />
      </Row>
      <DataTable
        label={when === 'coming' ? 'Sessions to come' : 'Past sessions'}
        list={list}
        rowKey={(session) => session.id}
        rowLink={(session) => ({ screen: 'checkInSession', params: { sessionId: session.id } })}
        isRowDimmed={(session) => session.status === 'cancelled'}
        columns={[
          { key: 'day', header: 'Day', width: 150, cell: (session) => formatDay(session.clinicDay) },
          { key: 'time', header: 'Time', width: 180, cell: (session) => formatTimeRange(session.startsAt, session.endsAt, timeZone) },
          { key: 'topic', header: 'Topic', cell: (session) => session.topic ?? <Text span c="dimmed">–</Text> },
          { key: 'staff', header: 'Facilitators', hideBelow: 'md', cell: (session) => session.staff.map((one) => one.name).join(', ') || '–' },
          { key: 'room', header: 'Where', hideBelow: 'md', cell: (session) => session.roomName ?? (group.telehealth ? 'Telehealth' : '–') },
          {
            key: 'seats',
            header: 'Seats',
            width: 140,
            cell: (session) => (session.status === 'cancelled' ? <StatusBadge tone="off">Cancelled</StatusBadge> : <SeatsBar taken={session.seatsTaken} capacity={session.capacity} />),
          },
        ]}
        empty={when === 'coming' ? { title: 'No session ahead', text: 'Add times, and its sessions show here.' } : { title: 'It has not met yet' }}
      />
      {when === 'coming' && closed.length > 0 && (
        <Text mt="sm" size="sm" c="dimmed">
          Skipped because the clinic is closed: {closed.map((gap) => formatDay(gap.day)).join('; ')}.
        </Text>
      )}
    </>
  );
}

import { Group, SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { addDays, formatDay, formatTimeRange, today } from '@/lib/clinic-time';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, ScreenLink, StatusBadge, ZoneNote } from '@/ui';
import type { Tone } from '@/ui';
import { chartKeys, readSessions } from '../api/chart';
import type { ClientSession } from '../api/chart';

/** How far back the past sessions go, in days. */
const PAST_DAYS = 56;

const ATTENDANCE: Record<ClientSession['attendance'], [Tone, string]> = {
  booked: ['neutral', 'Booked'],
  attended: ['good', 'Attended'],
  late: ['warning', 'Late'],
  left_early: ['warning', 'Left early'],
  no_show: ['bad', 'No-show'],
  excused: ['info', 'Excused'],
  cancelled: ['off', 'Cancelled'],
};

/** The client's sessions: those to come, or those of the last eight weeks. */
export function SchedulePart(props: { clientId: string; episodeId: string | null }) {
  const { clinicId, timeZone } = useClinic();
  const canEnrol = useCan('schedule.write');
  const [view, setView] = useState<'coming' | 'past'>('coming');
  const day = today(timeZone);
  const [from, to] = view === 'coming' ? [day, null] : [addDays(day, -PAST_DAYS), addDays(day, -1)];
  const list = useKeyset<ClientSession>({
    queryKey: [...chartKeys.sessions(clinicId, props.clientId, from, to)],
    fetchPage: (cursor, signal) => readSessions(clinicId, props.clientId, from, to, cursor, signal),
  });
  const rows = useMemo(() => (view === 'past' ? [...list.rows].reverse() : list.rows), [list.rows, view]);
  return (
    <>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          aria-label="Which sessions"
          value={view}
          onChange={(value) => setView(value as typeof view)}
          data={[
            { value: 'coming', label: 'To come' },
            { value: 'past', label: 'Last eight weeks' },
          ]}
        />
        <ZoneNote />
        {canEnrol && props.episodeId !== null && (
          <ScreenLink to={{ screen: 'groups', search: { enrol: props.episodeId } }}>Enrol in groups</ScreenLink>
        )}
      </Group>
      <DataTable
        label={view === 'coming' ? 'Sessions to come' : 'Sessions of the last eight weeks'}
        list={{ ...list, rows }}
        rowKey={(row) => row.participationId}
        isRowDimmed={(row) => row.status === 'cancelled' || row.attendance === 'cancelled'}
        columns={[
          { key: 'day', header: 'Day', width: 150, cell: (row) => formatDay(row.clinicDay, day) },
          { key: 'time', header: 'Time', width: 170, cell: (row) => formatTimeRange(row.startsAt, row.endsAt, timeZone) },
          {
            key: 'title',
            header: 'Session',
            cell: (row) => (
              <>
                {row.title}
                {row.isMakeUp && <Text span c="dimmed" size="sm"> · make-up</Text>}
              </>
            ),
          },
          { key: 'staff', header: 'With', hideBelow: 'md', cell: (row) => row.staff.map(({ name }) => name).join(', ') || '–' },
          { key: 'room', header: 'Where', hideBelow: 'sm', cell: (row) => (row.telehealth ? 'Telehealth' : (row.roomName ?? '–')) },
          { key: 'state', header: 'State', width: 140, cell: (row) => <State row={row} /> },
        ]}
        empty={view === 'coming' ? { title: 'Nothing booked', text: 'Sessions and groups booked for this client show here.' } : { title: 'No sessions in the last eight weeks' }}
      />
    </>
  );
}

function State(props: { row: ClientSession }) {
  const [tone, word] = props.row.status === 'cancelled' ? (['off', 'Cancelled'] as const) : ATTENDANCE[props.row.attendance];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}

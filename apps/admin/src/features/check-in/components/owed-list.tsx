import { Text } from '@mantine/core';
import { formatDay, formatTimeRange, today } from '@/lib/clinic-time';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { DataTable, StatusBadge } from '@/ui';
import { attendanceKeys, readOwed } from '../api/attendance';
import type { Owed } from '../api/attendance';

/** Sessions that are over and have places nobody recorded, and who led them: the oldest first. */
export function OwedList({ mine }: { mine: boolean }) {
  const { clinicId, timeZone } = useClinic();
  const list = useKeyset<Owed>({ queryKey: attendanceKeys.owedList(clinicId, mine), fetchPage: (cursor, signal) => readOwed(clinicId, mine, cursor, signal), refetchInterval: 60_000 });
  return (
    <DataTable
      label="Attendance owed"
      list={list}
      rowKey={(row) => row.sessionId}
      rowLink={(row) => ({ screen: 'checkInSession', params: { sessionId: row.sessionId } })}
      columns={[
        {
          key: 'session',
          header: 'Session',
          cell: (row) => (
            <>
              <Text span inherit fw={600}>
                {row.title}
              </Text>
              <Text span size="sm" c="dimmed" display="block">
                {formatDay(row.clinicDay, today(timeZone))}, {formatTimeRange(row.startsAt, row.endsAt, timeZone)}
              </Text>
            </>
          ),
        },
        { key: 'who', header: 'Who owes it', cell: (row) => row.staff.map((one) => one.name).join(' and ') || 'Nobody leads it' },
        {
          key: 'owed',
          header: 'Not recorded',
          width: 160,
          cell: (row) => (
            <StatusBadge tone="warning">
              {row.owed} of {row.booked}
            </StatusBadge>
          ),
        },
      ]}
      empty={{ title: 'Nothing is owed', text: mine ? 'Every session you led is recorded.' : 'Everyone’s attendance is recorded.' }}
    />
  );
}

import { Drawer, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime, formatDay, formatTimeRange } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { ErrorState, HoursBar, LoadingBlock, PersonName, StandingBadge } from '@/ui';
import { hoursKeys, readLedger } from '../api/hours';
import type { BoardRow } from '../api/hours';

const STATUS = { booked: 'Booked', attended: 'Attended', late: 'Late', left_early: 'Left early', no_show: 'No-show', excused: 'Excused' } as const;

/** One client's week opened up: every figure down to the sessions and the ledger entries it is the sum of. */
export function WeekDrawer({ row, onClose }: { row: BoardRow; onClose: () => void }) {
  const { clinicId, timeZone } = useClinic();
  const ledger = useQuery({ queryKey: hoursKeys.ledger(clinicId, row.episodeId, row.weekStart), queryFn: () => readLedger(clinicId, row.episodeId, row.weekStart) });
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title="The week in figures" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <div>
          <Title order={3}>
            <PersonName {...row} withLegal />
          </Title>
          <Text size="sm" c="dimmed">
            {row.programName} · week of {formatDay(row.weekStart)}
          </Text>
        </div>
        <div>
          <StandingBadge standing={row.standing} /> <Text span>{row.sentence}</Text>
        </div>
        <HoursBar attendedMinutes={row.attendedMinutes} plannedMinutes={row.plannedMinutes} prescribedMinutes={row.prescribedMinutes} maximumMinutes={row.maximumMinutes} withText />
        {row.arithmetic && <Text size="sm">{row.arithmetic}</Text>}
        {ledger.error ? <ErrorState error={ledger.error} retry={() => void ledger.refetch()} /> : null}
        {ledger.isPending && <LoadingBlock />}
        {ledger.data && (
          <>
            <Title order={4}>Sessions of the week</Title>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Session</Table.Th>
                  <Table.Th>Status</Table.Th>
                  <Table.Th ta="right">Credited</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {ledger.data.places.map((place) => (
                  <Table.Tr key={place.participationId}>
                    <Table.Td>
                      {place.sessionTitle}
                      <Text size="xs" c="dimmed">
                        {formatDay(place.day)}, {formatTimeRange(place.startsAt, place.endsAt, timeZone)}
                      </Text>
                    </Table.Td>
                    <Table.Td>{STATUS[place.status]}</Table.Td>
                    <Table.Td ta="right">
                      {formatMinutes(place.creditedMinutes)} of {formatMinutes(place.offeredMinutes)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {ledger.data.places.length === 0 && <Text c="dimmed">Nothing is booked in this week.</Text>}
            <Title order={4}>Minute ledger: {formatMinutes(ledger.data.attendedMinutes)}</Title>
            {ledger.data.entries.map((entry) => (
              <div key={entry.id}>
                <Text size="sm">
                  <strong>
                    {entry.minutes > 0 ? '+' : '−'}
                    {formatMinutes(Math.abs(entry.minutes))}
                  </strong>{' '}
                  {entry.sessionTitle}, {formatDay(entry.serviceDay)}
                </Text>
                <Text size="xs" c="dimmed">
                  {entry.author}, {formatDateTime(entry.recordedAt, timeZone)} · {entry.ruleVersion}
                  {entry.policyNumber === null ? '' : ` · policy version ${entry.policyNumber}`}
                  {entry.reason ? ` · ${entry.reason}` : ''}
                </Text>
              </div>
            ))}
            {ledger.data.entries.length === 0 && <Text c="dimmed">No minutes are credited yet.</Text>}
          </>
        )}
      </Stack>
    </Drawer>
  );
}

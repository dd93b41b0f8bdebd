import { Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { addDays, formatDay } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { ErrorState, HoursBar, LoadingBlock, PersonName, ScreenLink, StandingBadge } from '@/ui';
import list from '@/ui/line-list.module.css';
import { WeekLedger } from '@/ui/week-ledger';
import { hoursKeys, readLedger } from '../api/hours';
import type { BoardRow } from '../api/hours';
import { daysLine, prescriptionLine, toMakeUp } from '../model/week-words';
import { ForecastPart } from './forecast-part';
import classes from './week-drawer.module.css';

/** One client's week opened up: how its prescription came about, and every figure down to the sessions and ledger entries it is the sum of. */
export function WeekDrawer({ row, onClose, onMakeUp }: { row: BoardRow; onClose: () => void; onMakeUp?: () => void }) {
  const { clinicId } = useClinic();
  const ledger = useQuery({ queryKey: hoursKeys.ledger(clinicId, row.episodeId, row.weekStart), queryFn: () => readLedger(clinicId, row.episodeId, row.weekStart), staleTime: 0 });
  return (
    <Drawer opened onClose={onClose} size="lg" title={`Week of ${formatDay(row.weekStart)} to ${formatDay(addDays(row.weekEnd, -1))}`}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={3}>
              <ScreenLink to={{ screen: 'client', params: { clientId: row.clientId }, search: { part: 'hours', stay: row.episodeId, week: row.weekStart } }} fz="lg" fw={600}>
                <PersonName {...row} />
              </ScreenLink>
            </Title>
            <Text size="sm" c="dimmed">
              {[row.chartNumber, row.programName, row.clinicianName].filter(Boolean).join(' · ')}
            </Text>
          </div>
          <StandingBadge standing={row.standing} />
        </Group>
        <Group justify="space-between" align="center">
          <Text fw={500} flex={1}>
            {row.sentence}
          </Text>
          {onMakeUp && toMakeUp(row) > 0 && (
            <Button variant="light" size="compact-md" leftSection={<IconPlus size={16} />} onClick={onMakeUp}>
              Make up {formatMinutes(toMakeUp(row))}
            </Button>
          )}
        </Group>
        <div className={classes.bar}>
          <HoursBar attendedMinutes={row.attendedMinutes} plannedMinutes={row.plannedMinutes} prescribedMinutes={row.prescribedMinutes} maximumMinutes={row.maximumMinutes} withText />
        </div>
        <ul className={classes.lines}>
          <li>{prescriptionLine(row)}</li>
          <li>{daysLine(row)}</li>
          <li>The policy allows up to {formatMinutes(row.maximumMinutes)} a week</li>
          {row.owedMinutes > 0 && <li>{formatMinutes(row.owedMinutes)} of past sessions are not recorded yet</li>}
        </ul>
        {row.forecast && <ForecastPart forecast={row.forecast} />}
        {ledger.isError && <ErrorState error={ledger.error} retry={() => void ledger.refetch()} />}
        {ledger.isPending && <LoadingBlock />}
        {ledger.data && <WeekLedger ledger={ledger.data} />}
        <div>
          <Title order={4} mb={6}>
            Weeks before
          </Title>
          {row.history.length === 0 && <Text c="dimmed">This is the first week of the stay.</Text>}
          <ul className={list.lines}>
            {row.history.map((week) => (
              <li key={week.weekStart}>
                <Text size="sm" w={110}>
                  {formatDay(week.weekStart)}
                </Text>
                <div className={classes.before}>
                  <HoursBar attendedMinutes={week.attendedMinutes} plannedMinutes={0} prescribedMinutes={week.prescribedMinutes} size="sm" withText />
                </div>
                <StandingBadge standing={week.standing} />
              </li>
            ))}
          </ul>
        </div>
      </Stack>
    </Drawer>
  );
}

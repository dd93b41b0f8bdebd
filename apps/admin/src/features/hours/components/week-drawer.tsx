import { Accordion, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { addDays, formatDateTime, formatDay, formatTimeRange } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { ErrorState, HoursBar, LoadingBlock, PersonName, ScreenLink, StandingBadge } from '@/ui';
import { hoursKeys, readLedger } from '../api/hours';
import type { BoardRow, WeekLedger } from '../api/hours';
import { STATUS, daysLine, figuresOf, prescriptionLine, toMakeUp } from '../model/week-words';
import { ForecastPart } from './forecast-part';
import { WeekDays } from './week-days';
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
              <ScreenLink to={{ screen: 'client', params: { clientId: row.clientId } }} fz="lg" fw={600}>
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
        {ledger.data && <WeekDays ledger={ledger.data} />}
        {ledger.data && <Figures ledger={ledger.data} />}
        <div>
          <Title order={4} mb={6}>
            Weeks before
          </Title>
          {row.history.length === 0 && <Text c="dimmed">This is the first week of the stay.</Text>}
          <ul className={classes.places}>
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

function Figures({ ledger }: { ledger: WeekLedger }) {
  const { timeZone } = useClinic();
  const figures = figuresOf(ledger.places).filter((figure) => figure.minutes > 0 || figure.key === 'attended' || figure.key === 'planned');
  return (
    <Accordion multiple defaultValue={['attended']} variant="contained" chevronPosition="left">
      {figures.map((figure) => (
        <Accordion.Item key={figure.key} value={figure.key}>
          <Accordion.Control>
            <Group justify="space-between" pr="sm">
              <Text>{figure.label}</Text>
              <Text fw={600} data-numeric>
                {formatMinutes(figure.minutes)}
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            {figure.places.length === 0 && <Text c="dimmed">{figure.key === 'planned' ? 'Nothing more is booked this week.' : 'No minutes are credited yet.'}</Text>}
            <ul className={classes.places}>
              {figure.places.map(({ place, minutes }) => (
                <li key={place.participationId}>
                  <div>
                    <ScreenLink to={{ screen: 'checkInSession', params: { sessionId: place.sessionId } }}>{place.sessionTitle}</ScreenLink>
                    <Text size="xs" c="dimmed">
                      {formatDay(place.day)}, {formatTimeRange(place.startsAt, place.endsAt, timeZone)} · {STATUS[place.status]}
                      {place.reason ? `: ${place.reason}` : ''}
                    </Text>
                  </div>
                  <Text data-numeric>{formatMinutes(minutes)}</Text>
                </li>
              ))}
            </ul>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
      <Accordion.Item value="ledger">
        <Accordion.Control>
          <Group justify="space-between" pr="sm">
            <Text>Minute ledger</Text>
            <Text c="dimmed" size="sm">
              {ledger.entries.length} {ledger.entries.length === 1 ? 'entry' : 'entries'}, {formatMinutes(ledger.attendedMinutes)} together
            </Text>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          {ledger.entries.length === 0 && <Text c="dimmed">Nothing is entered yet.</Text>}
          <ul className={classes.places}>
            {ledger.entries.map((entry) => (
              <li key={entry.id}>
                <div>
                  <Text size="sm">
                    {entry.sessionTitle}, {formatDay(entry.serviceDay)}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {entry.author}, {formatDateTime(entry.recordedAt, timeZone)} · {entry.ruleVersion}
                    {entry.policyNumber === null ? '' : ` · policy version ${entry.policyNumber}`}
                    {entry.reason ? ` · ${entry.reason}` : ''}
                  </Text>
                </div>
                <Text fw={600} data-numeric c={entry.minutes < 0 ? 'red' : undefined}>
                  {entry.minutes > 0 ? '+' : ''}
                  {formatMinutes(entry.minutes)}
                </Text>
              </li>
            ))}
          </ul>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

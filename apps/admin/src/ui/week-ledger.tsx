import { Accordion, Group, Text } from '@mantine/core';
import type { Schema } from '../lib/api/http';
import { formatDateTime, formatDay, formatTimeRange } from '../lib/clinic-time';
import { formatMinutes } from '../lib/minutes';
import { useClinic } from '../lib/session';
import { STATUS, figuresOf } from '../lib/week-figures';
import { ScreenLink } from './screen-link';
import { WeekDays } from './week-days';
import classes from './line-list.module.css';

/** A client's week opened up: how its prescription came about, its days, and every figure down to the sessions and ledger entries it is the sum of. */
export function WeekLedger({ ledger }: { ledger: Schema<'WeekLedgerDto'> }) {
  return (
    <>
      <WeekDays ledger={ledger} />
      <Figures ledger={ledger} />
    </>
  );
}

function Figures({ ledger }: { ledger: Schema<'WeekLedgerDto'> }) {
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
            <ul className={classes.lines}>
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
          <ul className={classes.lines}>
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

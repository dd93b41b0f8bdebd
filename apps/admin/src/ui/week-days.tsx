import { Accordion, Group, Text } from '@mantine/core';
import type { Schema } from '../lib/api/http';
import { formatDay } from '../lib/clinic-time';
import { formatMinutes } from '../lib/minutes';
import { prescriptionWords } from '../lib/prescription-words';
import { StatusBadge } from './status-badge';
import classes from './line-list.module.css';

/** The days of a week as per-diem days, those that missed it by how much, and how the prescription came about. */
export function WeekDays({ ledger }: { ledger: Schema<'WeekLedgerDto'> }) {
  const counting = ledger.days.filter((day) => day.countsPerDiem).length;
  const missed = ledger.days.filter((day) => day.missedBy > 0).length;
  return (
    <Accordion multiple variant="contained" chevronPosition="left">
      <Accordion.Item value="prescription">
        <Accordion.Control>
          <Group justify="space-between" pr="sm">
            <Text>Prescribed</Text>
            <Text fw={600} data-numeric>
              {formatMinutes(ledger.prescription.minutes)}
            </Text>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          {prescriptionWords(ledger.prescription).map((line) => (
            <Text key={line} size="sm">
              {line}
            </Text>
          ))}
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="days">
        <Accordion.Control>
          <Group justify="space-between" pr="sm">
            <Text>Per-diem days</Text>
            <Text c="dimmed" size="sm">
              {counting} {counting === 1 ? 'counts' : 'count'}
              {missed > 0 ? `, ${missed} missed it` : ''}
            </Text>
          </Group>
        </Accordion.Control>
        <Accordion.Panel>
          <Text size="xs" c="dimmed">
            A date needs {formatMinutes(ledger.dayMinimumMinutes)} attended to count.
          </Text>
          <ul className={classes.lines}>
            {ledger.days.map((day) => (
              <li key={day.day}>
                <Text size="sm">
                  {formatDay(day.day)}, {formatMinutes(day.attendedMinutes)} attended{day.plannedMinutes > 0 ? `, ${formatMinutes(day.plannedMinutes)} planned` : ''}
                </Text>
                {day.countsPerDiem ? <StatusBadge tone="good">Counts</StatusBadge> : day.missedBy > 0 ? <StatusBadge tone="warning">Missed by {formatMinutes(day.missedBy)}</StatusBadge> : <StatusBadge tone="neutral">Not yet</StatusBadge>}
              </li>
            ))}
          </ul>
          {ledger.days.length === 0 && <Text c="dimmed">Nothing is attended or planned.</Text>}
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

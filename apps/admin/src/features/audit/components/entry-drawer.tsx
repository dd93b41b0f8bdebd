import { Button, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayOf, formatDayLong } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { PersonName, ScreenLink, Section } from '@/ui';
import type { AuditEntry, AuditFilters } from '../api/audit';
import { changeLines, sayAction } from '../model/actions';
import type { ChangeLine } from '../model/actions';
import classes from './entry-drawer.module.css';

/** One entry in full, and the ways from it to its neighbours. */
export function EntryDrawer(props: { entry: AuditEntry; onClose: () => void; onNarrow: (filters: Partial<AuditFilters>) => void }) {
  const { entry } = props;
  const { timeZone } = useClinic();
  const mayOpenCharts = useCan('clients.read');
  const seconds = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' }).format(new Date(entry.occurredAt));
  const lines = changeLines(entry.changes);
  const thing = entry.subjectType.replaceAll('_', ' ');

  return (
    <Drawer opened onClose={props.onClose} title={sayAction(entry.action)} size="lg">
      <Stack gap="lg">
        <dl className={classes.facts}>
          <Fact name="When">
            {formatDayLong(dayOf(entry.occurredAt, timeZone))}, {seconds}
          </Fact>
          <Fact name="Who">
            {entry.actorName}
            {entry.actorKind === 'token' && <Text span c="dimmed">, a token</Text>}
          </Fact>
          {entry.client && (
            <Fact name="Client">
              {mayOpenCharts ? (
                <ScreenLink to={{ screen: 'client', params: { clientId: entry.client.id } }}>
                  <PersonName {...entry.client} />
                </ScreenLink>
              ) : (
                <PersonName {...entry.client} />
              )}
              <Text span c="dimmed">
                , chart {entry.client.chartNumber}
              </Text>
            </Fact>
          )}
          {entry.subjectId !== entry.clientId && (
            <Fact name="About">
              {entry.subjectName ?? thing}
              <Text span size="xs" c="dimmed" className={classes.id}>
                {entry.subjectName ? `${thing} ` : ''}
                {entry.subjectId}
              </Text>
            </Fact>
          )}
          {entry.reason && <Fact name="Reason">{entry.reason}</Fact>}
          <Fact name="Sealed">{entry.position === null ? 'within seconds' : `as entry ${entry.position.toLocaleString('en-US')} of the chain`}</Fact>
          {entry.requestId && (
            <Fact name="Request">
              <Text span size="xs" className={classes.id}>
                {entry.requestId}
              </Text>
            </Fact>
          )}
        </dl>
        {lines.length > 0 && <Changes lines={lines} />}
        <Section title="More like this">
          <Group gap="xs">
            {entry.clientId && (
              <Button variant="default" size="compact-sm" onClick={() => props.onNarrow({ client: entry.clientId })}>
                This client
              </Button>
            )}
            {entry.actorUserId && (
              <Button variant="default" size="compact-sm" onClick={() => props.onNarrow({ user: entry.actorUserId })}>
                This person
              </Button>
            )}
            <Button variant="default" size="compact-sm" onClick={() => props.onNarrow({ action: entry.action })}>
              This action
            </Button>
            {entry.subjectId !== entry.clientId && (
              <Button variant="default" size="compact-sm" onClick={() => props.onNarrow({ subject: entry.subjectId })}>
                This {thing}
              </Button>
            )}
            <Button variant="default" size="compact-sm" onClick={() => props.onNarrow({ from: dayOf(entry.occurredAt, timeZone), to: dayOf(entry.occurredAt, timeZone) })}>
              This day
            </Button>
          </Group>
        </Section>
      </Stack>
    </Drawer>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Changes(props: { lines: ChangeLine[] }) {
  const paired = props.lines.some((line) => line.before !== undefined);
  return (
    <Section title={paired ? 'What changed' : 'Details'}>
      <Table className={classes.changes} aria-label={paired ? 'What changed' : 'Details'}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Field</Table.Th>
            {paired && <Table.Th scope="col">Before</Table.Th>}
            <Table.Th scope="col">{paired ? 'After' : 'Value'}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.lines.map((line) => (
            <Table.Tr key={line.field}>
              <Table.Td>{line.label}</Table.Td>
              {paired && <Table.Td c="dimmed">{line.before === undefined ? '' : <Value line={line} text={line.before} />}</Table.Td>}
              <Table.Td>
                <Value line={line} text={line.after} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}

/** A value; one that may be a client's name obeys the privacy blur. */
function Value(props: { line: ChangeLine; text: string }) {
  return /name$/i.test(props.line.field) && props.text !== '—' ? <PersonName givenName={props.text} /> : <>{props.text}</>;
}

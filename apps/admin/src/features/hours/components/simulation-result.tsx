import { Group, Table, Text } from '@mantine/core';
import { formatDay } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { DataTable, PersonName, Section, StandingBadge } from '@/ui';
import type { AffectedClient, Simulation } from '../api/simulation';
import { STANDINGS, WORDS } from '../model/week-words';
import classes from './simulation-result.module.css';

const OUTSIDE = { below_minimum: 'under the weekly minimum', above_maximum: 'above the weekly maximum', too_few_days: 'on too few days', too_many_days: 'on too many days' } as const;

/** What the tried numbers would do: in numbers week by week, and client by client. */
export function SimulationResult({ found }: { found: Simulation }) {
  const { standingChanged, looked, outsideBefore, outsideAfter } = found;
  return (
    <>
      <Section title={standingChanged === 0 ? 'Nobody would stand otherwise' : `${standingChanged} of ${looked} ${looked === 1 ? 'client' : 'clients'} would stand otherwise`}>
        <Text size="sm" c="dimmed" mb="sm">
          {outsideAfter === outsideBefore ? `As many orders as now lie outside the policy: ${outsideBefore}.` : `${outsideAfter} standing ${outsideAfter === 1 ? 'order' : 'orders'} would lie outside the policy; now it is ${outsideBefore}.`} An order stands until somebody changes it, so a weekly minimum alone moves no standing.
        </Text>
        <div className={classes.frame}>
          <Table aria-label="Standings week by week">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Week of</Table.Th>
                {STANDINGS.map((standing) => (
                  <Table.Th key={standing}>{WORDS[standing]}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {[...found.weeks].reverse().map((week) => (
                <Table.Tr key={week.weekStart}>
                  <Table.Th scope="row">{formatDay(week.weekStart)}</Table.Th>
                  {STANDINGS.map((standing) => (
                    <Table.Td key={standing}>{week.before[standing] === week.after[standing] ? week.after[standing] : <Text span fw={700}>{`${week.before[standing]} → ${week.after[standing]}`}</Text>}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Section>
      <Section title="Who would be affected">
        <DataTable
          label="Affected clients"
          rows={found.items}
          rowKey={(row) => row.episodeId}
          rowLink={(row) => ({ screen: 'client', params: { clientId: row.clientId } })}
          columns={[
            { key: 'client', header: 'Client', width: 220, cell: (row) => <PersonName {...row} fw={500} /> },
            { key: 'weeks', header: 'Weeks that would differ', cell: (row) => <Weeks row={row} /> },
            { key: 'order', header: 'Order', width: 240, cell: (row) => <Order row={row} /> },
          ]}
          empty={{ title: 'Nobody would be affected', text: 'Every week and every order would stand as it does.' }}
        />
      </Section>
    </>
  );
}

/** So many weeks are shown of one client. */
const SHOWN = 3;

function Weeks({ row }: { row: AffectedClient }) {
  if (row.weeks.length === 0) return <Text size="sm" c="dimmed">None</Text>;
  return (
    <>
      {row.weeks.slice(0, SHOWN).map(({ weekStart, before, after }) => (
        <Group key={weekStart} gap={6} mb={2}>
          <Text size="sm" w={90}>
            {formatDay(weekStart)}
          </Text>
          {before && before.standing !== after.standing ? (
            <>
              <StandingBadge standing={before.standing} />
              <span aria-label="becomes">→</span>
              <StandingBadge standing={after.standing} />
            </>
          ) : (
            <StandingBadge standing={after.standing} />
          )}
          <Text size="xs" c="dimmed">
            {[
              before && before.prescribedMinutes !== after.prescribedMinutes ? `${formatMinutes(before.prescribedMinutes)} → ${formatMinutes(after.prescribedMinutes)} prescribed` : null,
              before && before.daysPerDiem !== after.daysPerDiem ? `${before.daysPerDiem} → ${after.daysPerDiem} per-diem days` : null,
              before === null ? 'a week that is not there now' : null,
            ]
              .filter(Boolean)
              .join(', ')}
          </Text>
        </Group>
      ))}
      {row.weeks.length > SHOWN && (
        <Text size="xs" c="dimmed">
          and {row.weeks.length - SHOWN} more
        </Text>
      )}
    </>
  );
}

function Order({ row }: { row: AffectedClient }) {
  const order = row.prescription;
  if (order === null) return <Text size="sm" c="dimmed">The stay is over</Text>;
  const outside = order.outsideAfter.map((one) => OUTSIDE[one]).join(', ');
  const same = order.outsideBefore.join() === order.outsideAfter.join();
  return (
    <div>
      <Text size="sm">
        {formatMinutes(order.minutesPerWeek)}
        {order.daysPerWeek === null ? '' : ` on ${order.daysPerWeek} ${order.daysPerWeek === 1 ? 'day' : 'days'}`}
      </Text>
      <Text size="xs" c="dimmed">
        {outside === '' ? (same ? 'Within the policy' : 'Would be within the policy') : same ? `Outside already: ${outside}` : `Would be outside: ${outside}`}
      </Text>
    </div>
  );
}

import { ActionIcon, Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, formatDay, formatTimeRange, dayOf } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { day, useUrlFilters } from '@/lib/url-filters';
import { DataTable, ErrorState, FilterBar, LoadingBlock, Page, ScreenLink, StatusBadge } from '@/ui';
import lines from '@/ui/line-list.module.css';
import { useClinicWeek } from '../api/use-clinic-week';
import { deliveredKeys, readDelivered, readLedSessions } from '../api/hours';
import type { DeliveredByClinician } from '../api/hours';
import { HOURS_TABS } from '../components/hours-tabs';

const FILTERS = { week: day() };

/** What each clinician led in a week, and in the weeks before. */
export function HoursDeliveredPage() {
  const { clinicId } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const [open, setOpen] = useState<DeliveredByClinician | null>(null);
  const { day: asOf, week, thisWeek } = useClinicWeek(filters.values.week);
  const show = (start: string) => filters.set({ week: start === thisWeek ? null : start });
  const list = useKeyset<DeliveredByClinician>({ queryKey: deliveredKeys.list(clinicId, asOf), fetchPage: (cursor, signal) => readDelivered(clinicId, asOf, cursor, signal) });
  const total = useQuery({ queryKey: [...deliveredKeys.list(clinicId, asOf), 'total'], queryFn: async ({ signal }) => (await readDelivered(clinicId, asOf, undefined, signal)).total });
  return (
    <Page title="Hours delivered" heading="Hours" description={`Week of ${formatDay(week)}. Whoever leads a session with others is given all of it; the clinic’s total counts it once.`} tabs={HOURS_TABS} tab="delivered" permission="hours.read">
      <FilterBar filters={{ isAnySet: false, reset: () => undefined }}>
        <Group gap={4}>
          <ActionIcon variant="default" size={36} aria-label="Week before" onClick={() => show(addDays(week, -7))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Button variant="default" disabled={week === thisWeek} onClick={() => show(thisWeek)}>
            This week
          </Button>
          <ActionIcon variant="default" size={36} aria-label="Week after" disabled={week >= thisWeek} onClick={() => show(addDays(week, 7))}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
        {total.data && (
          <Text size="sm" c="dimmed" aria-live="polite">
            The clinic: {formatMinutes(total.data.minutes)} in {total.data.sessions} {total.data.sessions === 1 ? 'session' : 'sessions'}, {total.data.clients} {total.data.clients === 1 ? 'client' : 'clients'}
            {total.data.owedSessions > 0 ? `; ${total.data.owedSessions} not recorded yet` : ''}
          </Text>
        )}
      </FilterBar>
      <DataTable
        label="Hours delivered"
        list={list}
        rowKey={(row) => row.staffId}
        onRow={setOpen}
        columns={[
          { key: 'name', header: 'Clinician', width: 220, cell: (row) => row.name },
          {
            key: 'led',
            header: 'Led',
            width: 190,
            cell: (row) => (
              <div>
                <Text fw={600} data-numeric>
                  {formatMinutes(row.weeks[0]?.minutes ?? 0)}
                </Text>
                {(row.weeks[0]?.coLedMinutes ?? 0) > 0 && (
                  <Text size="xs" c="dimmed">
                    {formatMinutes(row.weeks[0]?.coLedMinutes ?? 0)} of it with others
                  </Text>
                )}
              </div>
            ),
          },
          { key: 'sessions', header: 'Sessions', width: 120, cell: (row) => `${row.weeks[0]?.sessions ?? 0}${(row.weeks[0]?.owedSessions ?? 0) > 0 ? `, ${row.weeks[0]?.owedSessions} owed` : ''}` },
          { key: 'clients', header: 'Clients', width: 90, cell: (row) => row.weeks[0]?.clients ?? 0 },
          { key: 'credited', header: 'Client hours', width: 130, hideBelow: 'sm', cell: (row) => formatMinutes(row.weeks[0]?.clientMinutes ?? 0) },
          { key: 'before', header: 'Weeks before', hideBelow: 'md', cell: (row) => <Text size="sm" c="dimmed">{row.weeks.slice(1).map((one) => unbroken(formatMinutes(one.minutes))).join(' · ')}</Text> },
        ]}
        empty={{ title: 'Nobody led a session in these weeks', text: 'Whoever is on a session that is over appears here.' }}
      />
      {open && <LedSessions clinician={open} week={week} onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** Stays on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

const STATES = { delivered: null, owed: 'Not recorded yet', nobody_came: 'Nobody came' } as const;

/** The sessions a clinician's figures are sums of. */
function LedSessions({ clinician, week, onClose }: { clinician: DeliveredByClinician; week: string; onClose: () => void }) {
  const { clinicId, timeZone } = useClinic();
  const sessions = useQuery({ queryKey: deliveredKeys.sessions(clinicId, clinician.staffId, week), queryFn: () => readLedSessions(clinicId, clinician.staffId, week) });
  return (
    <Drawer opened onClose={onClose} size="lg" title={`${clinician.name}, week of ${formatDay(week)}`}>
      <Stack gap="sm">
        {sessions.isPending && <LoadingBlock />}
        {sessions.isError && <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />}
        {sessions.data?.items.length === 0 && <Text c="dimmed">No session of this week is over yet.</Text>}
        <ul className={lines.lines}>
          {sessions.data?.items.map((session) => (
            <li key={session.sessionId}>
              <div>
                <ScreenLink to={{ screen: 'checkInSession', params: { sessionId: session.sessionId } }}>{session.title}</ScreenLink>
                <Text size="xs" c="dimmed">
                  {formatDay(dayOf(session.startsAt, timeZone))}, {formatTimeRange(session.startsAt, session.endsAt, timeZone)}
                  {session.coLeaders.length > 0 ? ` · with ${session.coLeaders.join(', ')}` : ''}
                  {session.state === 'delivered' ? ` · ${session.clients} ${session.clients === 1 ? 'client' : 'clients'}, credited ${formatMinutes(session.clientMinutes)}` : ''}
                  {session.countsTowardHours ? '' : ' · does not count toward hours'}
                </Text>
              </div>
              {STATES[session.state] === null ? <Text data-numeric>{formatMinutes(session.minutes)}</Text> : <StatusBadge tone={session.state === 'owed' ? 'warning' : 'off'}>{STATES[session.state]}</StatusBadge>}
            </li>
          ))}
        </ul>
      </Stack>
    </Drawer>
  );
}

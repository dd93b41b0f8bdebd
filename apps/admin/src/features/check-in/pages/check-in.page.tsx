import { ActionIcon, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { addDays, formatDayLong, formatTimeRange, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { day, oneOf, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, StatusBadge, ZoneNote } from '@/ui';
import { ArrivalsBar } from '@/ui/arrivals-bar';
import { attendanceKeys, readDay } from '../api/attendance';
import type { Arrivals } from '../api/attendance';
import { OwedList } from '../components/owed-list';
import { PaperDrawer } from '../components/paper-drawer';
import { useNow } from '../components/use-clock';

const FILTERS = { day: day(), whose: oneOf(['all', 'mine'], 'all'), view: oneOf(['day', 'owed'], 'day') };
const TABS = [{ value: 'day', label: 'By day' }, { value: 'owed', label: 'Owed' }];

/** The sessions of a day, to choose the roster from. */
export function CheckInPage() {
  const { clinicId, timeZone } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const now = useNow(30);
  const todays = today(timeZone);
  const shown = filters.values.day ?? todays;
  const mine = filters.values.whose === 'mine';
  const owed = filters.values.view === 'owed';
  const [paper, setPaper] = useState(false);
  const list = useKeyset<Arrivals>({
    queryKey: attendanceKeys.day(clinicId, shown, mine),
    fetchPage: (cursor, signal) => readDay(clinicId, shown, mine, cursor, signal),
    refetchInterval: 20_000,
  });
  const show = (next: string) => filters.set({ day: next === todays ? null : next });
  useHotkey('[', 'Day before', () => show(addDays(shown, -1)));
  useHotkey(']', 'Day after', () => show(addDays(shown, 1)));
  const onPaper = (
    <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => setPaper(true)}>
      On paper
    </Button>
  );
  return (
    <Page title="Check-in" description={owed ? 'Sessions that are over and not recorded, the oldest first.' : `${formatDayLong(shown)}${shown === todays ? ', today' : ''}`} permission="attendance.read" actions={onPaper} tabs={TABS} tab={filters.values.view} onTab={(view) => filters.set({ view: view as 'day' | 'owed' })}>
      <ZoneNote />
      <FilterBar filters={filters}>
        {!owed && (
          <Group gap={4}>
            <ActionIcon variant="default" size={36} aria-label="Day before" onClick={() => show(addDays(shown, -1))}>
              <IconChevronLeft size={18} />
            </ActionIcon>
            <Button variant="default" disabled={shown === todays} onClick={() => show(todays)}>
              Today
            </Button>
            <ActionIcon variant="default" size={36} aria-label="Day after" onClick={() => show(addDays(shown, 1))}>
              <IconChevronRight size={18} />
            </ActionIcon>
          </Group>
        )}
        <SegmentedControl aria-label="Whose sessions" data={[{ value: 'all', label: 'Everyone’s' }, { value: 'mine', label: 'Mine' }]} value={filters.values.whose} onChange={(whose) => filters.set({ whose: whose as 'all' | 'mine' })} />
      </FilterBar>
      {owed ? (
        <OwedList mine={mine} />
      ) : (
        <DataTable
          label="Sessions of the day"
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
                    {formatTimeRange(row.startsAt, row.endsAt, timeZone)}
                  </Text>
                </>
              ),
            },
            { key: 'where', header: 'Where and with whom', hideBelow: 'md', cell: (row) => [row.telehealth ? 'Telehealth' : row.roomName, row.staff.map((one) => one.name).join(' and ')].filter(Boolean).join(' · ') || '–' },
            { key: 'arrivals', header: 'Arrivals', width: 220, cell: (row) => <ArrivalsBar arrivals={row} /> },
            { key: 'state', header: 'State', width: 160, hideBelow: 'sm', cell: (row) => <SessionState row={row} now={now} /> },
          ]}
          empty={{ title: shown === todays ? 'No sessions today' : 'No sessions on this day', text: mine ? 'You lead none. Everyone’s may have some.' : 'What is booked for a day appears here.' }}
        />
      )}
      {paper && <PaperDrawer day={shown} onClose={() => setPaper(false)} />}
    </Page>
  );
}

function SessionState({ row, now }: { row: Arrivals; now: number }) {
  const begun = Date.parse(row.startsAt) <= now;
  const over = Date.parse(row.endsAt) <= now;
  const booked = row.expected + row.present + row.missed + row.excused;
  if (booked === 0) return <StatusBadge tone="off">Nobody booked</StatusBadge>;
  if (row.expected === 0) return <StatusBadge tone="good">Recorded</StatusBadge>;
  if (over) return <StatusBadge tone="warning">{row.expected} owed</StatusBadge>;
  if (begun) return <StatusBadge tone="info">Running</StatusBadge>;
  return <StatusBadge tone="neutral">To come</StatusBadge>;
}

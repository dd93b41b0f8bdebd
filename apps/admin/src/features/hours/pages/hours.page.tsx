import { Button, Chip, Group, Select, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addDays, formatDay, today, weekStartOf } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { day, id, maybeOneOf, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, HoursBar, Page, PersonName, StandingBadge } from '@/ui';
import { hoursKeys, readBoard, readPrograms } from '../api/hours';
import type { BoardRow, Standing } from '../api/hours';
import { WeekDrawer } from '../components/week-drawer';

const WORDS: Record<Standing, string> = { short: 'Short', at_risk: 'At risk', over: 'Over', on_track: 'On track', met: 'Met' };
const STANDINGS = Object.keys(WORDS) as Standing[];
const FILTERS = { week: day(), program: id(), standing: maybeOneOf(STANDINGS) };

/** Everybody's week of hours, those in most danger first. */
export function HoursPage() {
  const { clinicId, timeZone } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const [open, setOpen] = useState<BoardRow | null>(null);
  const thisWeek = weekStartOf(today(timeZone));
  const week = weekStartOf(filters.values.week ?? thisWeek);
  const asked = { week, program: filters.values.program, standing: filters.values.standing };
  const programs = useQuery({ queryKey: hoursKeys.programs(clinicId), queryFn: () => readPrograms(clinicId) });
  const counts = useQuery({
    queryKey: [...hoursKeys.board(clinicId, { ...asked, standing: null }), 'counts'],
    queryFn: ({ signal }) => readBoard(clinicId, { ...asked, standing: null }, undefined, signal),
  });
  const list = useKeyset<BoardRow>({ queryKey: hoursKeys.board(clinicId, asked), fetchPage: (cursor, signal) => readBoard(clinicId, asked, cursor, signal), refetchInterval: 60_000 });
  const show = (start: string) => filters.set({ week: start === thisWeek ? null : start });
  useHotkey('[', 'Week before', () => show(addDays(week, -7)));
  useHotkey(']', 'Week after', () => show(addDays(week, 7)));

  return (
    <Page title="Hours" description={`Week of ${formatDay(week)}${week === thisWeek ? ', running now' : ''}. Those in most danger come first.`} permission="hours.read">
      <FilterBar filters={filters}>
        <Group gap="xs">
          <Button variant="default" aria-label="Week before" onClick={() => show(addDays(week, -7))}>
            <IconChevronLeft size={16} />
          </Button>
          <Button variant="default" disabled={week === thisWeek} onClick={() => show(thisWeek)}>
            This week
          </Button>
          <Button variant="default" aria-label="Week after" onClick={() => show(addDays(week, 7))}>
            <IconChevronRight size={16} />
          </Button>
        </Group>
        <Select
          aria-label="Program"
          placeholder="Every program"
          w={{ base: '100%', xs: 210 }}
          clearable
          data={(programs.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={filters.values.program}
          onChange={(program) => filters.set({ program })}
        />
        <Group gap="xs" role="group" aria-label="Standing">
          {STANDINGS.map((standing) => (
            <Chip key={standing} checked={filters.values.standing === standing} onChange={(checked) => filters.set({ standing: checked ? standing : null })}>
              {WORDS[standing]} {counts.data?.counts[standing] ?? ''}
            </Chip>
          ))}
        </Group>
      </FilterBar>
      <DataTable
        label="Hours of the week"
        list={list}
        rowKey={(row) => row.episodeId}
        onRow={setOpen}
        columns={[
          {
            key: 'client',
            header: 'Client',
            width: 220,
            cell: (row) => (
              <>
                <PersonName {...row} fw={500} />
                <Text size="xs" c="dimmed">
                  {row.chartNumber} · {row.programName}
                </Text>
              </>
            ),
          },
          {
            key: 'hours',
            header: 'Attended, planned, prescribed',
            cell: (row) => <HoursBar attendedMinutes={row.attendedMinutes} plannedMinutes={row.plannedMinutes} prescribedMinutes={row.prescribedMinutes} maximumMinutes={row.maximumMinutes} withText />,
          },
          { key: 'days', header: 'Days', width: 90, hideBelow: 'md', cell: (row) => `${row.daysAttended}${row.prescribedDays === null ? '' : ` of ${row.prescribedDays}`}` },
          {
            key: 'standing',
            header: 'Standing',
            width: 270,
            cell: (row) => (
              <>
                <StandingBadge standing={row.standing} />
                <Text size="xs" c="dimmed">
                  {row.sentence}
                </Text>
              </>
            ),
          },
          {
            key: 'before',
            header: 'Weeks before',
            hideBelow: 'lg',
            cell: (row) => (
              <Text size="xs" c="dimmed">
                {row.history.length === 0 ? 'First week' : row.history.slice(0, 4).map((one) => WORDS[one.standing]).join(', ')}
              </Text>
            ),
          },
          { key: 'clinician', header: 'Primary', hideBelow: 'lg', cell: (row) => row.clinicianName ?? '–' },
        ]}
        empty={{ title: 'Nobody has hours in this week', text: 'A client appears here from the week of admission on.' }}
        emptyFiltered={filters.isAnySet ? { title: 'Nobody stands so', text: 'No client of this week fits what you are looking for.' } : undefined}
      />
      {open && <WeekDrawer row={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}

import { ActionIcon, Button, Chip, Group, Select, Text, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addDays, formatDay } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { formatMinutes } from '@/lib/minutes';
import { useCan, useClinic } from '@/lib/session';
import { day, flag, id, maybeOneOf, text, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, HoursBar, Page, PersonName, StaffPicker, StandingBadge, ZoneNote } from '@/ui';
import { useClinicWeek } from '../api/use-clinic-week';
import { hoursKeys, readBoard, readPrograms } from '../api/hours';
import type { BoardRow } from '../api/hours';
import { HOURS_TABS } from '../components/hours-tabs';
import { ForecastLine } from '../components/forecast-line';
import { MakeUpDrawer } from '../components/make-up-drawer';
import { WeekDrawer } from '../components/week-drawer';
import { WeekHistory } from '../components/week-history';
import { STANDINGS, WORDS, daysLine, prescriptionLine, saysMore, toMakeUp } from '../model/week-words';

const FILTERS = { week: day(), program: id(), clinician: text(), standing: maybeOneOf(STANDINGS), likely: flag() };

/** Everybody's week of hours, those in most danger first. */
export function HoursPage() {
  const { clinicId } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const canBook = useCan('schedule.write');
  const [open, setOpen] = useState<BoardRow | null>(null);
  const [mending, setMending] = useState<BoardRow | null>(null);
  const { day: asOf, week, thisWeek } = useClinicWeek(filters.values.week);
  const clinician = /^([0-9a-f-]{36}|me)$/i.test(filters.values.clinician) ? filters.values.clinician : null;
  // Each program's week that holds the day, on whatever weekday it begins.
  const asked = { week: asOf, program: filters.values.program, clinician, standing: filters.values.standing, likely: filters.values.likely };
  const programs = useQuery({ queryKey: hoursKeys.programs(clinicId), queryFn: () => readPrograms(clinicId), staleTime: 300_000 });
  const counts = useQuery({
    queryKey: [...hoursKeys.board(clinicId, { ...asked, standing: null, likely: false }), 'counts'],
    queryFn: async ({ signal }) => (await readBoard(clinicId, { ...asked, standing: null, likely: false }, undefined, signal)).counts,
    refetchInterval: 60_000,
  });
  const list = useKeyset<BoardRow>({ queryKey: hoursKeys.board(clinicId, asked), fetchPage: (cursor, signal) => readBoard(clinicId, asked, cursor, signal), refetchInterval: 60_000 });
  // The week is where one is, not a filter.
  const narrowed = filters.isSet('program') || filters.isSet('clinician') || filters.isSet('standing') || filters.isSet('likely');
  // Who is likely to fall short is looked for a few pages at a time: an empty page is not the end.
  const { hasMore, isLoadingMore, loadMore } = list;
  const searching = asked.likely && hasMore && list.rows.length === 0;
  useEffect(() => {
    if (searching && !isLoadingMore) loadMore();
  }, [searching, isLoadingMore, loadMore]);
  const show = (start: string) => filters.set({ week: start === thisWeek ? null : start });
  useHotkey('[', 'Week before', () => show(addDays(week, -7)));
  useHotkey(']', 'Week after', () => show(addDays(week, 7)));

  return (
    <Page title="Hours" description={`Week of ${formatDay(week)}${week === thisWeek ? ', running now' : ''}. Those in most danger come first.`} tabs={HOURS_TABS} tab="week" permission="hours.read">
      <ZoneNote />
      <FilterBar filters={{ isAnySet: narrowed, reset: () => filters.reset(['week']) }}>
        <Group gap={4}>
          <ActionIcon variant="default" size={36} aria-label="Week before" onClick={() => show(addDays(week, -7))}>
            <IconChevronLeft size={18} />
          </ActionIcon>
          <Button variant="default" disabled={week === thisWeek} onClick={() => show(thisWeek)}>
            This week
          </Button>
          <ActionIcon variant="default" size={36} aria-label="Week after" onClick={() => show(addDays(week, 7))}>
            <IconChevronRight size={18} />
          </ActionIcon>
        </Group>
        <Select
          aria-label="Program"
          placeholder="Every program"
          w={{ base: '100%', xs: 190 }}
          clearable
          data={(programs.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={filters.values.program}
          onChange={(program) => filters.set({ program })}
        />
        <StaffPicker
          aria-label="Clinician"
          placeholder="Every clinician"
          w={{ base: '100%', xs: 190 }}
          clearable
          before={[{ value: 'me', label: 'My clients' }]}
          value={clinician}
          onChange={(next) => filters.set({ clinician: next ?? '' })}
        />
        <Group gap={6} role="group" aria-label="Standing">
          {STANDINGS.map((standing) => (
            <Chip key={standing} checked={filters.values.standing === standing} onChange={(checked) => filters.set({ standing: checked ? standing : null })}>
              {WORDS[standing]} {counts.data?.[standing] ?? ''}
            </Chip>
          ))}
          {week === thisWeek && (
            <Chip checked={filters.values.likely} onChange={(likely) => filters.set({ likely })}>
              Likely short
            </Chip>
          )}
        </Group>
      </FilterBar>
      <DataTable
        label="Hours of the week"
        list={searching ? { ...list, isLoading: true } : list}
        rowKey={(row) => row.episodeId}
        onRow={setOpen}
        columns={[
          {
            key: 'client',
            header: 'Client',
            width: 250,
            cell: (row) => (
              <>
                <PersonName {...row} fw={500} />
                <Text size="xs" c="dimmed">
                  {row.programName}
                  {row.clinicianName ? ` · ${row.clinicianName}` : ''}
                </Text>
              </>
            ),
          },
          {
            key: 'hours',
            header: 'Hours',
            width: 250,
            cell: (row) => (
              <Tooltip label={<Arithmetic row={row} />} position="bottom-start">
                <div>
                  <HoursBar attendedMinutes={row.attendedMinutes} plannedMinutes={row.plannedMinutes} prescribedMinutes={row.prescribedMinutes} maximumMinutes={row.maximumMinutes} withText />
                </div>
              </Tooltip>
            ),
          },
          { key: 'days', header: 'Days', width: 70, hideBelow: 'md', cell: (row) => `${row.daysAttended}${row.prescribedDays === null ? '' : ` of ${row.prescribedDays}`}` },
          {
            key: 'standing',
            header: 'Standing',
            cell: (row) => (
              <div>
                <StandingBadge standing={row.standing} />
                <Text size="xs" c="dimmed" mt={2}>
                  {row.sentence}
                </Text>
                {row.forecast && saysMore(row) && <ForecastLine forecast={row.forecast} />}
                {row.arithmetic && (
                  <Text size="xs" c="dimmed">
                    {row.arithmetic}
                  </Text>
                )}
                {canBook && toMakeUp(row) > 0 && (
                  <Button mt={6} variant="light" size="compact-xs" leftSection={<IconPlus size={13} />} onClick={() => setMending(row)}>
                    Make up {formatMinutes(toMakeUp(row))}
                  </Button>
                )}
              </div>
            ),
          },
          { key: 'before', header: 'Eight weeks before', width: 150, hideBelow: 'md', cell: (row) => <WeekHistory row={row} /> },
        ]}
        empty={{ title: 'Nobody has hours in this week', text: 'A client appears here from the week of admission on.' }}
        emptyFiltered={narrowed ? { title: 'Nobody stands so', text: 'No client of this week fits what you are looking for.' } : undefined}
      />
      {open && <WeekDrawer row={list.rows.find((row) => row.episodeId === open.episodeId) ?? open} onClose={() => setOpen(null)} {...(canBook ? { onMakeUp: () => { setMending(open); setOpen(null); } } : {})} />}
      {mending && <MakeUpDrawer row={mending} onClose={() => setMending(null)} />}
    </Page>
  );
}

function Arithmetic({ row }: { row: BoardRow }) {
  return (
    <>
      <div>{prescriptionLine(row)}</div>
      <div>{row.sentence}</div>
      <div>{daysLine(row)}.</div>
    </>
  );
}

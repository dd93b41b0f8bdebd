import { Button, Select, Text } from '@mantine/core';
import { IconPlus, IconUserPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { id, maybeOneOf, oneOf, text, useUrlFilters } from '@/lib/url-filters';
import { WEEKDAYS } from '@/lib/weekdays';
import { DataTable, FilterBar, Page, SearchInput, StaffPicker, StatusBadge, ZoneNote } from '@/ui';
import { SHOWN, groupKeys, readGroups } from '../api/groups';
import type { GroupFilters, GroupSummary } from '../api/groups';
import { SeatsBar } from '../components/seats-bar';
import { TrackDrawer } from '../components/track-drawer';
import { useChoices } from '../components/use-choices';
import { placeOf, sayTimes } from '../model/words';

const FILTERS = { search: text(), program: id(), weekday: maybeOneOf(['1', '2', '3', '4', '5', '6', '7']), facilitator: id(), show: oneOf(SHOWN, 'held'), enrol: id() };
const STATES: Record<GroupFilters['show'], string> = { held: 'All that are held', free: 'With seats free', full: 'Full', open: 'Open to join', closed: 'Closed groups', ended: 'No longer held' };

/** The groups of the clinic: when they meet, who leads, and where a seat is free. */
export function GroupsPage() {
  const { clinicId } = useClinic();
  const [canEdit, canEnrol] = [useCan('groups.write'), useCan('schedule.write')];
  const queries = useQueryClient();
  const openScreen = useOpenScreen();
  const filters = useUrlFilters(FILTERS);
  const { enrol, ...asked } = filters.values;
  const [enrolling, setEnrolling] = useState(false);
  const { programs } = useChoices();
  const list = useKeyset<GroupSummary>({ queryKey: groupKeys.list(clinicId, asked), fetchPage: (cursor, signal) => readGroups(clinicId, asked, cursor, signal) });
  const addNew = () => openScreen({ screen: 'groupNew' });
  useHotkey('n', 'New group', addNew, { enabled: canEdit });
  useHotkey('e', 'Enrol in several', () => setEnrolling(true), { enabled: canEnrol });
  const add = canEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={addNew}>
      New group
    </Button>
  );
  const narrowed = (['search', 'program', 'weekday', 'facilitator', 'show'] as const).some((key) => filters.isSet(key));
  const closeTrack = () => {
    setEnrolling(false);
    if (enrol) filters.set({ enrol: null });
  };
  return (
    <Page
      title="Groups"
      description="When they meet, who leads, and where a seat is free."
      actions={
        <>
          {canEnrol && (
            <Button variant="default" leftSection={<IconUserPlus size={16} />} onClick={() => setEnrolling(true)}>
              Enrol in several
            </Button>
          )}
          {add}
        </>
      }
      permission="groups.read"
    >
      <ZoneNote />
      <FilterBar filters={{ isAnySet: narrowed, reset: () => filters.reset(['enrol']) }}>
        <SearchInput label="Find a group" width={220} value={filters.values.search} onChange={(search) => filters.set({ search })} />
        <Select aria-label="Program" placeholder="Every program" w={{ base: '100%', xs: 180 }} clearable data={programs.map((one) => ({ value: one.id, label: one.name }))} value={filters.values.program} onChange={(program) => filters.set({ program })} />
        <Select aria-label="Weekday" placeholder="Any day" w={{ base: '100%', xs: 130 }} clearable data={WEEKDAYS.map((one) => ({ value: String(one.weekday), label: one.name }))} value={filters.values.weekday} onChange={(weekday) => filters.set({ weekday: weekday as GroupFilters['weekday'] })} />
        <StaffPicker aria-label="Facilitator" placeholder="Anybody leads" w={{ base: '100%', xs: 180 }} clearable value={filters.values.facilitator} onChange={(facilitator) => filters.set({ facilitator })} />
        <Select aria-label="Which groups" w={{ base: '100%', xs: 170 }} allowDeselect={false} data={SHOWN.map((value) => ({ value, label: STATES[value] }))} value={filters.values.show} onChange={(show) => show && filters.set({ show: show as GroupFilters['show'] })} />
      </FilterBar>
      <DataTable
        label="Groups"
        list={list}
        rowKey={(group) => group.id}
        rowLink={(group) => ({ screen: 'group', params: { groupId: group.id } })}
        isRowDimmed={(group) => !group.active}
        columns={[
          { key: 'name', header: 'Group', cell: (group) => <Name group={group} /> },
          { key: 'times', header: 'Meets', width: 250, cell: (group) => <Times group={group} /> },
          { key: 'staff', header: 'Facilitators', width: 170, hideBelow: 'md', cell: (group) => group.facilitators.map((one) => one.name).join(', ') || '–' },
          { key: 'room', header: 'Where', width: 130, hideBelow: 'md', cell: (group) => placeOf(group) },
          { key: 'seats', header: 'Seats', width: 150, cell: (group) => <Seats group={group} /> },
          { key: 'state', header: 'Joining', width: 110, hideBelow: 'sm', cell: (group) => <Joining group={group} /> },
        ]}
        empty={{ title: 'No groups yet', text: 'Set up the first: what it teaches, who leads, where and when. Clients are enrolled once it stands.', action: add }}
        emptyFiltered={narrowed ? { title: 'No group fits these filters' } : undefined}
      />
      {(enrolling || (enrol !== null && canEnrol)) && (
        <TrackDrawer
          episodeId={enrol}
          onClose={closeTrack}
          onSaved={() => {
            closeTrack();
            void queries.invalidateQueries({ queryKey: groupKeys.all(clinicId) });
          }}
        />
      )}
    </Page>
  );
}

function Name({ group }: { group: GroupSummary }) {
  return (
    <>
      <Text fw={500}>{group.name}</Text>
      <Text size="xs" c="dimmed">
        {[group.program?.name, group.service.name].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

function Times({ group }: { group: GroupSummary }) {
  const { timeZone } = useClinic();
  const running = group.series.filter((one) => one.endedOn === null);
  return (
    <div>
      {running.length === 0 && <Text c="dimmed">No times yet</Text>}
      {running.slice(0, 2).map((one) => (
        <Text key={one.id} size="sm">
          {sayTimes(one)}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {[running.length > 2 && `and ${running.length - 2} more`, group.nextSessionAt ? `Next ${formatDateTime(group.nextSessionAt, timeZone)}` : 'No session ahead'].filter(Boolean).join(' · ')}
      </Text>
      {group.openGaps > 0 && <StatusBadge tone="warning">{group.openGaps === 1 ? '1 date to settle' : `${group.openGaps} dates to settle`}</StatusBadge>}
    </div>
  );
}

function Seats({ group }: { group: GroupSummary }) {
  return (
    <div>
      <SeatsBar taken={group.members} capacity={group.capacity} minimum={group.minimum} offered={group.offered} />
      {group.waiting > 0 && <StatusBadge tone="waiting">{group.waiting === 1 ? '1 waits' : `${group.waiting} wait`}</StatusBadge>}
    </div>
  );
}

function Joining({ group }: { group: GroupSummary }) {
  if (!group.active) return <StatusBadge tone="off">Ended</StatusBadge>;
  return group.enrollment === 'open' ? <StatusBadge tone="good">Open</StatusBadge> : <StatusBadge tone="neutral">Closed</StatusBadge>;
}

import { Button, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic } from '@/lib/session';
import { oneOf, text, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, SearchInput, StatusBadge } from '@/ui';
import { readRooms, settingsKeys } from '../api/settings';
import type { Room } from '../api/settings';
import { CloseRoomDrawer } from '../components/close-room-drawer';
import { RoomDrawer } from '../components/room-drawer';
import { SETTINGS_TABS } from '../components/settings-tabs';

const FILTERS = { search: text(), status: oneOf(['active', 'closed'], 'active') };

/** Where sessions take place. */
export function RoomsPage() {
  const { clinicId } = useClinic();
  const canEdit = useCan('clinics.manage');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [editing, setEditing] = useState<Room | 'new' | null>(null);
  const [closing, setClosing] = useState<Room | null>(null);
  const list = useKeyset<Room>({
    queryKey: settingsKeys.roomList(clinicId, filters.values),
    fetchPage: (cursor, signal) => readRooms(clinicId, filters.values, cursor, signal),
  });
  useHotkey('n', 'New room', () => setEditing('new'), { enabled: canEdit });
  const add = canEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      New room
    </Button>
  );
  return (
    <Page title="Rooms" heading="Settings" description="Where sessions take place. Two sessions are never booked into one room, unless it may hold several." tabs={SETTINGS_TABS} tab="rooms" actions={add} permission="clinics.manage">
      <FilterBar filters={filters}>
        <SearchInput label="Find a room" value={filters.values.search} onChange={(search) => filters.set({ search })} />
        <Select
          aria-label="Status"
          w={150}
          allowDeselect={false}
          data={[
            { value: 'active', label: 'In use' },
            { value: 'closed', label: 'Out of use' },
          ]}
          value={filters.values.status}
          onChange={(status) => status && filters.set({ status: status as typeof filters.values.status })}
        />
      </FilterBar>
      <DataTable
        label="Rooms"
        list={list}
        rowKey={(room) => room.id}
        onRow={setEditing}
        columns={[
          { key: 'name', header: 'Room', cell: (room) => room.name },
          { key: 'capacity', header: 'Holds', align: 'right', width: 110, cell: (room) => `${room.capacity} ${room.capacity === 1 ? 'person' : 'people'}` },
          { key: 'shareable', header: 'At once', width: 190, hideBelow: 'sm', cell: (room) => (room.shareable ? 'Several sessions' : 'One session') },
          { key: 'status', header: 'Status', width: 140, cell: (room) => <StatusBadge tone={room.active ? 'good' : 'off'}>{room.active ? 'In use' : 'Out of use'}</StatusBadge> },
        ]}
        empty={{ title: 'No rooms yet', text: 'Add the rooms your groups and sessions meet in; they can then be booked, and never twice.', action: add }}
        emptyFiltered={filters.isAnySet ? { title: 'No room fits these filters' } : undefined}
      />
      {closing && (
        <CloseRoomDrawer
          room={closing}
          onClose={() => {
            setEditing(closing);
            setClosing(null);
          }}
          onSaved={() => {
            setEditing(closing);
            setClosing(null);
            void queries.invalidateQueries({ queryKey: settingsKeys.rooms(clinicId) });
          }}
        />
      )}
      {editing && (
        <RoomDrawer
          room={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onCloseForATime={(room) => {
            setEditing(null);
            setClosing(room);
          }}
          onSaved={() => {
            setEditing(null);
            void queries.invalidateQueries({ queryKey: settingsKeys.rooms(clinicId) });
          }}
        />
      )}
    </Page>
  );
}

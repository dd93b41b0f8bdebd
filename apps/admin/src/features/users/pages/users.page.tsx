import { Button, Group, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatNearness } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic, useMe } from '@/lib/session';
import { maybeOneOf, privateText, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, SearchInput, StatusBadge, toast } from '@/ui';
import { readUsers, userKeys } from '../api/users';
import type { User } from '../api/users';
import { HandoverDialog } from '../components/handover';
import type { Handover } from '../components/handover';
import { UserDetails } from '../components/user-details';
import { UserDrawer } from '../components/user-drawer';
import { ROLES, STATES, sayRoles } from '../model/roles';

const STATE_NAMES = ['active', 'invited', 'locked', 'disabled'] as const;
const FILTERS = { q: privateText(), role: maybeOneOf(ROLES.map(({ role }) => role)), state: maybeOneOf(STATE_NAMES) };

/** Who can sign in, and what they may do. */
export function UsersPage() {
  const { clinicId, clinicName } = useClinic();
  const me = useMe();
  const canManage = useCan('users.manage');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [open, setOpen] = useState<User | 'new' | null>(null);
  const [handover, setHandover] = useState<Handover | null>(null);
  const list = useKeyset<User>({
    queryKey: userKeys.list(clinicId, filters.values),
    fetchPage: (cursor, signal) => readUsers(clinicId, filters.values, cursor, signal),
  });
  useHotkey('n', 'New user', () => setOpen('new'), { enabled: canManage });

  const close = () => setOpen(null);
  const changed = () => {
    close();
    void queries.invalidateQueries({ queryKey: userKeys.all(clinicId) });
  };
  const hand = (next: Handover) => {
    changed();
    setHandover(next);
  };
  const add = canManage && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
      New user
    </Button>
  );

  return (
    <Page title="Users" description={`Who can sign in to ${clinicName}, and what they may do there.`} actions={add} permission="users.read">
      <FilterBar filters={filters}>
        <SearchInput label="Find a user" placeholder="Name or email" value={filters.values.q} onChange={(q) => filters.set({ q })} />
        <Select
          aria-label="Role"
          placeholder="Every role"
          w={{ base: '100%', xs: 160 }}
          clearable
          data={ROLES.map(({ role, label }) => ({ value: role, label }))}
          value={filters.values.role}
          onChange={(role) => filters.set({ role: role as typeof filters.values.role })}
        />
        <Select
          aria-label="State"
          placeholder="Every state"
          w={{ base: '100%', xs: 170 }}
          clearable
          data={STATE_NAMES.map((state) => ({ value: state, label: STATES[state].label }))}
          value={filters.values.state}
          onChange={(state) => filters.set({ state: state as typeof filters.values.state })}
        />
      </FilterBar>
      <DataTable
        label="Users"
        list={list}
        rowKey={(user) => user.id}
        onRow={setOpen}
        isRowDimmed={(user) => user.state === 'disabled'}
        columns={[
          {
            key: 'name',
            header: 'Name',
            cell: (user) => (
              <>
                <Group gap={6} wrap="nowrap">
                  <Text fw={500}>{user.displayName}</Text>
                  {user.id === me.user.id && (
                    <Text size="xs" c="dimmed">
                      you
                    </Text>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  {user.email}
                </Text>
              </>
            ),
          },
          { key: 'roles', header: 'Roles', cell: (user) => sayRoles(user.roles) },
          {
            key: 'state',
            header: 'State',
            width: 190,
            cell: (user) => (
              <StatusBadge tone={STATES[user.state].tone} title={STATES[user.state].means}>
                {STATES[user.state].label}
              </StatusBadge>
            ),
          },
          {
            key: 'seen',
            header: 'Last sign-in',
            width: 150,
            hideBelow: 'sm',
            cell: (user) => <Text inherit c="dimmed">{user.lastSignInAt ? formatNearness(user.lastSignInAt) : 'never'}</Text>,
          },
        ]}
        empty={{ title: 'Nobody can sign in yet', text: 'Give each person of your team an account with the roles of their work.', action: add }}
        emptyFiltered={filters.isAnySet ? { title: 'Nobody fits', text: 'No account of this clinic matches what you are looking for.' } : undefined}
      />
      {open !== null && open !== 'new' && !canManage && <UserDetails user={open} onClose={close} />}
      {open !== null && canManage && (
        <UserDrawer
          user={open === 'new' ? null : open}
          onClose={close}
          onChanged={changed}
          onHandover={hand}
          onSaved={() => {
            changed();
            if (open !== 'new') toast.done('Account saved');
          }}
        />
      )}
      {handover && <HandoverDialog handover={handover} onClose={() => setHandover(null)} />}
    </Page>
  );
}

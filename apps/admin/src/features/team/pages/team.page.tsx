import { Button, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { maybeOneOf, oneOf, privateText, text, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, ScreenLink, SearchInput } from '@/ui';
import { readDisciplines, readExpiring, readStaff, teamKeys } from '../api/team';
import type { Discipline, StaffItem } from '../api/team';
import { ExpiringNotice } from '../components/expiring-notice';
import { StaffDrawer } from '../components/staff-drawer';
import { StandingOfCredentials } from '../components/standing-of-credentials';
import { STANDINGS, STANDING_NAMES } from '../model/credentials';
import { sayLanguage } from '@/lib/languages';

const FILTERS = { q: privateText(), discipline: text(), credential: maybeOneOf(STANDING_NAMES), status: oneOf(['active', 'left'], 'active') };

/** Everybody who works here, what they may lead and until when. */
export function TeamPage() {
  const { clinicId } = useClinic();
  const canEdit = useCan('team.write');
  const queries = useQueryClient();
  const openScreen = useOpenScreen();
  const filters = useUrlFilters(FILTERS);
  const [adding, setAdding] = useState(false);
  const disciplines = useQuery({ queryKey: teamKeys.disciplines(clinicId), queryFn: () => readDisciplines(clinicId), staleTime: Infinity });
  const expiring = useQuery({ queryKey: teamKeys.expiring(clinicId), queryFn: () => readExpiring(clinicId) });
  const known = disciplines.data?.items.find((one) => one.code === filters.values.discipline);
  const asked = { ...filters.values, discipline: (known?.code ?? null) as Discipline | null };
  const list = useKeyset<StaffItem>({
    queryKey: teamKeys.list(clinicId, asked),
    fetchPage: (cursor, signal) => readStaff(clinicId, asked, cursor, signal),
  });
  useHotkey('n', 'New person', () => setAdding(true), { enabled: canEdit });
  const add = canEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New person
    </Button>
  );

  return (
    <Page title="Team" description="Who works here, what they may lead, and when they can." actions={add} permission="team.read">
      {expiring.data && <ExpiringNotice items={expiring.data.items} />}
      <FilterBar filters={filters}>
        <SearchInput label="Find a person" placeholder="Name, title or email" value={filters.values.q} onChange={(q) => filters.set({ q })} />
        <Select
          aria-label="Discipline"
          placeholder="Every discipline"
          w={{ base: '100%', xs: 190 }}
          clearable
          searchable
          data={(disciplines.data?.items ?? []).map((one) => ({ value: one.code, label: one.label }))}
          value={known?.code ?? null}
          onChange={(discipline) => filters.set({ discipline: discipline ?? '' })}
        />
        <Select
          aria-label="License"
          placeholder="Every license"
          w={{ base: '100%', xs: 160 }}
          clearable
          data={STANDING_NAMES.map((name) => ({ value: name, label: STANDINGS[name].label }))}
          value={filters.values.credential}
          onChange={(credential) => filters.set({ credential: credential as typeof filters.values.credential })}
        />
        <Select
          aria-label="Status"
          w={{ base: '100%', xs: 150 }}
          allowDeselect={false}
          data={[
            { value: 'active', label: 'Works here' },
            { value: 'left', label: 'Left' },
          ]}
          value={filters.values.status}
          onChange={(status) => status && filters.set({ status: status as typeof filters.values.status })}
        />
      </FilterBar>
      <DataTable
        label="Team"
        list={list}
        rowKey={(person) => person.id}
        rowLink={(person) => ({ screen: 'staff', params: { staffId: person.id } })}
        isRowDimmed={(person) => !person.active}
        columns={[
          {
            key: 'name',
            header: 'Name',
            cell: (person) => (
              <>
                <Text fw={500} component="span">
                  {person.name}
                </Text>
                {person.title && (
                  <Text span c="dimmed">
                    , {person.title}
                  </Text>
                )}
                <Text size="xs" c="dimmed">
                  {person.disciplineLabel}
                </Text>
              </>
            ),
          },
          { key: 'credential', header: 'License', width: 170, cell: (person) => <StandingOfCredentials standing={person.credentialStanding} until={person.credentialUntil} /> },
          { key: 'supervisor', header: 'Supervisor', hideBelow: 'md', cell: (person) => person.supervisor?.name ?? <Text c="dimmed" size="sm">–</Text> },
          { key: 'languages', header: 'Works in', hideBelow: 'sm', cell: (person) => person.languages.map(sayLanguage).join(', ') || <Text c="dimmed" size="sm">Not said</Text> },
          { key: 'account', header: 'Signs in', width: 110, hideBelow: 'lg', cell: (person) => (person.hasAccount ? 'Yes' : <Text c="dimmed" size="sm">No</Text>) },
        ]}
        empty={
          filters.values.status === 'left'
            ? { title: 'Nobody has left', text: 'People who no longer work here are kept here with their past.' }
            : {
                title: 'Nobody on the team yet',
                text: (
                  <>
                    Add the people who lead and run your sessions, or <ScreenLink to={{ screen: 'imports' }} underline="always">import them from a file</ScreenLink>. Their licenses decide what they may lead.
                  </>
                ),
                action: add,
              }
        }
        emptyFiltered={filters.isAnySet && !(filters.values.status === 'left' && !filters.values.q) ? { title: 'Nobody fits', text: 'No one on the team matches what you are looking for.' } : undefined}
      />
      {adding && (
        <StaffDrawer
          staff={null}
          onClose={() => setAdding(false)}
          onSaved={(staff) => {
            setAdding(false);
            void queries.invalidateQueries({ queryKey: teamKeys.all(clinicId) });
            openScreen({ screen: 'staff', params: { staffId: staff.id } });
          }}
        />
      )}
    </Page>
  );
}

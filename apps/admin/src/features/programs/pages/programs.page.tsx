import { Button, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { formatMinutes } from '@/lib/minutes';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { oneOf, text, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, SearchInput, StatusBadge } from '@/ui';
import { programKeys, readPrograms } from '../api/programs';
import type { Program } from '../api/programs';
import { ProgramDrawer } from '../components/program-drawer';
import { PROGRAMS_TABS } from '../components/programs-tabs';
import { TaperSteps } from '../components/taper-steps';
import { taperLength } from '../model/taper';
import { POPULATIONS, TRACKS } from '../model/words';

const FILTERS = { search: text(), status: oneOf(['active', 'closed'], 'active') };

/** The tracks of care a clinic runs, each with today's hours and its taper. */
export function ProgramsPage() {
  const { clinicId } = useClinic();
  const canEdit = useCan('programs.write');
  const queries = useQueryClient();
  const openScreen = useOpenScreen();
  const filters = useUrlFilters(FILTERS);
  const [adding, setAdding] = useState(false);
  const list = useKeyset<Program>({
    queryKey: programKeys.list(clinicId, filters.values),
    fetchPage: (cursor, signal) => readPrograms(clinicId, filters.values, cursor, signal),
  });
  useHotkey('n', 'New program', () => setAdding(true), { enabled: canEdit });
  const add = canEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New program
    </Button>
  );
  return (
    <Page title="Programs" description="The tracks of care, the hours they ask for, and what they are made of." tabs={PROGRAMS_TABS} tab="programs" actions={add} permission="programs.read">
      <FilterBar filters={filters}>
        <SearchInput label="Find a program" value={filters.values.search} onChange={(search) => filters.set({ search })} />
        <Select
          aria-label="Status"
          w={150}
          allowDeselect={false}
          data={[
            { value: 'active', label: 'Admitting' },
            { value: 'closed', label: 'Closed' },
          ]}
          value={filters.values.status}
          onChange={(status) => status && filters.set({ status: status as typeof filters.values.status })}
        />
      </FilterBar>
      <DataTable
        label="Programs"
        list={list}
        rowKey={(program) => program.id}
        rowLink={(program) => ({ screen: 'program', params: { programId: program.id } })}
        columns={[
          {
            key: 'name',
            header: 'Program',
            cell: (program) => (
              <>
                <Text fw={500}>{program.name}</Text>
                <Text size="xs" c="dimmed">
                  {program.code} · {POPULATIONS[program.population]} · {TRACKS[program.track]}
                </Text>
              </>
            ),
          },
          { key: 'hours', header: 'A week', width: 150, cell: (program) => `${formatMinutes(program.weeklyMinMinutes)} – ${formatMinutes(program.weeklyMaxMinutes)}` },
          { key: 'days', header: 'On', width: 110, hideBelow: 'sm', cell: (program) => (program.daysMin === program.daysMax ? `${program.daysMin} days` : `${program.daysMin} – ${program.daysMax} days`) },
          {
            key: 'taper',
            header: 'Taper',
            width: 240,
            hideBelow: 'md',
            cell: (program) => (program.phases.length > 0 ? <TaperSteps phases={program.phases} caption={`${taperLength(program.phases).weeks} weeks`} /> : <Text c="dimmed" size="sm">None yet</Text>),
          },
          { key: 'status', header: 'Status', width: 130, cell: (program) => <StatusBadge tone={program.active ? 'good' : 'off'}>{program.active ? 'Admitting' : 'Closed'}</StatusBadge> },
        ]}
        empty={
          filters.values.status === 'closed'
            ? { title: 'No program is closed' }
            : { title: 'No programs yet', text: 'Set up the tracks you run. Each begins with the hours the law and most payers ask for; you change what differs.', action: add }
        }
        emptyFiltered={filters.values.search ? { title: 'No program fits these filters' } : undefined}
      />
      {adding && (
        <ProgramDrawer
          program={null}
          onClose={() => setAdding(false)}
          onSaved={(program) => {
            setAdding(false);
            void queries.invalidateQueries({ queryKey: programKeys.all(clinicId) });
            openScreen({ screen: 'program', params: { programId: program.id } });
          }}
        />
      )}
    </Page>
  );
}

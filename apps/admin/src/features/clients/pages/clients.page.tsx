import { Button, Select, Text } from '@mantine/core';
import { IconPlus, IconTransfer } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ageOn, formatDate, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { flag, id, oneOf, privateText, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, PersonName, SearchInput, toast } from '@/ui';
import { clientKeys, readCaseload, readClients } from '../api/clients';
import type { ClientSort, ListedClient } from '../api/clients';
import { CensusStrip } from '../components/census-strip';
import classes from '../components/client-cells.module.css';
import { HandOverDrawer } from '../components/hand-over-drawer';
import { StayCell } from '../components/stay-cell';

const SORTS = ['name', '-name', 'chart', '-chart', 'admitted', '-admitted'] as const;
const FILTERS = {
  q: privateText(),
  status: oneOf(['active', 'archived', 'all'], 'active'),
  program: id(),
  outside: flag(),
  staff: id(),
  sort: oneOf(SORTS, 'name'),
};

/** The clinic's clients: found as one types, by program, by who cares for them. */
export function ClientsPage() {
  const { clinicId, timeZone } = useClinic();
  const canAdd = useCan('clients.write');
  const canHandOver = useCan('episodes.write');
  const open = useOpenScreen();
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const { values } = filters;
  const [handing, setHanding] = useState(false);
  const list = useKeyset<ListedClient>({
    queryKey: clientKeys.list(clinicId, values),
    fetchPage: (cursor, signal) => readClients(clinicId, values, cursor, signal),
  });
  const caseload = useQuery({ queryKey: clientKeys.caseload(clinicId), queryFn: () => readCaseload(clinicId), staleTime: 60_000 });
  const carers = (caseload.data?.items ?? []).filter((one) => one.primary + one.other > 0 || one.staffId === values.staff);
  const carer = caseload.data?.items.find((one) => one.staffId === values.staff);
  const day = today(timeZone);
  useHotkey('n', 'New client', () => open({ screen: 'clientNew' }), { enabled: canAdd });

  const add = canAdd && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => open({ screen: 'clientNew' })}>
      New client
    </Button>
  );
  return (
    <Page title="Clients" actions={add} permission="clients.read">
      <CensusStrip program={values.program} outside={values.outside} onChoose={(program, outside) => filters.set({ program, outside, ...(outside && values.sort.endsWith('admitted') ? { sort: 'name' } : {}) })} />
      <FilterBar
        filters={filters}
        actions={
          canHandOver &&
          carer && (
            <Button variant="default" leftSection={<IconTransfer size={16} />} onClick={() => setHanding(true)}>
              Hand over
            </Button>
          )
        }
      >
        <SearchInput
          label="Search clients"
          placeholder="Name, chart number, birth date, phone"
          width={340}
          autoFocus
          delayMs={120}
          value={values.q}
          onChange={(q) => filters.set({ q })}
        />
        <Select
          aria-label="On the care team"
          placeholder="Anyone’s clients"
          w={{ base: '100%', xs: 200 }}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Anyone’s clients' }}
          nothingFoundMessage="Nobody found"
          data={carers.map((one) => ({ value: one.staffId, label: `${one.givenName} ${one.familyName}`.trim() }))}
          value={values.staff}
          onChange={(staff) => filters.set({ staff })}
        />
        <Select
          aria-label="Status"
          w={{ base: '100%', xs: 130 }}
          allowDeselect={false}
          data={[
            { value: 'active', label: 'Active' },
            { value: 'archived', label: 'Archived' },
            { value: 'all', label: 'All charts' },
          ]}
          value={values.status}
          onChange={(status) => status && filters.set({ status })}
        />
      </FilterBar>
      <DataTable
        label="Clients"
        list={list}
        rowKey={(row) => row.id}
        rowLink={(row) => ({ screen: 'client', params: { clientId: row.id } })}
        isRowDimmed={(row) => row.status === 'archived'}
        {...(values.q ? {} : { sort: values.sort, onSort: (sort: string) => filters.set({ sort: sort as ClientSort }) })}
        columns={[
          { key: 'name', header: 'Client', sort: 'name', cell: (row) => <NameCell row={row} /> },
          { key: 'stay', header: 'Program', sort: 'admitted', cell: (row) => <StayCell row={row} today={day} /> },
          { key: 'primary', header: 'Primary', hideBelow: 'md', cell: (row) => row.stay?.primaryName ?? <Nothing /> },
          {
            key: 'birth',
            header: 'Born',
            width: 170,
            hideBelow: 'sm',
            cell: (row) =>
              row.birthDate ? (
                <>
                  {formatDate(row.birthDate)} <Text span inherit c="dimmed">({ageOn(row.birthDate, day)})</Text>
                </>
              ) : (
                <Nothing />
              ),
          },
          { key: 'chart', header: 'Chart', sort: 'chart', width: 100, cell: (row) => <span className={classes.number}>{row.chartNumber}</span> },
        ]}
        empty={{ title: 'No clients yet', text: 'Make the first chart here, or bring the charts of another system in with Import.', action: add }}
        emptyFiltered={
          filters.isAnySet
            ? {
                title: values.q ? 'Nobody found' : 'Nobody fits these filters',
                text: values.q ? 'Try another spelling, part of the name, the birth date or the phone number.' : undefined,
                action: (
                  <>
                    {values.q && add}
                    <Button variant="default" onClick={() => filters.reset()}>
                      Clear filters
                    </Button>
                  </>
                ),
              }
            : undefined
        }
      />
      {handing && carer && (
        <HandOverDrawer
          from={carer}
          people={caseload.data?.items ?? []}
          onClose={() => setHanding(false)}
          onSaved={(episodes) => {
            setHanding(false);
            toast.done(`${episodes} ${episodes === 1 ? 'client' : 'clients'} handed over`);
            void queries.invalidateQueries({ queryKey: clientKeys.all(clinicId) });
          }}
        />
      )}
    </Page>
  );
}

function NameCell(props: { row: ListedClient }) {
  const { row } = props;
  return (
    <>
      <PersonName {...row} withLegal />
      {row.pronouns && (
        <Text span c="dimmed" size="sm" ml={8} fw={400}>
          {row.pronouns}
        </Text>
      )}
    </>
  );
}

function Nothing() {
  return (
    <Text span inherit c="dimmed" aria-label="None">
      –
    </Text>
  );
}

import { Button, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { formatMinutes } from '@/lib/minutes';
import { useKeyset } from '@/lib/query/use-keyset';
import { useCan, useClinic } from '@/lib/session';
import { maybeOneOf, oneOf, text, useUrlFilters } from '@/lib/url-filters';
import { DataTable, FilterBar, Page, SearchInput, StatusBadge } from '@/ui';
import { readDisciplines, readServices, serviceKeys } from '../api/programs';
import type { Service } from '../api/programs';
import { PROGRAMS_TABS } from '../components/programs-tabs';
import { ServiceDrawer } from '../components/service-drawer';
import { CATEGORIES, KINDS, options } from '../model/words';

const FILTERS = { search: text(), kind: maybeOneOf(['individual', 'group', 'family']), status: oneOf(['active', 'closed'], 'active') };

/** What the clinic offers, and whether it counts toward the hours of the week. */
export function ServicesPage() {
  const { clinicId } = useClinic();
  const canEdit = useCan('programs.write');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [open, setOpen] = useState<Service | 'new' | null>(null);
  const disciplines = useQuery({ queryKey: serviceKeys.disciplines(clinicId), queryFn: () => readDisciplines(clinicId), staleTime: Infinity });
  const nameOf = new Map(disciplines.data?.items.map((one) => [one.code, one.label]));
  const list = useKeyset<Service>({
    queryKey: serviceKeys.list(clinicId, filters.values),
    fetchPage: (cursor, signal) => readServices(clinicId, filters.values, cursor, signal),
  });
  useHotkey('n', 'New service', () => setOpen('new'), { enabled: canEdit });
  const add = canEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
      New service
    </Button>
  );
  return (
    <Page title="Services" heading="Programs" description="What sessions are made of: who may lead them, how long they take, whether they count." tabs={PROGRAMS_TABS} tab="services" actions={add} permission="programs.read">
      <FilterBar filters={filters}>
        <SearchInput label="Find a service" placeholder="Name, modality or code" value={filters.values.search} onChange={(search) => filters.set({ search })} />
        <Select
          aria-label="Kind"
          placeholder="Every kind"
          w={150}
          clearable
          data={options(KINDS)}
          value={filters.values.kind}
          onChange={(kind) => filters.set({ kind: kind as typeof filters.values.kind })}
        />
        <Select
          aria-label="Status"
          w={150}
          allowDeselect={false}
          data={[
            { value: 'active', label: 'Offered' },
            { value: 'closed', label: 'Not offered' },
          ]}
          value={filters.values.status}
          onChange={(status) => status && filters.set({ status: status as typeof filters.values.status })}
        />
      </FilterBar>
      <DataTable
        label="Services"
        list={list}
        rowKey={(service) => service.id}
        {...(canEdit ? { onRow: setOpen } : {})}
        columns={[
          {
            key: 'name',
            header: 'Service',
            cell: (service) => (
              <>
                <Text fw={500}>{service.name}</Text>
                <Text size="xs" c="dimmed">
                  {[CATEGORIES[service.category], service.modality, service.billingCode].filter(Boolean).join(' · ')}
                </Text>
              </>
            ),
          },
          { key: 'kind', header: 'Kind', width: 110, cell: (service) => KINDS[service.kind] },
          { key: 'length', header: 'Length', width: 110, cell: (service) => formatMinutes(service.defaultMinutes) },
          { key: 'capacity', header: 'Clients', width: 90, align: 'right', hideBelow: 'sm', cell: (service) => service.capacity },
          {
            key: 'counts',
            header: 'Hours',
            width: 165,
            cell: (service) => <StatusBadge tone={service.countsTowardHours ? 'good' : 'off'}>{service.countsTowardHours ? 'Counts' : 'Does not count'}</StatusBadge>,
          },
          {
            key: 'leads',
            header: 'Led by',
            hideBelow: 'md',
            cell: (service) => (service.disciplines.length === 0 ? <Text c="dimmed" size="sm">Anybody who leads</Text> : service.disciplines.map((code) => nameOf.get(code) ?? code).join(', ')),
          },
        ]}
        empty={
          filters.values.status === 'closed'
            ? { title: 'Every service is offered' }
            : { title: 'No services yet', text: 'Add what your sessions are: process groups, skills training, individual and family therapy, medication visits. Each says whether it counts toward hours.', action: add }
        }
        emptyFiltered={filters.values.search || filters.values.kind ? { title: 'No service fits these filters' } : undefined}
      />
      {open && (
        <ServiceDrawer
          service={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => {
            setOpen(null);
            void queries.invalidateQueries({ queryKey: serviceKeys.all(clinicId) });
          }}
        />
      )}
    </Page>
  );
}

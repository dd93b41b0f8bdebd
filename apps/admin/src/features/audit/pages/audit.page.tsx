import { Button, Select, Text } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { today } from '@/lib/clinic-time';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { day, id, text, useUrlFilters } from '@/lib/url-filters';
import { ClinicTime, DataTable, FilterBar, Page, PersonName, ZoneNote, toast } from '@/ui';
import type { PersonNameParts } from '@/ui';
import { auditKeys, exportAudit, readAudit } from '../api/audit';
import type { AuditEntry, AuditFilters } from '../api/audit';
import { ChainState } from '../components/chain-state';
import { ClientFilter } from '../components/client-filter';
import { DayFilter } from '../components/day-filter';
import { EntryDrawer } from '../components/entry-drawer';
import { PersonFilter } from '../components/person-filter';
import { AREAS, sayAction } from '../model/actions';

const FILTERS = { client: id(), user: id(), action: text(), subject: text(), from: day(), to: day() };

/** Who saw or changed what. */
export function AuditPage() {
  const { clinicId, timeZone } = useClinic();
  const mayFindClients = useCan('clients.read');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const openScreen = useOpenScreen();
  const { values } = filters;
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const [chosen, setChosen] = useState<{ id: string; name: PersonNameParts } | null>(null);
  const [isExporting, setExporting] = useState(false);
  const list = useKeyset<AuditEntry>({
    queryKey: auditKeys.list(clinicId, values),
    fetchPage: (cursor, signal) => readAudit(clinicId, values, cursor, signal),
  });

  const clientName = chosen?.id === values.client ? chosen.name : (list.rows.find((entry) => entry.client?.id === values.client)?.client ?? null);
  const narrow = (change: Partial<AuditFilters>) => {
    setOpen(null);
    filters.set(change);
  };
  const download = async () => {
    setExporting(true);
    try {
      saveAs(await exportAudit(clinicId, values), `audit-${today(timeZone)}.csv`);
      // That it was taken is an entry itself.
      void queries.invalidateQueries({ queryKey: auditKeys.lists(clinicId) });
    } catch (error) {
      toast.failed(error, 'Nothing was exported');
    } finally {
      setExporting(false);
    }
  };

  return (
    <Page
      title="Audit"
      description="Who saw or changed what. Entries are only ever added; each is sealed to the one before."
      permission="audit.read"
      actions={
        <>
          <Button variant="default" onClick={() => openScreen({ screen: 'emergencies' })}>
            Opened in an emergency
          </Button>
          <Button variant="default" leftSection={<IconDownload size={16} />} loading={isExporting} onClick={() => void download()}>
            Export CSV
          </Button>
        </>
      }
    >
      <ChainState />
      <FilterBar filters={filters}>
        {mayFindClients && (
          <ClientFilter
            value={values.client}
            name={clientName}
            onChange={(client, name) => {
              setChosen(client && name ? { id: client, name } : null);
              filters.set({ client });
            }}
          />
        )}
        <PersonFilter value={values.user} rows={list.rows} onChange={(user) => filters.set({ user })} />
        <Select
          aria-label="What"
          placeholder="Everything"
          w={{ base: '100%', xs: 200 }}
          clearable
          data={actionOptions(values.action)}
          value={values.action || null}
          onChange={(action) => filters.set({ action: action ?? '' })}
        />
        <DayFilter from={values.from} to={values.to} onChange={(from, to) => filters.set({ from, to })} />
        {values.subject && (
          <Button variant="light" color="gray" size="compact-sm" rightSection={<IconX size={14} />} onClick={() => filters.set({ subject: '' })}>
            One thing only
          </Button>
        )}
      </FilterBar>
      <DataTable
        label="Audit entries"
        list={list}
        rowKey={(entry) => entry.id}
        onRow={setOpen}
        columns={[
          { key: 'what', header: 'What', cell: (entry) => <What entry={entry} /> },
          { key: 'about', header: 'About', cell: (entry) => <About entry={entry} /> },
          {
            key: 'who',
            header: 'Who',
            width: 180,
            cell: (entry) => (
              <>
                {entry.actorName}
                {entry.actorKind === 'token' && (
                  <Text span c="dimmed" size="xs" ml={6}>
                    token
                  </Text>
                )}
              </>
            ),
          },
          { key: 'when', header: 'When', width: 190, cell: (entry) => <ClinicTime at={entry.occurredAt} withDay /> },
        ]}
        empty={{ title: 'Nothing was written yet', text: 'Every chart opened and every change made appears here.' }}
        emptyFiltered={filters.isAnySet ? { title: 'No entry fits', text: 'Nobody did this, to this, in these days.' } : undefined}
      />
      <ZoneNote />
      {open && <EntryDrawer entry={open} onClose={() => setOpen(null)} onNarrow={narrow} />}
    </Page>
  );
}

function What(props: { entry: AuditEntry }) {
  const { entry } = props;
  return (
    <>
      <Text fw={500}>{sayAction(entry.action)}</Text>
      {entry.reason && (
        <Text size="xs" c="dimmed" lineClamp={1}>
          {entry.reason}
        </Text>
      )}
    </>
  );
}

function About(props: { entry: AuditEntry }) {
  const { client, subjectName, subjectType, subjectId, actorUserId } = props.entry;
  if (client) return <PersonName {...client} />;
  const own = subjectType === 'user' && subjectId === actorUserId;
  return (
    <Text inherit c={subjectName && !own ? undefined : 'dimmed'}>
      {own ? 'own account' : (subjectName ?? subjectType.replaceAll('_', ' '))}
    </Text>
  );
}

function actionOptions(action: string): { value: string; label: string }[] {
  const options = AREAS.map(({ area, label }) => ({ value: area, label }));
  return action && !options.some(({ value }) => value === action) ? [{ value: action, label: sayAction(action) }, ...options] : options;
}

/** Hands a file to the browser. */
function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

import { Button, Select } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { maybeOneOf, useUrlFilters } from '@/lib/url-filters';
import { ClinicTime, DataTable, FilterBar, Page, StatusBadge } from '@/ui';
import { importKeys, readImports } from '../api/imports';
import type { ImportSummary } from '../api/imports';
import { KIND_LABELS, STATUS_WORDS, number, rows } from '../model/words';

const FILTERS = { kind: maybeOneOf(['clients', 'staff', 'sessions', 'attendance', 'fhir']) };

/** Every file that was ever brought in, the newest first. */
export function ImportsPage() {
  const { clinicId } = useClinic();
  const canRun = useCan('imports.run');
  const open = useOpenScreen();
  const filters = useUrlFilters(FILTERS);
  const asked = filters.values.kind ? { kind: filters.values.kind } : {};
  const list = useKeyset<ImportSummary>({ queryKey: importKeys.list(clinicId, asked), fetchPage: (cursor, signal) => readImports(clinicId, asked, cursor, signal) });
  useHotkey('n', 'Import a file', () => open({ screen: 'importNew' }), { enabled: canRun });
  const add = canRun && (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => open({ screen: 'importNew' })}>
      Import a file
    </Button>
  );
  return (
    <Page title="Import" description="Clients, staff, sessions and attendance from other systems. Nothing is changed before you have seen what would happen." actions={add} permission="imports.read">
      <FilterBar filters={filters}>
        <Select
          aria-label="Kind of file"
          w={180}
          clearable
          clearButtonProps={{ 'aria-label': 'Every kind of file' }}
          placeholder="Every kind"
          data={Object.entries(KIND_LABELS).map(([value, label]) => ({ value, label }))}
          value={filters.values.kind}
          onChange={(kind) => filters.set({ kind: kind as typeof filters.values.kind })}
        />
      </FilterBar>
      <DataTable
        label="Imports"
        list={list}
        rowKey={(row) => row.id}
        rowLink={(row) => ({ screen: 'importRun', params: { importId: row.id } })}
        isRowDimmed={(row) => row.status === 'undone'}
        columns={[
          { key: 'file', header: 'File', cell: (row) => row.fileName },
          { key: 'kind', header: 'Holds', width: 120, cell: (row) => KIND_LABELS[row.kind] },
          { key: 'source', header: 'From', width: 160, hideBelow: 'md', cell: (row) => row.sourceName },
          { key: 'status', header: 'State', width: 160, cell: (row) => <StatusBadge tone={STATUS_WORDS[row.status].tone}>{STATUS_WORDS[row.status].word}</StatusBadge> },
          { key: 'taken', header: 'Taken', align: 'right', width: 110, hideBelow: 'sm', cell: (row) => (row.status === 'done' ? number(row.taken) : '') },
          { key: 'total', header: 'In the file', align: 'right', width: 120, hideBelow: 'md', cell: (row) => rows(row.progressTotal) },
          { key: 'who', header: 'By', width: 150, hideBelow: 'lg', cell: (row) => row.createdByName },
          { key: 'when', header: 'When', width: 170, cell: (row) => <ClinicTime at={row.createdAt} withDay /> },
        ]}
        empty={{ title: 'Nothing imported yet', text: 'Bring in clients, staff, sessions and attendance from the system you used before. Begin with the clients.', action: add }}
        emptyFiltered={filters.isAnySet ? { title: 'No file of this kind' } : undefined}
      />
    </Page>
  );
}

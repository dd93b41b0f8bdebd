import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, StatusBadge } from '@/ui';
import { readCredentials, teamKeys } from '../api/team';
import type { Credential } from '../api/team';
import { standingOf } from '../model/credentials';
import { CredentialDrawer } from './credential-drawer';

/** The licenses and certificates of one person. */
export function CredentialsPart(props: { staffId: string }) {
  const { staffId } = props;
  const { clinicId } = useClinic();
  const canEdit = useCan('team.write');
  const queries = useQueryClient();
  const [open, setOpen] = useState<Credential | 'new' | null>(null);
  const credentials = useQuery({ queryKey: teamKeys.credentials(clinicId, staffId), queryFn: () => readCredentials(clinicId, staffId) });
  const add = canEdit && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
      Add license
    </Button>
  );
  return (
    <>
      <DataTable
        label="Licenses and certificates"
        rows={credentials.data?.items ?? []}
        isLoading={credentials.isPending}
        error={credentials.error}
        retry={() => void credentials.refetch()}
        rowKey={(one) => one.id}
        {...(canEdit ? { onRow: setOpen } : {})}
        columns={[
          { key: 'kind', header: 'License', cell: (one) => one.kind },
          { key: 'number', header: 'Number', cell: (one) => [one.number, one.state].filter(Boolean).join(', ') },
          { key: 'until', header: 'Valid through', width: 150, cell: (one) => (one.expiresOn ? formatDate(one.expiresOn) : 'No end') },
          {
            key: 'standing',
            header: 'Today',
            width: 180,
            cell: (one) => <StatusBadge tone={standingOf(one).tone}>{standingOf(one).label}</StatusBadge>,
          },
          { key: 'verified', header: 'Checked', width: 140, hideBelow: 'sm', cell: (one) => (one.verifiedOn ? formatDate(one.verifiedOn) : <Text c="dimmed" size="sm">Not yet</Text>) },
        ]}
        empty={{ title: 'No license on record', text: 'Without one that is valid on the day, people whose discipline asks for it cannot lead a session.', action: add }}
      />
      {credentials.data && credentials.data.items.length > 0 && <div style={{ marginTop: 12 }}>{add}</div>}
      {open && (
        <CredentialDrawer
          staffId={staffId}
          credential={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => {
            setOpen(null);
            void queries.invalidateQueries({ queryKey: teamKeys.all(clinicId) });
          }}
        />
      )}
    </>
  );
}

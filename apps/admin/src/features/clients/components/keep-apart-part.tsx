import { Button, Text } from '@mantine/core';
import { IconUsersMinus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDateTime } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, ErrorState, LoadingBlock, PersonName, Section, StatusBadge, sayName, toast, useConfirm } from '@/ui';
import { endKeepApart, keepApartKeys, readKeptApart } from '../api/keep-apart';
import type { KeptApart } from '../api/keep-apart';
import { sayStillTogether } from '../model/words';
import { KeepApartDrawer } from './keep-apart-drawer';

/** Whom the client must not meet. For those who care for them: whoever books is told that it cannot be, not why. */
export function KeepApartPart(props: { clientId: string }) {
  const { clientId } = props;
  const { clinicId, timeZone } = useClinic();
  const mayChange = useCan('keep-apart.write');
  const queries = useQueryClient();
  const confirm = useConfirm();
  const [adding, setAdding] = useState(false);
  const pairs = useQuery({ queryKey: keepApartKeys.of(clinicId, clientId), queryFn: () => readKeptApart(clinicId, clientId) });
  const refresh = () => void queries.invalidateQueries({ queryKey: keepApartKeys.of(clinicId, clientId) });
  const end = async (pair: KeptApart) => {
    const yes = await confirm({ title: 'No longer keep them apart?', message: `${sayName(pair.client)} and this client can then be booked together again.`, confirmLabel: 'No longer keep apart', danger: true });
    if (!yes) return;
    try {
      await endKeepApart(clinicId, clientId, pair);
      toast.done('No longer kept apart');
    } catch (error) {
      toast.failed(error);
    }
    refresh();
  };
  return (
    <Section
      title="Kept apart"
      description="Never in a group or session with them. Whoever books is told that it cannot be, not with whom nor why."
      actions={
        mayChange && (
          <Button size="compact-sm" variant="default" leftSection={<IconUsersMinus size={15} />} onClick={() => setAdding(true)}>
            Keep apart from somebody
          </Button>
        )
      }
    >
      {pairs.isPending && <LoadingBlock height={80} />}
      {pairs.isError && <ErrorState error={pairs.error} retry={() => void pairs.refetch()} />}
      {pairs.data && (
        <DataTable
          label="Kept apart from"
          rows={pairs.data.items}
          rowKey={(pair) => pair.id}
          columns={[
            {
              key: 'client',
              header: 'From',
              cell: (pair) => (
                <>
                  <PersonName {...pair.client} fw={500} />
                  <Text size="xs" c="dimmed">
                    {pair.client.chartNumber} · since {formatDateTime(pair.since, timeZone)}
                  </Text>
                </>
              ),
            },
            { key: 'reason', header: 'Why', cell: (pair) => pair.reason },
            { key: 'together', header: 'Now', cell: (pair) => <Together pair={pair} /> },
          ]}
          {...(mayChange
            ? {
                rowActions: (pair: KeptApart) => (
                  <Button size="compact-sm" variant="subtle" color="gray" aria-label={`End keeping apart from ${sayName(pair.client)}`} onClick={() => void end(pair)}>
                    End
                  </Button>
                ),
              }
            : {})}
          empty={{ title: 'Kept apart from nobody', text: 'Two clients who must not meet are named here; neither joins a group or session the other is in.' }}
        />
      )}
      {adding && (
        <KeepApartDrawer
          clientId={clientId}
          onClose={() => setAdding(false)}
          onSaved={() => {
            setAdding(false);
            refresh();
          }}
        />
      )}
    </Section>
  );
}

function Together({ pair }: { pair: KeptApart }) {
  const still = sayStillTogether(pair);
  return still ? <StatusBadge tone="bad">{still}</StatusBadge> : <StatusBadge tone="good">Nowhere together</StatusBadge>;
}

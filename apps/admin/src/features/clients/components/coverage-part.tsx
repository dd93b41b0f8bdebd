import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconBan, IconDots, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate, formatDay } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, EmptyState, ErrorState, LoadingBlock, Section, StatusBadge } from '@/ui';
import { authorizationKeys, readAuthorizations } from '../api/authorizations';
import type { Authorization } from '../api/authorizations';
import type { Chart } from '../api/chart';
import { STATUSES } from '../model/authorization';
import { leadingStay } from '../model/stay';
import { AuthorizationBar } from './authorization-bar';
import { AuthorizationDrawer, WithdrawAuthorizationDrawer } from './authorization-drawer';
import classes from './client-cells.module.css';

type Doing = { kind: 'record' } | { kind: 'edit' | 'withdraw'; authorization: Authorization };

/** What payers allow of the client's stays, and what is used, booked and left of it. */
export function CoveragePart(props: { chart: Chart; today: string }) {
  const { chart, today } = props;
  const clientId = chart.client.id;
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const mayWrite = useCan('authorizations.write');
  const [doing, setDoing] = useState<Doing | null>(null);
  const list = useQuery({ queryKey: authorizationKeys.of(clinicId, clientId), queryFn: () => readAuthorizations(clinicId, clientId) });
  const stay = leadingStay(chart);
  useHotkey('n', 'New authorization', () => setDoing({ kind: 'record' }), { enabled: mayWrite && stay !== undefined });
  if (!stay) return <EmptyState title="No stay yet">Payers authorize a stay: what they allow is recorded from the admission on.</EmptyState>;
  const add = mayWrite && (
    <Button size="compact-md" leftSection={<IconPlus size={16} />} onClick={() => setDoing({ kind: 'record' })}>
      New authorization
    </Button>
  );
  const close = () => setDoing(null);
  const saved = () => {
    close();
    void queries.invalidateQueries({ queryKey: authorizationKeys.of(clinicId, clientId) });
    void queries.invalidateQueries({ queryKey: ['hours', clinicId] });
  };
  const several = chart.stays.length > 1;
  return (
    <Section title="Authorizations" description="What is used is counted from attendance, what is booked from the schedule." actions={list.data && list.data.items.length > 0 && add}>
      {list.isPending && <LoadingBlock height={160} />}
      {list.isError && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.data && (
        <DataTable
          label="Authorizations"
          rows={list.data.items}
          rowKey={(one) => one.id}
          isRowDimmed={(one) => one.status === 'withdrawn'}
          columns={[
            {
              key: 'payer',
              header: 'Payer',
              cell: (one) => (
                <>
                  <Text fw={500}>{one.payer}</Text>
                  <Text size="xs" c="dimmed">
                    {[one.number, several ? one.programName : null].filter(Boolean).join(' · ')}
                  </Text>
                </>
              ),
            },
            {
              key: 'days',
              header: 'Days',
              width: 215,
              cell: (one) => (
                <>
                  <span className={classes.number}>
                    {formatDate(one.startsOn)} – {formatDate(one.endsOn)}
                  </span>
                  <Text size="xs" c="dimmed">
                    {one.nextReviewOn === null ? 'No review set' : `Next review ${formatDay(one.nextReviewOn, today)}`}
                  </Text>
                </>
              ),
            },
            { key: 'use', header: 'Use', cell: (one) => <AuthorizationBar of={one} /> },
            { key: 'status', header: 'Status', width: 210, cell: (one) => <Standing of={one} today={today} /> },
          ]}
          {...(mayWrite
            ? {
                rowActions: (one: Authorization) =>
                  one.status !== 'withdrawn' && (
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={`More about the authorization from ${formatDate(one.startsOn)}`}>
                          <IconDots size={16} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDoing({ kind: 'edit', authorization: one })}>
                          Change
                        </Menu.Item>
                        <Menu.Item leftSection={<IconBan size={16} />} onClick={() => setDoing({ kind: 'withdraw', authorization: one })}>
                          Withdraw
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  ),
              }
            : {})}
          empty={{ title: 'Nothing recorded of a payer', text: 'Record what the payer allows: its days, and how many days or hours. Make-ups then keep to it.', action: add }}
        />
      )}
      {(doing?.kind === 'record' || doing?.kind === 'edit') && (
        <AuthorizationDrawer
          clientId={clientId}
          authorization={doing.kind === 'edit' ? doing.authorization : null}
          known={list.data?.items ?? []}
          stays={chart.stays}
          stay={stay}
          today={today}
          onClose={close}
          onSaved={saved}
        />
      )}
      {doing?.kind === 'withdraw' && <WithdrawAuthorizationDrawer clientId={clientId} authorization={doing.authorization} onClose={close} onSaved={saved} />}
    </Section>
  );
}

function Standing({ of, today }: { of: Authorization; today: string }) {
  const { tone, word } = STATUSES[of.status];
  const beside =
    of.status === 'withdrawn'
      ? [of.withdrawnReason, of.withdrawnByName].filter(Boolean).join(' · ')
      : [of.askBy === null ? null : `${of.askBy < today ? 'The next was to be asked for by' : 'Ask for the next by'} ${formatDay(of.askBy, today)}`, of.note].filter(Boolean).join(' · ');
  return (
    <div>
      <StatusBadge tone={tone}>{word}</StatusBadge>
      {beside && (
        <Text size="xs" c="dimmed" mt={2}>
          {beside}
        </Text>
      )}
    </div>
  );
}

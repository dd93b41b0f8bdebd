import { Anchor, Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf, formatDate, formatNearness } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useKeyset } from '@/lib/query/use-keyset';
import { useClinic } from '@/lib/session';
import { DataTable, Page, StatusBadge, toast, useConfirm } from '@/ui';
import type { Tone } from '@/ui';
import { readTokens, revokeToken, tokenKeys } from '../api/tokens';
import type { Token } from '../api/tokens';
import { SecretDialog } from '../components/secret-dialog';
import { TokenDrawer } from '../components/token-drawer';
import { sayPermissions } from '../model/permissions';

const STATES: Record<Token['state'], { tone: Tone; label: string; means: string }> = {
  works: { tone: 'good', label: 'Works', means: 'A machine that shows it is let in.' },
  asleep: { tone: 'warning', label: 'Asleep', means: 'The person who made it is disabled or has left the clinic.' },
  expired: { tone: 'off', label: 'Expired', means: 'Its time is over.' },
  revoked: { tone: 'off', label: 'Revoked', means: 'Somebody ended it.' },
};

/** Ways in for machines. */
export function TokensPage() {
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const confirm = useConfirm();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string | null } | null>(null);
  const list = useKeyset<Token>({ queryKey: tokenKeys.all(clinicId), fetchPage: (cursor, signal) => readTokens(clinicId, cursor, signal) });
  const refresh = () => void queries.invalidateQueries({ queryKey: tokenKeys.all(clinicId) });
  useHotkey('n', 'New token', () => setMaking(true));

  const revoke = async (token: Token) => {
    if (!(await confirm({ title: `Revoke “${token.name}”?`, message: 'Whatever uses it is refused from now on. This cannot be taken back.', confirmLabel: 'Revoke', danger: true }))) return;
    try {
      await revokeToken(clinicId, token.id);
      toast.done('Token revoked');
      refresh();
    } catch (error) {
      toast.failed(error);
    }
  };
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New token
    </Button>
  );

  return (
    <Page
      title="Tokens"
      description={
        <>
          Ways in for machines that work with this clinic. What they can ask is in the{' '}
          <Anchor href="/api/docs" target="_blank" inherit underline="always">
            description of the API
          </Anchor>
          .
        </>
      }
      actions={add}
      permission="tokens.manage"
    >
      <DataTable
        label="Tokens"
        list={list}
        rowKey={(token) => token.id}
        isRowDimmed={(token) => token.state === 'expired' || token.state === 'revoked'}
        columns={[
          {
            key: 'name',
            header: 'Token',
            cell: (token) => (
              <div>
                <Text fw={500}>{token.name}</Text>
                <Text size="xs" c="dimmed" title={sayPermissions(token.permissions, 99)}>
                  {sayPermissions(token.permissions)}
                </Text>
              </div>
            ),
          },
          {
            key: 'state',
            header: 'State',
            width: 130,
            cell: (token) => (
              <StatusBadge tone={STATES[token.state].tone} title={STATES[token.state].means}>
                {STATES[token.state].label}
              </StatusBadge>
            ),
          },
          { key: 'used', header: 'Last used', width: 140, cell: (token) => <Text inherit c="dimmed">{token.lastUsedAt ? formatNearness(token.lastUsedAt) : 'never'}</Text> },
          { key: 'expires', header: 'Expires', width: 140, hideBelow: 'sm', cell: (token) => formatDate(dayOf(token.expiresAt, timeZone)) },
          { key: 'by', header: 'Made by', width: 180, hideBelow: 'md', cell: (token) => token.madeByName },
        ]}
        rowActions={(token) =>
          token.state === 'works' || token.state === 'asleep' ? (
            <Button variant="subtle" color="red" size="compact-sm" aria-label={`Revoke ${token.name}`} onClick={() => void revoke(token)}>
              Revoke
            </Button>
          ) : null
        }
        empty={{ title: 'No machine has a way in', text: 'Make a token for each program that exchanges data with this clinic, with as little as it needs.', action: add }}
      />
      {making && (
        <TokenDrawer
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMaking(false);
            setMade(token);
            refresh();
          }}
        />
      )}
      {made && <SecretDialog {...made} onClose={() => setMade(null)} />}
    </Page>
  );
}

import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { IconCopy, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { useOpenScreen } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, Page, StatusBadge } from '@/ui';
import { policyKeys, readProfiles } from '../api/policy';
import type { RuleProfile } from '../api/policy';
import { LayerBadge } from '../components/layer-badge';
import { ProfileDrawer } from '../components/profile-drawer';
import { PROGRAMS_TABS } from '../components/programs-tabs';

/** The sets of numbers programs can follow: those that come with Stepwell, and the clinic's own. */
export function RuleProfilesPage() {
  const { clinicId } = useClinic();
  const canChange = useCan('policy.write');
  const queries = useQueryClient();
  const openScreen = useOpenScreen();
  const [open, setOpen] = useState<{ copyOf: RuleProfile | null } | null>(null);
  const profiles = useQuery({ queryKey: policyKeys.profileList(clinicId), queryFn: () => readProfiles(clinicId) });
  useHotkey('n', 'New rule profile', () => setOpen({ copyOf: null }), { enabled: canChange });
  const add = canChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ copyOf: null })}>
      New profile
    </Button>
  );
  const items = profiles.data?.items ?? [];
  return (
    <Page
      title="Rule profiles"
      heading="Programs"
      description="Numbers of states, accreditors and payers. A program follows those that concern it; its own numbers win over all of them."
      tabs={PROGRAMS_TABS}
      tab="rules"
      actions={add}
      permission="programs.read"
    >
      <DataTable
        label="Rule profiles"
        rows={items}
        isLoading={profiles.isPending}
        error={profiles.error}
        retry={() => void profiles.refetch()}
        rowKey={(profile) => profile.id}
        rowLink={(profile) => ({ screen: 'ruleProfile', params: { profileId: profile.id } })}
        columns={[
          { key: 'name', header: 'Profile', cell: (profile) => <Text fw={500}>{profile.name}</Text> },
          { key: 'layer', header: 'Layer', width: 140, cell: (profile) => <LayerBadge layer={profile.layer} /> },
          { key: 'numbers', header: 'Numbers', width: 100, align: 'right', hideBelow: 'sm', cell: (profile) => profile.numbers },
          {
            key: 'followed',
            header: 'Followed by',
            width: 150,
            cell: (profile) =>
              profile.layer === 'base' ? 'Every program' : profile.followedBy === 0 ? <Text c="dimmed" size="sm">Nobody</Text> : `${profile.followedBy} ${profile.followedBy === 1 ? 'program' : 'programs'}`,
          },
          { key: 'owner', header: 'From', width: 170, hideBelow: 'sm', cell: (profile) => (profile.shared ? <StatusBadge tone="neutral">Stepwell</StatusBadge> : <StatusBadge tone="good">This clinic</StatusBadge>) },
        ]}
        {...(canChange
          ? {
              rowActions: (profile: RuleProfile) =>
                profile.layer === 'base' ? null : (
                  <Tooltip label="Copy, to change the copy">
                    <ActionIcon aria-label={`Copy ${profile.name}`} onClick={() => setOpen({ copyOf: profile })}>
                      <IconCopy size={16} />
                    </ActionIcon>
                  </Tooltip>
                ),
            }
          : {})}
        empty={{ title: 'No profiles', text: 'Make one for a state, an accreditor or a payer.', action: add }}
      />
      {open && (
        <ProfileDrawer
          profile={null}
          copyOf={open.copyOf}
          others={items}
          onClose={() => setOpen(null)}
          onSaved={(profile) => {
            setOpen(null);
            void queries.invalidateQueries({ queryKey: policyKeys.profiles(clinicId) });
            openScreen({ screen: 'ruleProfile', params: { profileId: profile.id } });
          }}
        />
      )}
    </Page>
  );
}

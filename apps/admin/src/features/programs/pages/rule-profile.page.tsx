import { Alert, Button, Text } from '@mantine/core';
import { IconCopy, IconInfoCircle, IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useOpenScreen, useScreenParams } from '@/lib/screens';
import { today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, ErrorState, LoadingBlock, Page } from '@/ui';
import { changeProfile, policyKeys, readParameters, readProfile } from '../api/policy';
import type { Parameter, ParameterRecord, RuleProfileDetail } from '../api/policy';
import { programKeys } from '../api/programs';
import { ChangeNumbersDrawer } from '../components/change-numbers-drawer';
import type { KnownNumber } from '../components/change-numbers-drawer';
import { LayerBadge } from '../components/layer-badge';
import { ProfileDrawer } from '../components/profile-drawer';
import { sayDays, sayValue, startValue } from '../model/numbers';
import { EVIDENCE, POPULATIONS } from '../model/words';

/** One set of numbers with its sources: shipped ones to look at and copy, the clinic's own to change. */
export function RuleProfilePage() {
  const { profileId } = useScreenParams('ruleProfile');
  const { clinicId, timeZone } = useClinic();
  const mayChange = useCan('policy.write');
  const queries = useQueryClient();
  const openScreen = useOpenScreen();
  const [open, setOpen] = useState<{ what: 'change'; chosen: KnownNumber[] } | { what: 'rename' | 'copy' } | null>(null);
  const parameters = useQuery({ queryKey: policyKeys.parameters(clinicId), queryFn: () => readParameters(clinicId), staleTime: Infinity });
  const found = useQuery({ queryKey: policyKeys.profile(clinicId, profileId), queryFn: () => readProfile(clinicId, profileId) });
  const profile = found.data;
  const canChange = mayChange && profile !== undefined && !profile.shared;
  const list = parameters.data?.items ?? [];
  const byKey = new Map(list.map((one) => [one.key, one]));
  const known = profile ? knownNumbers(profile, list, today(timeZone)) : [];
  const saved = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: policyKeys.profiles(clinicId) });
    void queries.invalidateQueries({ queryKey: programKeys.all(clinicId) });
  };
  const actions = profile && (
    <>
      {mayChange && profile.layer !== 'base' && (
        <Button variant="default" leftSection={<IconCopy size={16} />} onClick={() => setOpen({ what: 'copy' })}>
          Copy
        </Button>
      )}
      {canChange && (
        <>
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setOpen({ what: 'rename' })}>
            Rename
          </Button>
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ what: 'change', chosen: [] })}>
            Set a number
          </Button>
        </>
      )}
    </>
  );
  return (
    <Page
      title={profile?.name ?? 'Rule profile'}
      badge={profile && <LayerBadge layer={profile.layer} />}
      breadcrumbs={[
        { label: 'Programs', to: { screen: 'programs' } },
        { label: 'Rule profiles', to: { screen: 'ruleProfiles' } },
      ]}
      actions={actions}
      permission="programs.read"
    >
      {found.isPending && <LoadingBlock />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {profile?.shared && (
        <Alert color="blue" variant="light" icon={<IconInfoCircle size={18} />} mb="md" title="This profile comes with Stepwell">
          {profile.layer === 'base'
            ? 'It is under every program. Where another layer sets a number, that one holds.'
            : 'An example with its sources: check each number against the rule in force before you rely on it. Copy it to change it.'}
        </Alert>
      )}
      {profile && (
        <DataTable
          label="Numbers"
          rows={profile.values}
          rowKey={(one) => one.id}
          {...(canChange ? { onRow: (one: ParameterRecord) => setOpen({ what: 'change', chosen: known.filter((number) => number.parameter === one.parameter && number.population === one.population) }) } : {})}
          columns={[
            {
              key: 'parameter',
              header: 'Number',
              width: '26%',
              cell: (one) => (
                <>
                  <Text fw={500}>{byKey.get(one.parameter)?.label ?? one.parameter}</Text>
                  {one.population && (
                    <Text size="xs" c="dimmed">
                      {POPULATIONS[one.population]}
                    </Text>
                  )}
                </>
              ),
            },
            { key: 'value', header: 'Value', width: 140, cell: (one) => <Text fw={600}>{sayOf(byKey.get(one.parameter), one)}</Text> },
            { key: 'days', header: 'Holds', width: 180, hideBelow: 'sm', cell: (one) => sayDays(one.effectiveFrom, one.effectiveTo) },
            {
              key: 'source',
              header: 'Source',
              cell: (one) => (
                <>
                  <Text size="sm">{one.source}</Text>
                  <Text size="xs" c="dimmed">
                    {EVIDENCE[one.evidence].label}
                  </Text>
                </>
              ),
            },
          ]}
          empty={{ title: 'No numbers yet', text: 'Set those that differ from the layers below; the rest stays as it is there.', action: canChange ? actions : undefined }}
        />
      )}
      {open?.what === 'change' && profile && (
        <ChangeNumbersDrawer
          title={`Numbers of ${profile.name}`}
          parameters={list}
          known={known}
          chosen={open.chosen}
          version={profile.version}
          byPopulation
          save={(body, key) => changeProfile(clinicId, profileId, body, key)}
          latestVersion={async () => (await readProfile(clinicId, profileId)).version}
          onClose={() => setOpen(null)}
          onSaved={saved}
        />
      )}
      {open?.what === 'rename' && profile && <ProfileDrawer profile={profile} others={[]} onClose={() => setOpen(null)} onSaved={saved} />}
      {open?.what === 'copy' && profile && (
        <ProfileDrawer
          profile={null}
          copyOf={profile}
          others={[]}
          onClose={() => setOpen(null)}
          onSaved={(copy) => {
            saved();
            openScreen({ screen: 'ruleProfile', params: { profileId: copy.id } });
          }}
        />
      )}
    </Page>
  );
}

/** What the profile sets on the day, and every other parameter with a value to begin from. */
function knownNumbers(profile: RuleProfileDetail, parameters: Parameter[], day: string): KnownNumber[] {
  const own = new Map<string, KnownNumber>();
  for (const one of profile.values) {
    const key = `${one.parameter} ${one.population ?? ''}`;
    const holds = one.effectiveFrom <= day && (one.effectiveTo === null || day <= one.effectiveTo);
    if (holds || !own.has(key)) own.set(key, { parameter: one.parameter, value: one.value, population: one.population, own: true });
  }
  const set = new Set([...own.values()].map((one) => one.parameter));
  return [...own.values(), ...parameters.filter((one) => !set.has(one.key)).map((one) => ({ parameter: one.key, value: startValue(one), population: null, own: false }))];
}

function sayOf(parameter: Parameter | undefined, record: ParameterRecord): string {
  return parameter ? sayValue(parameter, record.value) : String(record.value);
}

import { ActionIcon, Button, Stack, Text, Tooltip } from '@mantine/core';
import { IconAdjustments, IconLink, IconPencil, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, ErrorState, LoadingBlock, ScreenLink, Section } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { changePolicy, policyKeys, readParameters, readPolicy } from '../api/policy';
import type { FollowedProfile, Parameter, ParameterKey, Policy } from '../api/policy';
import { programKeys } from '../api/programs';
import type { Program } from '../api/programs';
import { linesByGroup, sayDays, sayValue } from '../model/numbers';
import type { PolicyLine } from '../model/numbers';
import { ChangeNumbersDrawer } from './change-numbers-drawer';
import type { KnownNumber } from './change-numbers-drawer';
import { FollowDrawer } from './follow-drawer';
import { HistoryDrawer } from './history-drawer';
import { LayerBadge } from './layer-badge';
import classes from './policy-part.module.css';
import { StopFollowingDrawer } from './stop-following-drawer';

type Open = { what: 'history' | 'change'; parameter: ParameterKey } | { what: 'follow' } | { what: 'stop'; followed: FollowedProfile } | null;

/** The policy of a program on a day: every number with the layer and source it comes from, and what is planned. */
export function PolicyPart(props: { program: Program; day: string | null; onDay: (day: string | null) => void }) {
  const { program } = props;
  const { clinicId, timeZone } = useClinic();
  const canChange = useCan('policy.write');
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open>(null);
  const now = today(timeZone);
  const day = props.day ?? now;
  const parameters = useQuery({ queryKey: policyKeys.parameters(clinicId), queryFn: () => readParameters(clinicId), staleTime: Infinity });
  const policy = useQuery({ queryKey: policyKeys.on(clinicId, program.id, day), queryFn: () => readPolicy(clinicId, program.id, day) });
  const saved = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: programKeys.all(clinicId) });
    void queries.invalidateQueries({ queryKey: policyKeys.profiles(clinicId) });
  };

  if (policy.isError) return <ErrorState error={policy.error} retry={() => void policy.refetch()} />;
  if (parameters.isError) return <ErrorState error={parameters.error} retry={() => void parameters.refetch()} />;
  const list = parameters.data?.items ?? [];
  const known = policy.data ? knownNumbers(policy.data) : [];
  const line = open && 'parameter' in open ? { parameter: list.find((one) => one.key === open.parameter), number: policy.data?.numbers.find((one) => one.parameter === open.parameter) } : null;

  return (
    <>
      <div className={classes.bar}>
        <DayInput aria-label="Policy on" leftSection={<Text size="sm">On</Text>} w={180} value={day} onChange={(value) => props.onDay(value === now ? null : value)} />
        {policy.data && (
          <Text c="dimmed" size="sm" aria-live="polite">
            Policy version {policy.data.number}, {sayDays(policy.data.effectiveFrom, policy.data.effectiveTo)}
          </Text>
        )}
        {canChange && (
          <ScreenLink to={{ screen: 'policySimulation', params: { programId: program.id } }} size="sm">
            Try other numbers
          </ScreenLink>
        )}
        {day !== now && (
          <Button variant="subtle" size="compact-sm" onClick={() => props.onDay(null)}>
            Back to today
          </Button>
        )}
      </div>
      {policy.isPending || parameters.isPending ? (
        <LoadingBlock height={500} />
      ) : (
        <>
          <Profiles policy={policy.data} day={day} canChange={canChange} onFollow={() => setOpen({ what: 'follow' })} onStop={(followed) => setOpen({ what: 'stop', followed })} />
          <Stack gap="xl">
            {linesByGroup(list, policy.data).map(({ group, lines }) => (
              <Section key={group.group} title={group.title} description={group.description}>
                <NumberTable label={group.title} lines={lines} canChange={canChange} onOpen={(what, parameter) => setOpen({ what, parameter })} />
              </Section>
            ))}
          </Stack>
        </>
      )}
      {open?.what === 'history' && line?.parameter && line.number && (
        <HistoryDrawer
          programId={program.id}
          parameter={line.parameter}
          number={line.number}
          day={day}
          canChange={canChange}
          onChange={() => setOpen({ what: 'change', parameter: open.parameter })}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'change' && policy.data && (
        <ChangeNumbersDrawer
          title="Change numbers of this program"
          parameters={list}
          known={known}
          chosen={known.filter((one) => one.parameter === open.parameter)}
          version={policy.data.ownProfileVersion}
          byPopulation={false}
          save={(body, key) => changePolicy(clinicId, program.id, body, key)}
          latestVersion={async () => (await readPolicy(clinicId, program.id, day)).ownProfileVersion}
          onClose={() => setOpen(null)}
          onSaved={saved}
        />
      )}
      {open?.what === 'follow' && <FollowDrawer program={program} parameters={list} onClose={() => setOpen(null)} onSaved={saved} />}
      {open?.what === 'stop' && <StopFollowingDrawer program={program} followed={open.followed} onClose={() => setOpen(null)} onSaved={saved} />}
    </>
  );
}

function knownNumbers(policy: Policy): KnownNumber[] {
  return policy.numbers.map((one) => ({ parameter: one.parameter, value: one.value, population: null, own: one.layers[0]?.layer === 'program' }));
}

function Profiles(props: { policy: Policy; day: string; canChange: boolean; onFollow: () => void; onStop: (followed: FollowedProfile) => void }) {
  const follows = props.policy.follows.filter((one) => one.effectiveTo === null || one.effectiveTo >= props.day);
  return (
    <div className={classes.profiles}>
      <IconAdjustments size={18} aria-hidden />
      <Text size="sm">{follows.length === 0 ? 'Follows the base alone: no state, accreditor or payer profile.' : 'Follows'}</Text>
      {follows.map((one) => (
        <span key={one.id} className={classes.profile}>
          <LayerBadge layer={one.layer} />
          <Text size="sm">{one.name}</Text>
          <Text size="xs" c="dimmed">
            {sayDays(one.effectiveFrom, one.effectiveTo)}
          </Text>
          {props.canChange && (
            <Tooltip label="Follow no more">
              <ActionIcon size="sm" aria-label={`Follow ${one.name} no more`} onClick={() => props.onStop(one)}>
                <IconX size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </span>
      ))}
      {props.canChange && (
        <Button ml="auto" variant="subtle" size="compact-sm" leftSection={<IconLink size={15} />} onClick={props.onFollow}>
          Follow a profile
        </Button>
      )}
    </div>
  );
}

function NumberTable(props: { label: string; lines: PolicyLine[]; canChange: boolean; onOpen: (what: 'history' | 'change', parameter: Parameter['key']) => void }) {
  return (
    <DataTable
      label={props.label}
      rows={props.lines}
      rowKey={({ parameter }) => parameter.key}
      onRow={({ parameter }) => props.onOpen('history', parameter.key)}
      columns={[
        {
          key: 'label',
          header: 'Number',
          width: '32%',
          cell: ({ parameter }) => (
            <>
              <Text fw={500}>{parameter.label}</Text>
              <Text size="xs" c="dimmed">
                {parameter.meaning}
              </Text>
            </>
          ),
        },
        {
          key: 'value',
          header: 'Value',
          width: 170,
          cell: ({ parameter, number }) => (
            <>
              <Text fw={600}>{sayValue(parameter, number.value)}</Text>
              {number.next && (
                <Text size="xs" c="blue" fw={500}>
                  {sayValue(parameter, number.next.value)} from {formatDate(number.next.from)}
                </Text>
              )}
            </>
          ),
        },
        { key: 'layer', header: 'Layer', width: 130, cell: ({ number }) => number.layers[0] && <LayerBadge layer={number.layers[0].layer} /> },
        {
          key: 'source',
          header: 'Source',
          hideBelow: 'sm',
          cell: ({ number }) => {
            const winner = number.layers[0];
            return (
              winner && (
                <>
                  <Text size="sm" className={classes.source}>
                    {winner.source}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {sayDays(winner.effectiveFrom, winner.effectiveTo)}
                  </Text>
                </>
              )
            );
          },
        },
      ]}
      {...(props.canChange
        ? {
            rowActions: ({ parameter }: PolicyLine) => (
              <Tooltip label="Change">
                <ActionIcon aria-label={`Change ${parameter.label}`} onClick={() => props.onOpen('change', parameter.key)}>
                  <IconPencil size={16} />
                </ActionIcon>
              </Tooltip>
            ),
          }
        : {})}
      empty={{ title: 'No numbers here' }}
    />
  );
}

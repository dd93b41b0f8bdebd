import { Button, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asProblem } from '@/lib/api/problem';
import { useScreenParams } from '@/lib/screens';
import { useClinic } from '@/lib/session';
import { WEEKDAYS } from '@/lib/weekdays';
import { ErrorState, LoadingBlock, Page, ProblemAlert, ProgressBlock, ScreenLink, Section } from '@/ui';
import { readPolicyNow, readProgramName, simulate, simulationKeys } from '../api/simulation';
import type { PolicyChange, Simulation } from '../api/simulation';
import { SimulationResult } from '../components/simulation-result';
import { changeOf, together, triedOf } from '../model/simulation';
import type { Tried } from '../model/simulation';

/** Other numbers of a program's policy tried out before they take effect: who would be affected, this week and over the last eight. */
export function PolicySimulationPage() {
  const { programId } = useScreenParams('policySimulation');
  const { clinicId } = useClinic();
  const policy = useQuery({ queryKey: simulationKeys.policy(clinicId, programId), queryFn: async () => ({ name: await readProgramName(clinicId, programId), policy: await readPolicyNow(clinicId, programId) }) });
  return (
    <Page
      title="Try other numbers"
      description={policy.data && `${policy.data.name}. Nothing is changed: what stands is computed again as if the numbers had held this week and the eight before.`}
      breadcrumbs={[{ label: 'Programs', to: { screen: 'programs' } }, { label: policy.data?.name ?? 'Program', to: { screen: 'program', params: { programId } } }]}
      permission="policy.write"
    >
      {policy.isPending && <LoadingBlock />}
      {policy.isError && <ErrorState error={policy.error} retry={() => void policy.refetch()} />}
      {policy.data && <Trial key={policy.data.policy.policyVersionId} programId={programId} now={triedOf(policy.data.policy.numbers)} />}
    </Page>
  );
}

function Trial({ programId, now }: { programId: string; now: Tried }) {
  const { clinicId } = useClinic();
  const [tried, setTried] = useState(now);
  const [found, setFound] = useState<Simulation | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  const latest = useRef(0);
  const change = changeOf(now, tried);
  const differs = Object.keys(change).length > 0;

  async function run(body: PolicyChange): Promise<void> {
    const mine = ++latest.current;
    setRunning(true);
    setError(null);
    setFound(null);
    try {
      let sum: Simulation | null = null;
      do {
        const page: Simulation = await simulate(clinicId, programId, body, sum?.nextCursor ?? undefined);
        if (mine !== latest.current) return;
        sum = sum === null ? page : together(sum, page);
        setFound(sum);
      } while (sum.nextCursor !== null);
    } catch (thrown) {
      if (mine === latest.current) setError(thrown);
    } finally {
      if (mine === latest.current) setRunning(false);
    }
  }

  const refused = error === null ? null : asProblem(error);
  const wrong = (key: keyof Tried) => refused?.errors.find((one) => one.pointer === `/${key}`)?.detail;
  const hours = (label: string, key: 'weeklyMinimumMinutes' | 'weeklyMaximumMinutes' | 'dayMinimumMinutes') => (
    <NumberInput label={label} w={150} min={0} max={key === 'dayMinimumMinutes' ? 24 : 168} step={0.5} decimalScale={2} suffix=" h" error={wrong(key)} value={tried[key] / 60} onChange={(value) => typeof value === 'number' && setTried({ ...tried, [key]: Math.round(value * 60) })} />
  );
  const days = (label: string, key: 'daysMinimum' | 'daysMaximum') => (
    <NumberInput label={label} w={120} min={1} max={7} allowDecimal={false} error={wrong(key)} value={tried[key]} onChange={(value) => typeof value === 'number' && setTried({ ...tried, [key]: value })} />
  );
  return (
    <Stack gap="xl">
      <Section title="Numbers to try">
        <Stack gap="md">
          <Group align="flex-start" gap="md">
            {hours('Weekly minimum', 'weeklyMinimumMinutes')}
            {hours('Weekly maximum', 'weeklyMaximumMinutes')}
            {days('Fewest days', 'daysMinimum')}
            {days('Most days', 'daysMaximum')}
            {hours('Day minimum', 'dayMinimumMinutes')}
            <Select label="Week starts on" w={160} allowDeselect={false} data={WEEKDAYS.map((one) => ({ value: String(one.weekday), label: one.name }))} value={String(tried.weekStartsOn)} onChange={(value) => value && setTried({ ...tried, weekStartsOn: Number(value) })} />
            <Switch label="Prorate partial weeks" mt={30} checked={tried.prorate} onChange={(event) => setTried({ ...tried, prorate: event.currentTarget.checked })} />
          </Group>
          <Group>
            <Button disabled={!differs} loading={running} onClick={() => void run(change)}>
              Who would be affected
            </Button>
            <Button variant="subtle" disabled={!differs} onClick={() => setTried(now)}>
              As it is
            </Button>
            <ScreenLink to={{ screen: 'program', params: { programId } }} size="sm">
              Back to the policy, where numbers are really changed
            </ScreenLink>
          </Group>
        </Stack>
      </Section>
      {refused !== null && <ProblemAlert error={refused} />}
      {!found && !running && error === null && <Text c="dimmed">Change a number and see who would be affected.</Text>}
      {running && <ProgressBlock label="Looking at every client" count={found?.looked ?? 0} total={found?.total ?? null} unit="clients" />}
      {found && <SimulationResult found={found} />}
    </Stack>
  );
}

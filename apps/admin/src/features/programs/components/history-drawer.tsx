import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ClinicTime, ErrorState, LoadingBlock, Section, StatusBadge } from '@/ui';
import { policyKeys, readHistory } from '../api/policy';
import type { LayerValue, Parameter, ParameterHistory, PolicyNumber } from '../api/policy';
import { sayDays, sayStart, sayValue } from '../model/numbers';
import { EVIDENCE, LAYERS, POPULATIONS } from '../model/words';
import classes from './history-drawer.module.css';
import { LayerBadge } from './layer-badge';

/** One number of a program: why it is what it is, what held when, and every value there ever was. */
export function HistoryDrawer(props: { programId: string; parameter: Parameter; number: PolicyNumber; day: string; canChange: boolean; onChange: () => void; onClose: () => void }) {
  const { programId, parameter, number, day } = props;
  const { clinicId } = useClinic();
  const history = useQuery({ queryKey: policyKeys.history(clinicId, programId, parameter.key), queryFn: () => readHistory(clinicId, programId, parameter.key) });
  return (
    <Drawer opened onClose={props.onClose} title={parameter.label} size="lg">
      <Stack gap="lg" pb="lg">
        <div>
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <Text size="xl" fw={600}>
              {sayValue(parameter, number.value)}
            </Text>
            {props.canChange && (
              <Button variant="default" leftSection={<IconPencil size={16} />} onClick={props.onChange}>
                Change
              </Button>
            )}
          </Group>
          <Text c="dimmed">{parameter.meaning}</Text>
        </div>
        <Section title={`What every layer says on ${formatDay(day, day)}`} description={number.why}>
          <div className={classes.layers}>
            {number.layers.map((layer, index) => (
              <LayerLine key={layer.profileId} parameter={parameter} layer={layer} wins={index === 0} />
            ))}
          </div>
        </Section>
        {history.isPending && <LoadingBlock />}
        {history.isError && <ErrorState error={history.error} retry={() => void history.refetch()} />}
        {history.data && <Runs parameter={parameter} history={history.data} day={day} />}
        {history.data && <Records parameter={parameter} history={history.data} />}
      </Stack>
    </Drawer>
  );
}

function LayerLine(props: { parameter: Parameter; layer: LayerValue; wins: boolean }) {
  const { layer } = props;
  return (
    <div className={classes.layer} data-wins={props.wins || undefined}>
      <div>
        <LayerBadge layer={layer.layer} />
      </div>
      <div>
        <Group gap="xs">
          <Text fw={props.wins ? 600 : 400}>{sayValue(props.parameter, layer.value)}</Text>
          {props.wins && <StatusBadge tone="good">Holds</StatusBadge>}
          <Text size="sm" c="dimmed">
            {layer.profileName}, {sayDays(layer.effectiveFrom, layer.effectiveTo)}
          </Text>
        </Group>
        <Text size="sm">{layer.source}</Text>
        <Text size="xs" c="dimmed" title={EVIDENCE[layer.evidence].means}>
          {EVIDENCE[layer.evidence].label}
        </Text>
      </div>
    </div>
  );
}

function Runs(props: { parameter: Parameter; history: ParameterHistory; day: string }) {
  return (
    <Section title="What holds when" description="By what is known now, newest first.">
      <ul className={classes.runs}>
        {[...props.history.runs].reverse().map((run) => (
          <li key={run.from} className={classes.run} data-now={(run.from <= props.day && (run.to === null || props.day <= run.to)) || undefined}>
            <Group gap="xs">
              <Text fw={600}>{sayValue(props.parameter, run.value)}</Text>
              <LayerBadge layer={run.layer} />
            </Group>
            <Text size="sm" c="dimmed">
              {run.to === null ? `from ${sayStart(run.from)} on` : `${sayStart(run.from)} to ${sayStart(run.to)}`} · policy version {run.policyNumber}
            </Text>
            <Text size="sm">{run.source}</Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Records(props: { parameter: Parameter; history: ParameterHistory }) {
  return (
    <Section title="Every value entered" description="Nothing is rewritten: a value that gave way stays, struck through.">
      <Stack gap="xs">
        {props.history.records.map((one) => (
          <div key={one.id} className={classes.record} data-superseded={one.supersededAt !== null || undefined}>
            <Group justify="space-between" gap="xs">
              <Group gap="xs">
                <Text className={classes.what} fw={600}>
                  {sayValue(props.parameter, one.value)}
                </Text>
                <Text size="sm" c="dimmed">
                  {sayDays(one.effectiveFrom, one.effectiveTo)}
                  {one.population ? `, ${POPULATIONS[one.population].toLowerCase()}` : ''}
                </Text>
              </Group>
              <Text size="xs" c="dimmed">
                {LAYERS[one.layer].label} · {one.profileName}
              </Text>
            </Group>
            <Text size="sm">{one.source}</Text>
            {one.reason && <Text size="sm">Reason: {one.reason}</Text>}
            <Text size="xs" c="dimmed">
              Entered by {one.authorName}, <ClinicTime at={one.createdAt} withDay />
              {one.supersededAt && (
                <>
                  ; gave way <ClinicTime at={one.supersededAt} withDay />
                </>
              )}
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  );
}

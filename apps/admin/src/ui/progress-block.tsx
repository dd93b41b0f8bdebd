import { Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

const COUNT = new Intl.NumberFormat('en-US');

/** Long work with a count: "1,204 of 30,000 rows". Without a total it says how much is done so far. */
export function ProgressBlock(props: {
  label: string;
  count: number;
  total: number | null;
  unit?: string;
  state?: 'running' | 'done' | 'failed';
  children?: ReactNode;
}) {
  const { count, total, state = 'running' } = props;
  const percent = total === null ? (state === 'running' ? 100 : 0) : total === 0 ? 100 : Math.min(100, (count / total) * 100);
  const said = total === null ? `${COUNT.format(count)}` : `${COUNT.format(count)} of ${COUNT.format(total)}`;
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="sm">
        <Text fw={500}>{props.label}</Text>
        <Text c="dimmed" size="sm" aria-live="polite">
          {said} {props.unit ?? ''}
        </Text>
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          value={percent}
          color={state === 'failed' ? 'red' : 'teal'}
          animated={state === 'running'}
          striped={state === 'running'}
          aria-label={`${props.label}: ${said} ${props.unit ?? ''}`}
        />
      </Progress.Root>
      {props.children}
    </Stack>
  );
}

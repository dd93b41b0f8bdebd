import { Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The row over a list: search first, then filters, then what was found. Given `filters`, it offers to clear those that are set. */
export function FilterBar(props: {
  children: ReactNode;
  filters?: { isAnySet: boolean; reset: () => void };
  summary?: ReactNode;
  actions?: ReactNode;
}) {
  const { filters } = props;
  return (
    <Group gap="xs" mb="sm" align="center" role="search" data-print="hide">
      {props.children}
      {filters?.isAnySet && (
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconX size={14} />} onClick={() => filters.reset()}>
          Clear filters
        </Button>
      )}
      <Group gap="xs" ml="auto">
        {props.summary && (
          <Text c="dimmed" size="sm" aria-live="polite">
            {props.summary}
          </Text>
        )}
        {props.actions}
      </Group>
    </Group>
  );
}

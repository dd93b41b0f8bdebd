import { Button, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The row over a list: search first, then filters, then what was found. `onClear` shows once a filter is set. */
export function FilterBar(props: { children: ReactNode; onClear?: (() => void) | undefined; cleared?: boolean; summary?: ReactNode; actions?: ReactNode }) {
  const showClear = props.onClear && props.cleared === false;
  return (
    <Group gap="xs" mb="sm" align="center" role="search" data-print="hide">
      {props.children}
      {showClear && (
        <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconX size={14} />} onClick={props.onClear}>
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

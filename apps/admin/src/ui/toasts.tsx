import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { asProblem } from '../lib/api/problem';

/** Short messages at the corner. A toast is never the only place where a fault is told. */
export const toast = {
  /** Something was done; `undo` takes it back within a few seconds. @returns what takes the message away, for who undoes it by another way. */
  done(message: string, options: { undo?: () => void | Promise<unknown> } = {}): () => void {
    const { undo } = options;
    const id = notifications.show({
      message: undo ? (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text>{message}</Text>
          <Button
            size="compact-sm"
            variant="subtle"
            flex="none"
            onClick={() => {
              notifications.hide(id);
              void Promise.resolve(undo()).catch((error: unknown) => toast.failed(error, 'Could not undo'));
            }}
          >
            Undo
          </Button>
        </Group>
      ) : (
        message
      ),
      color: 'teal',
      icon: <IconCheck size={16} />,
      autoClose: undo ? 8000 : 4000,
      role: 'status',
    });
    return () => notifications.hide(id);
  },

  /** Something was refused or failed: the problem's own words. */
  failed(error: unknown, title?: string): void {
    const problem = asProblem(error);
    notifications.show({
      title: title ?? problem.title,
      message: problem.detail ?? (title ? problem.title : undefined),
      color: 'red',
      icon: <IconAlertTriangle size={16} />,
      autoClose: 9000,
      role: 'alert',
    });
  },
};

import { Button, Group, Text } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import type { MarkQueue, QueueState } from '../model/mark-queue';

/** Whether everything marked is with the server, in a word that never leaves the screen. */
export function SaveState({ state, queue }: { state: QueueState; queue: MarkQueue }) {
  const waiting = state.pending.size;
  if (state.offline) {
    return (
      <Group gap={6} role="status">
        <IconCloudOff size={18} aria-hidden />
        <Text size="sm" fw={600}>
          No connection: {waiting} {waiting === 1 ? 'mark waits' : 'marks wait'}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => queue.wake()}>
          Try now
        </Button>
      </Group>
    );
  }
  return (
    <Group gap={6} role="status" c="dimmed">
      {waiting > 0 ? <IconCloudUpload size={18} aria-hidden /> : <IconCloudCheck size={18} aria-hidden />}
      <Text size="sm">{waiting > 0 ? 'Saving …' : 'All saved'}</Text>
    </Group>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { IconAccessPoint, IconCloudCheck, IconCloudOff, IconCloudUpload } from '@tabler/icons-react';
import type { MarkQueue, QueueState } from '../model/mark-queue';

/** Whether everything marked is with the server, and whether others' marks show at once, in words that never leave the screen. */
export function SaveState({ state, queue, live }: { state: QueueState; queue: MarkQueue; live: boolean }) {
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
    <Group gap="md" c="dimmed">
      {live && (
        <Group gap={6} title="What others mark shows at once">
          <IconAccessPoint size={18} aria-hidden />
          <Text size="sm">Live</Text>
        </Group>
      )}
      <Group gap={6} role="status">
        {waiting > 0 ? <IconCloudUpload size={18} aria-hidden /> : <IconCloudCheck size={18} aria-hidden />}
        <Text size="sm">{waiting > 0 ? 'Saving …' : 'All saved'}</Text>
      </Group>
    </Group>
  );
}

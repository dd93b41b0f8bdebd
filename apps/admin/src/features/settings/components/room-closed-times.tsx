import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconDoorOff, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { newKey } from '@/lib/api/http';
import { saySpan } from '@/lib/clinic-span';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ErrorState, LoadingBlock, toast } from '@/ui';
import { closeRoom, readRoomOutages, reopenRoom, settingsKeys } from '../api/settings';
import type { RoomOutage } from '../api/settings';

/** When the room cannot be used, from today on. */
export function RoomClosedTimes(props: { roomId: string; mayLeave: boolean; onAdd: () => void }) {
  const { roomId } = props;
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const now = today(timeZone);
  const outages = useQuery({ queryKey: settingsKeys.outages(clinicId, roomId), queryFn: () => readRoomOutages(clinicId, roomId, now) });
  const again = () => queries.invalidateQueries({ queryKey: settingsKeys.outages(clinicId, roomId) });
  const reopen = async (outage: RoomOutage) => {
    try {
      await reopenRoom(clinicId, roomId, outage.id);
      toast.done('The room is open then', {
        undo: async () => {
          await closeRoom(clinicId, roomId, { from: outage.from, fromTime: outage.fromTime ?? '', to: outage.to, toTime: outage.toTime ?? '', reason: outage.reason }, newKey());
          await again();
        },
      });
      await again();
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <Stack gap="xs" component="section" aria-label="Closed for a time">
      <Text size="sm" fw={500} component="h3">
        Closed for a time
      </Text>
      {outages.isError ? (
        <ErrorState error={outages.error} retry={() => void outages.refetch()} />
      ) : outages.isPending ? (
        <LoadingBlock label="Looking when it is closed" height={40} />
      ) : outages.data.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          It can be used all the time it has hours.
        </Text>
      ) : (
        outages.data.items.map((one) => (
          <Group key={one.id} justify="space-between" wrap="nowrap" gap="xs">
            <div>
              <Text size="sm">{saySpan(one, now)}</Text>
              <Text size="xs" c="dimmed">
                {one.reason}
              </Text>
            </div>
            <ActionIcon variant="subtle" color="gray" aria-label={`Open it again: ${saySpan(one, now)}`} onClick={() => void reopen(one)}>
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))
      )}
      <Group>
        <Button variant="default" size="xs" leftSection={<IconDoorOff size={16} />} disabled={!props.mayLeave} onClick={props.onAdd}>
          Close it for a time
        </Button>
      </Group>
    </Stack>
  );
}

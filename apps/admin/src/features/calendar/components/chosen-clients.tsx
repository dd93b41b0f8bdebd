import { ActionIcon, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { PersonName, sayName } from '@/ui';
import type { ChosenClient } from '../model/booking';
import classes from './chosen-clients.module.css';

/** The clients chosen so far. */
export function ChosenClients(props: { clients: readonly ChosenClient[]; onRemove: (id: string) => void }) {
  if (props.clients.length === 0) return null;
  return (
    <ul className={classes.chosen} aria-label="Clients chosen">
      {props.clients.map((client) => (
        <li key={client.id} className={classes.chip}>
          <Group gap={6} wrap="nowrap">
            <PersonName {...client} />
            <Text span size="xs" c="dimmed">
              {client.chartNumber}
            </Text>
            <ActionIcon size="sm" aria-label={`Take off ${sayName(client)}`} onClick={() => props.onRemove(client.id)}>
              <IconX size={14} />
            </ActionIcon>
          </Group>
        </li>
      ))}
    </ul>
  );
}

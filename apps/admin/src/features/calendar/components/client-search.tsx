import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { PersonName, ProblemAlert, SearchInput, sayName } from '@/ui';
import { calendarKeys, findClients } from '../api/calendar';
import type { FoundClient } from '../api/calendar';
import type { ChosenClient } from '../model/booking';
import classes from './client-search.module.css';

/** Finds clients by name, chart number, phone or birth date, and hands over whom the person chooses. */
export function ClientSearch(props: { label: string; chosenIds: readonly string[]; action: string; busyId?: string | null; autoFocus?: boolean; onChoose: (client: FoundClient) => void }) {
  const { clinicId } = useClinic();
  const [words, setWords] = useState('');
  const found = useQuery({ queryKey: calendarKeys.found(clinicId, words), queryFn: ({ signal }) => findClients(clinicId, words, signal), enabled: words.trim().length > 1 });
  const rows = words.trim().length > 1 ? (found.data?.items ?? []) : [];
  return (
    <Stack gap={6}>
      <SearchInput label={props.label} value={words} onChange={setWords} placeholder="Name, chart number, phone or birth date" width="100%" {...(props.autoFocus ? { autoFocus: true } : {})} />
      {found.isError && <ProblemAlert error={found.error} />}
      {words.trim().length > 1 && found.data?.items.length === 0 && (
        <Text c="dimmed" size="sm" role="status">
          Nobody like that has a chart here.
        </Text>
      )}
      {rows.length > 0 && (
        <ul className={classes.found} aria-label="Clients found">
          {rows.map((client) => (
            <li key={client.id} className={classes.row}>
              <div>
                <PersonName {...client} fw={500} withLegal />
                <Text size="xs" c="dimmed">
                  {[client.chartNumber, client.birthDate ? formatDate(client.birthDate) : null].filter(Boolean).join(' · ')}
                </Text>
              </div>
              {props.chosenIds.includes(client.id) ? (
                <Text size="sm" c="dimmed">
                  Chosen
                </Text>
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={client.status === 'archived' || (props.busyId !== null && props.busyId !== undefined)}
                  loading={props.busyId === client.id}
                  aria-label={`${props.action} ${sayName(client)}`}
                  onClick={() => {
                    props.onChoose(client);
                    setWords('');
                  }}
                >
                  {props.action}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

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

import { Button, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { formatDate } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { PersonName, sayName } from './person-name';
import { SearchInput } from './search-input';
import { ProblemAlert } from './states';
import classes from './client-search.module.css';

/** A client somebody looked for. */
export type FoundClient = Schema<'FoundClientDto'>;

/** Fewer letters than these find half the clinic. */
const LEAST = 2;
const MOST = 8;

/** The clients whose name, chart number, phone or birth date fits some words; nobody until there are enough of them. */
export function useFoundClients(words: string) {
  const { clinicId } = useClinic();
  const sought = words.trim();
  const isAsked = sought.length >= LEAST;
  const found = useQuery({
    queryKey: ['clients', clinicId, 'found', sought],
    queryFn: ({ signal }) => call(client.GET('/api/clinics/{clinicId}/clients/search', { params: { path: { clinicId }, query: { q: sought, limit: MOST } }, signal })),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return { isAsked, clients: isAsked ? (found.data?.items ?? []) : [], isLooking: found.isFetching, hasAnswered: isAsked && found.data !== undefined, error: isAsked ? found.error : null };
}

/** Finds clients by name, chart number, phone or birth date, and hands over whom the person chooses. */
export function ClientSearch(props: {
  label: string;
  /** What choosing somebody does, in a word: it stands on every button. */
  action: string;
  onChoose: (client: FoundClient) => void;
  /** Why somebody cannot be chosen, said in place of the button. */
  notedAs?: (client: FoundClient) => string | null;
  /** Somebody who is not to be found here at all. */
  exceptId?: string;
  /** Whoever is being worked on; nobody else can be chosen meanwhile. */
  busyId?: string | null | undefined;
  autoFocus?: boolean;
  /** Buttons as large as a thumb, and the list stays when somebody is chosen. */
  standing?: boolean;
}) {
  const { action, busyId = null, standing = false } = props;
  const [words, setWords] = useState('');
  const found = useFoundClients(words);
  const rows = found.clients.filter((one) => one.id !== props.exceptId);
  const choose = (one: FoundClient) => {
    props.onChoose(one);
    if (!standing) setWords('');
  };
  return (
    <Stack gap={6}>
      <SearchInput label={props.label} value={words} onChange={setWords} placeholder="Name, chart number, phone or birth date" width="100%" {...(props.autoFocus ? { autoFocus: true } : {})} />
      {found.error && <ProblemAlert error={found.error} />}
      {found.hasAnswered && rows.length === 0 && (
        <Text c="dimmed" size="sm" role="status">
          Nobody like that has a chart here.
        </Text>
      )}
      {rows.length > 0 && (
        <ul className={classes.found} aria-label="Clients found">
          {rows.map((one) => {
            const note = props.notedAs?.(one) ?? null;
            return (
              <li key={one.id} className={classes.row}>
                <ClientLine client={one} />
                {note === null ? (
                  <Button
                    {...(standing ? { h: 44 } : { size: 'compact-sm' })}
                    variant="default"
                    disabled={one.status === 'archived' || busyId !== null}
                    loading={busyId === one.id}
                    aria-label={`${action} ${sayName(one)}`}
                    onClick={() => choose(one)}
                  >
                    {action}
                  </Button>
                ) : (
                  <Text size="sm" c="dimmed">
                    {note}
                  </Text>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Stack>
  );
}

/** A client with what tells them from another of the same name. */
export function ClientLine({ client: one }: { client: FoundClient }) {
  return (
    <div>
      <PersonName {...one} fw={500} withLegal />
      <Text size="xs" c="dimmed">
        {[one.chartNumber, one.birthDate ? formatDate(one.birthDate) : null].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}

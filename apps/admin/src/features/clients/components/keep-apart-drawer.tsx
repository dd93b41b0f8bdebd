import { Button, Group, Text, Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, PersonName, ProblemAlert, SearchInput, sayName, toast, useRecordForm } from '@/ui';
import { findClients, keepApart, keepApartKeys } from '../api/keep-apart';
import type { FoundClient } from '../api/keep-apart';
import classes from './keep-apart-drawer.module.css';

const LEAST = 2;

/** Names somebody the client must not meet, and why. */
export function KeepApartDrawer(props: { clientId: string; onClose: () => void; onSaved: () => void }) {
  const { clientId } = props;
  const { clinicId } = useClinic();
  const [words, setWords] = useState('');
  const [other, setOther] = useState<FoundClient | null>(null);
  const sought = words.trim();
  const found = useQuery({
    queryKey: keepApartKeys.found(clinicId, sought),
    queryFn: ({ signal }) => findClients(clinicId, sought, signal),
    enabled: sought.length >= LEAST,
    placeholderData: keepPreviousData,
  });
  const record = useRecordForm<{ otherClientId: string; reason: string }>({
    initialValues: { otherClientId: '', reason: '' },
    validate: { otherClientId: (id) => (id ? null : 'Choose a client.'), reason: (text) => (text.trim() ? null : 'Say why.') },
    save: (values, { idempotencyKey }) => keepApart(clinicId, clientId, { ...values, reason: values.reason.trim() }, idempotencyKey),
    onSaved: () => {
      toast.done('Kept apart from now on');
      props.onSaved();
    },
  });
  const { form } = record;
  const choose = (client: FoundClient | null) => {
    setOther(client);
    form.setFieldValue('otherClientId', client?.id ?? '');
    setWords('');
  };
  const others = sought.length >= LEAST ? (found.data?.items ?? []).filter((one) => one.id !== clientId) : [];
  return (
    <FormDrawer title="Keep apart" record={record} onClose={props.onClose} submitLabel="Keep apart">
      {other ? (
        <Group justify="space-between" wrap="nowrap" className={classes.row}>
          <Person client={other} />
          <Button variant="subtle" size="compact-sm" onClick={() => choose(null)}>
            Somebody else
          </Button>
        </Group>
      ) : (
        <>
          <SearchInput label="From whom" placeholder="Name, chart number, phone or birth date" value={words} onChange={setWords} width="100%" autoFocus />
          {found.isError && <ProblemAlert error={found.error} />}
          {sought.length >= LEAST && found.data && others.length === 0 && (
            <Text c="dimmed" size="sm" role="status">
              Nobody like that has a chart here.
            </Text>
          )}
          {others.length > 0 && (
            <ul className={classes.list} aria-label="Clients found">
              {others.map((client) => (
                <li key={client.id} className={classes.row}>
                  <Person client={client} />
                  <Button size="compact-sm" variant="default" aria-label={`Choose ${sayName(client)}`} onClick={() => choose(client)}>
                    Choose
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {form.errors['otherClientId'] && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors['otherClientId']}
        </Text>
      )}
      <Textarea label="Why" description="Read by those who care for clients, never by whoever books." autosize minRows={3} maxLength={500} {...form.getInputProps('reason')} />
      <Text size="sm" c="dimmed">
        Where the two meet already stays until somebody changes it; the chart then says where.
      </Text>
    </FormDrawer>
  );
}

function Person({ client }: { client: FoundClient }) {
  return (
    <div>
      <PersonName {...client} fw={500} withLegal />
      <Text size="xs" c="dimmed">
        {[client.chartNumber, client.birthDate ? formatDate(client.birthDate) : null].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}

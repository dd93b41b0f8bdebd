import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { ClientLine, ClientSearch, FormDrawer, toast, useRecordForm } from '@/ui';
import type { FoundClient } from '@/ui';
import { keepApart } from '../api/keep-apart';
import classes from './keep-apart-drawer.module.css';

/** Names somebody the client must not meet, and why. */
export function KeepApartDrawer(props: { clientId: string; onClose: () => void; onSaved: () => void }) {
  const { clientId } = props;
  const { clinicId } = useClinic();
  const [other, setOther] = useState<FoundClient | null>(null);
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
  };
  return (
    <FormDrawer title="Keep apart" record={record} onClose={props.onClose} submitLabel="Keep apart">
      {other ? (
        <Group justify="space-between" wrap="nowrap" className={classes.row}>
          <ClientLine client={other} />
          <Button variant="subtle" size="compact-sm" onClick={() => choose(null)}>
            Somebody else
          </Button>
        </Group>
      ) : (
        <ClientSearch label="From whom" action="Choose" exceptId={clientId} autoFocus onChoose={choose} />
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

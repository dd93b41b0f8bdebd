import { Button, Group, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useConfirm, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { addCredential, changeCredential, readCredentials, removeCredential } from '../api/team';
import type { Credential, CredentialValues } from '../api/team';

const valuesOf = (credential: Credential | null): CredentialValues => ({
  kind: credential?.kind ?? '',
  number: credential?.number ?? '',
  state: credential?.state ?? '',
  issuedOn: credential?.issuedOn ?? null,
  expiresOn: credential?.expiresOn ?? null,
  verifiedOn: credential?.verifiedOn ?? null,
});

/** A license or certificate, new or known. */
export function CredentialDrawer(props: { staffId: string; credential: Credential | null; onClose: () => void; onSaved: () => void }) {
  const { credential, staffId } = props;
  const { clinicId } = useClinic();
  const confirm = useConfirm();
  const record = useRecordForm<CredentialValues>({
    initialValues: valuesOf(credential),
    ...(credential ? { version: credential.version } : {}),
    save: (values, { version, idempotencyKey }) =>
      credential ? changeCredential(clinicId, credential.id, values, version ?? credential.version) : addCredential(clinicId, staffId, values, idempotencyKey),
    ...(credential
      ? {
          latest: async () => {
            const now = (await readCredentials(clinicId, staffId)).items.find((one) => one.id === credential.id) ?? credential;
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
    onSaved: () => {
      toast.done('License saved');
      props.onSaved();
    },
  });
  const remove = async (known: Credential) => {
    const sure = await confirm({ title: `Take ${known.kind} off the record?`, message: 'For one that was entered by mistake. One that ended stays: it shows what they held when.', confirmLabel: 'Take off the record', danger: true });
    if (!sure) return;
    try {
      await removeCredential(clinicId, known.id);
      toast.done('Taken off the record');
      props.onSaved();
    } catch (error) {
      toast.failed(error);
    }
  };
  const { form } = record;
  return (
    <FormDrawer
      title={credential ? credential.kind : 'New license or certificate'}
      record={record}
      onClose={props.onClose}
      footer={
        credential && (
          <Button variant="subtle" color="red" onClick={() => void remove(credential)}>
            Take off the record
          </Button>
        )
      }
    >
      <TextInput label="What it is" placeholder="LCSW" data-autofocus={credential === null || undefined} {...form.getInputProps('kind')} />
      <Group grow align="flex-start">
        <TextInput label="Number" {...form.getInputProps('number')} />
        <TextInput label="Issued by" placeholder="NY" {...form.getInputProps('state')} />
      </Group>
      <Group grow align="flex-start">
        <DayInput label="Issued on" clearable {...form.getInputProps('issuedOn')} />
        <DayInput label="Valid through" clearable {...form.getInputProps('expiresOn')} />
      </Group>
      <DayInput label="Last checked with the issuer" description="At hire, and whenever it is renewed." clearable {...form.getInputProps('verifiedOn')} />
    </FormDrawer>
  );
}

import { Divider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { READ_ONCE } from '../api/chart';
import { changeClient, clientKeys, readDetails } from '../api/clients';
import type { ClientRecord, ClientValues } from '../api/clients';
import { valuesOf } from '../model/client-values';
import { ContactFields, EmergencyFields, PersonFields } from './client-fields';

interface Props {
  clientId: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Edits a person's details, once they are read. */
export function EditClientDrawer(props: Props) {
  const { clinicId } = useClinic();
  const details = useQuery({ queryKey: clientKeys.details(clinicId, props.clientId), queryFn: () => readDetails(clinicId, props.clientId), ...READ_ONCE });
  return details.data ? <Form {...props} known={details.data} /> : null;
}

type Values = ClientValues & { deceasedOn: string | null };

function Form(props: Props & { known: ClientRecord }) {
  const { known } = props;
  const { clinicId } = useClinic();
  const all = (record: ClientRecord): Values => ({ ...valuesOf(record), deceasedOn: record.deceasedOn });
  const record = useRecordForm<Values>({
    initialValues: all(known),
    version: known.version,
    validate: { givenName: (value) => (value.trim() === '' ? 'A chart needs at least one name.' : null) },
    save: ({ deceasedOn, ...values }, { version }) => changeClient(clinicId, known.id, values, deceasedOn, version ?? known.version),
    latest: async () => {
      const now = await readDetails(clinicId, known.id);
      return { values: all(now), version: now.version };
    },
    onSaved: () => {
      toast.done('Details saved');
      props.onSaved();
    },
  });
  const form = record.form as unknown as Parameters<typeof PersonFields>[0]['form'];
  return (
    <FormDrawer title="Details" record={record} onClose={props.onClose} size="lg">
      <PersonFields form={form} autoFocus />
      <Divider label="Contact" labelPosition="left" />
      <ContactFields form={form} />
      <Divider label="In an emergency" labelPosition="left" />
      <EmergencyFields form={form} />
      <DayInput label="Died on" clearable clearButtonProps={{ 'aria-label': 'Clear the day of death' }} {...record.form.getInputProps('deceasedOn')} />
    </FormDrawer>
  );
}

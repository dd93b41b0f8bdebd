import { Select, TextInput, Textarea } from '@mantine/core';
import { useMemo } from 'react';
import type { RecordForm } from '@/ui';
import type { ClinicValues } from '../api/settings';
import { zoneChoice } from '@/lib/zones';

/** What a clinic says of itself. */
export function ClinicFields(props: { record: RecordForm<ClinicValues>; isNew?: boolean }) {
  const { form } = props.record;
  const zones = useMemo(() => zoneChoice(form.getInitialValues().timeZone), [form]);
  return (
    <>
      <TextInput label="Name" data-autofocus={props.isNew || undefined} {...form.getInputProps('name')} />
      <TextInput
        label="Name in addresses"
        description={props.isNew ? 'Lower case, digits and hyphens. Made from the name when left empty.' : 'Links to this clinic carry it. Old links stop working when it changes.'}
        {...form.getInputProps('slug')}
      />
      <Select
        label="Time zone"
        description={props.isNew ? 'Every day and time of the clinic is on its own clock.' : 'Every day and time of the clinic is on this clock. It stays once people are admitted or sessions planned.'}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No such zone"
        data={zones}
        maxDropdownHeight={300}
        {...form.getInputProps('timeZone')}
      />
      <TextInput label="Telephone" type="tel" {...form.getInputProps('phone')} />
      <Textarea label="Address" minRows={2} {...form.getInputProps('address')} />
    </>
  );
}

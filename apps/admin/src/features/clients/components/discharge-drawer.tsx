import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { discharge, openChart, takeBackDischarge } from '../api/chart';
import type { Disposition, Stay } from '../api/chart';
import { DISPOSITIONS } from '../model/words';

interface Values {
  dischargedOn: string | null;
  disposition: Disposition | null;
  reason: string;
}

/** Ends the stay after its last day. */
export function DischargeDrawer(props: { clientId: string; stay: Stay; today: string; onClose: () => void; onSaved: () => void }) {
  const { clientId, stay } = props;
  const { clinicId } = useClinic();
  const initialValues: Values = { dischargedOn: stay.admittedOn > props.today ? stay.admittedOn : props.today, disposition: null, reason: '' };
  const record = useRecordForm<Values>({
    initialValues,
    version: stay.version,
    validate: { dischargedOn: (value) => (value ? null : 'Choose the last day.'), disposition: (value) => (value ? null : 'Choose how the stay ended.') },
    save: ({ dischargedOn, disposition, reason }, { version, idempotencyKey }) =>
      discharge(clinicId, stay.id, { version: version ?? stay.version, dischargedOn: dischargedOn ?? '', disposition: disposition ?? 'completed', reason: reason.trim() || null }, idempotencyKey),
    latest: async () => ({ values: initialValues, version: (await openChart(clinicId, clientId)).stays.find(({ id }) => id === stay.id)?.version ?? stay.version }),
    onSaved: () => {
      toast.done('Discharged');
      props.onSaved();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title="Discharge" record={record} onClose={props.onClose} submitLabel="Discharge">
      <Text c="dimmed">{stay.programName}. Whatever is booked after the last day is cancelled, and the care team ends with it.</Text>
      <DayInput label="Last day" minDate={stay.admittedOn} {...form.getInputProps('dischargedOn')} />
      <Radio.Group label="How the stay ended" required withAsterisk {...form.getInputProps('disposition')}>
        <Stack gap={8} mt={6}>
          {Object.entries(DISPOSITIONS).map(([value, { label, hint }], index) => (
            <Radio key={value} value={value} data-autofocus={index === 0 || undefined} label={label} description={hint} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea label="Reason" autosize minRows={2} {...form.getInputProps('reason')} />
    </FormDrawer>
  );
}

/** Opens a stay again whose discharge was a mistake, or did not come to pass. */
export function TakeBackDrawer(props: { clientId: string; stay: Stay; onClose: () => void; onSaved: () => void }) {
  const { clientId, stay } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ reason: string }>({
    initialValues: { reason: '' },
    version: stay.version,
    validate: { reason: (value) => (value.trim() === '' ? 'Say why.' : null) },
    save: ({ reason }, { version, idempotencyKey }) => takeBackDischarge(clinicId, stay.id, { version: version ?? stay.version, reason: reason.trim() }, idempotencyKey),
    latest: async () => ({ values: { reason: '' }, version: (await openChart(clinicId, clientId)).stays.find(({ id }) => id === stay.id)?.version ?? stay.version }),
    onSaved: () => {
      toast.done('The stay goes on');
      props.onSaved();
    },
  });
  return (
    <FormDrawer title="Take back the discharge" record={record} onClose={props.onClose} submitLabel="Take back">
      <Text c="dimmed">{stay.programName} goes on with the same hours and care team. Sessions that were cancelled stay cancelled; book them again.</Text>
      <Textarea label="Reason" data-autofocus autosize minRows={2} required withAsterisk {...record.form.getInputProps('reason')} />
    </FormDrawer>
  );
}

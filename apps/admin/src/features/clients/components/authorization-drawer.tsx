import { NumberInput, Radio, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { editAuthorization, readAuthorizations, recordAuthorization, withdrawAuthorization } from '../api/authorizations';
import type { Authorization } from '../api/authorizations';
import type { Stay } from '../api/chart';
import { nextTerms } from '../model/authorization';
import { HoursInput } from './hours-input';

interface Values {
  episodeId: string;
  payer: string;
  number: string;
  startsOn: string | null;
  endsOn: string | null;
  unit: 'day' | 'minute';
  granted: number;
  nextReviewOn: string | null;
  note: string;
}

interface Props {
  clientId: string;
  onClose: () => void;
  onSaved: () => void;
}

const valuesOf = ({ episodeId, payer, number, startsOn, endsOn, unit, granted, nextReviewOn, note }: Authorization): Values => ({ episodeId, payer, number, startsOn, endsOn, unit, granted, nextReviewOn, note: note ?? '' });

/** What a payer allows: recorded as its letter says, or corrected. */
export function AuthorizationDrawer(props: Props & { authorization: Authorization | null; known: readonly Authorization[]; stays: readonly Stay[]; stay: Stay; today: string }) {
  const { clientId, authorization, known, stays, today } = props;
  const { clinicId } = useClinic();
  const fresh = (stay: Stay): Values => ({ episodeId: stay.id, ...nextTerms(known, stay, today), number: '', nextReviewOn: null, note: '' });
  // The other unit's amount is kept while the two are tried.
  const [amounts, setAmounts] = useState({ day: 10, minute: 1800 });
  const record = useRecordForm<Values>({
    initialValues: authorization ? valuesOf(authorization) : fresh(props.stay),
    ...(authorization ? { version: authorization.version } : {}),
    validate: {
      payer: (text) => (text.trim() ? null : 'Say which payer.'),
      number: (text) => (text.trim() ? null : 'Say the payer’s number of it.'),
      startsOn: (day) => (day ? null : 'Choose the first authorized day.'),
      endsOn: (day, { startsOn }) => (!day ? 'Choose the last authorized day.' : startsOn && day < startsOn ? 'The last day is before the first.' : null),
      granted: (amount) => (amount > 0 ? null : 'Say how much is granted.'),
    },
    save: ({ episodeId, startsOn, endsOn, ...values }, { version, idempotencyKey }) => {
      const body = { ...values, payer: values.payer.trim(), number: values.number.trim(), note: values.note.trim() || null, startsOn: startsOn ?? '', endsOn: endsOn ?? '' };
      if (authorization) return editAuthorization(clinicId, clientId, authorization.id, { ...body, version: version ?? authorization.version });
      return recordAuthorization(clinicId, clientId, { ...body, episodeId }, idempotencyKey);
    },
    ...(authorization
      ? {
          latest: async () => {
            const now = (await readAuthorizations(clinicId, clientId)).items.find(({ id }) => id === authorization.id) ?? authorization;
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
    onSaved: () => {
      toast.done(authorization ? 'Authorization changed' : 'Authorization recorded');
      props.onSaved();
    },
  });
  const { form } = record;
  const { unit } = form.values;
  const count = (chosen: string) => {
    setAmounts({ ...amounts, [unit]: form.values.granted });
    form.setValues({ unit: chosen as Values['unit'], granted: amounts[chosen as Values['unit']] });
  };
  return (
    <FormDrawer title={authorization ? 'Authorization' : 'New authorization'} record={record} onClose={props.onClose} submitLabel={authorization ? 'Save' : 'Record'}>
      {!authorization && stays.length > 1 && (
        <Select
          label="Stay"
          allowDeselect={false}
          data={stays.map((one) => ({ value: one.id, label: `${one.programName}, from ${formatDate(one.admittedOn)}` }))}
          value={form.values.episodeId}
          onChange={(id) => form.setValues(fresh(stays.find((one) => one.id === id) ?? props.stay))}
        />
      )}
      <TextInput label="Payer" data-autofocus maxLength={120} {...form.getInputProps('payer')} />
      <TextInput label="Number" description="The payer’s own number of it." maxLength={60} {...form.getInputProps('number')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <DayInput label="First day" {...form.getInputProps('startsOn')} />
        <DayInput label="Last day" {...(form.values.startsOn ? { minDate: form.values.startsOn } : {})} {...form.getInputProps('endsOn')} />
      </SimpleGrid>
      <Radio.Group label="The payer counts" value={unit} onChange={count}>
        <Stack gap={6} mt={6}>
          <Radio value="day" label="Days" description="Each date that reaches the program’s minimum, once." />
          <Radio value="minute" label="Hours" description="Attended time in services that count." />
        </Stack>
      </Radio.Group>
      {unit === 'day' ? (
        <NumberInput label="Days granted" min={1} max={1000} allowDecimal={false} {...form.getInputProps('granted')} onChange={(days) => form.setFieldValue('granted', typeof days === 'number' ? days : 0)} />
      ) : (
        <HoursInput label="Hours granted" max={10_000} {...form.getInputProps('granted')} />
      )}
      <DayInput label="Next concurrent review" clearable {...(form.values.startsOn ? { minDate: form.values.startsOn } : {})} {...form.getInputProps('nextReviewOn')} />
      <Textarea label="Note" autosize minRows={2} maxLength={1000} {...form.getInputProps('note')} />
      <Text size="sm" c="dimmed">
        What is used and booked is counted from attendance and the schedule; nobody keeps it by hand.
      </Text>
    </FormDrawer>
  );
}

/** It holds on no day any more, and stays on record with the reason. */
export function WithdrawAuthorizationDrawer(props: Props & { authorization: Authorization }) {
  const { clientId, authorization } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ reason: string }>({
    initialValues: { reason: '' },
    version: authorization.version,
    validate: { reason: (text) => (text.trim() ? null : 'Say why.') },
    save: ({ reason }, { version, idempotencyKey }) => withdrawAuthorization(clinicId, clientId, authorization.id, { reason: reason.trim(), version: version ?? authorization.version }, idempotencyKey),
    latest: async () => ({ values: { reason: '' }, version: (await readAuthorizations(clinicId, clientId)).items.find(({ id }) => id === authorization.id)?.version ?? authorization.version }),
    onSaved: () => {
      toast.done('Authorization withdrawn');
      props.onSaved();
    },
  });
  return (
    <FormDrawer title="Withdraw the authorization" record={record} onClose={props.onClose} submitLabel="Withdraw">
      <Text c="dimmed">
        For one recorded by mistake, or that the payer took back. It then holds on no day, not on those gone by either, and stays on record. If it only ends sooner, change its last day.
      </Text>
      <Textarea label="Why" data-autofocus autosize minRows={2} maxLength={500} required withAsterisk {...record.form.getInputProps('reason')} />
    </FormDrawer>
  );
}

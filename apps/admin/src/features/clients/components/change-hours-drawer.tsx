import { NumberInput, Radio, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { chartKeys, openChart, prescribe, readPlan } from '../api/chart';
import type { Stay } from '../api/chart';
import { leavesPolicy, sayLimits } from '../model/admission';
import { sayHours } from '../model/stay';
import { HoursInput } from './hours-input';
import { StaffSelect } from './staff-select';

interface Values {
  effectiveFrom: string | null;
  minutesPerWeek: number;
  daysPerWeek: number | '';
  phaseName: string;
  orderedByStaffId: string | null;
  reason: string;
  laterSteps: 'keep' | 'remove';
}

/** Changes what the stay asks per week, from a day on. */
export function ChangeHoursDrawer(props: { clientId: string; stay: Stay; today: string; onClose: () => void; onSaved: () => void }) {
  const { clientId, stay, today } = props;
  const { clinicId } = useClinic();
  const standing = stay.prescription;
  const first = stay.admittedOn > today ? stay.admittedOn : today;
  const primary = stay.careTeam.find(({ isPrimary, now }) => isPrimary && now);
  const initialValues: Values = {
    effectiveFrom: first,
    minutesPerWeek: standing?.minutesPerWeek ?? 540,
    daysPerWeek: standing?.daysPerWeek ?? '',
    phaseName: '',
    orderedByStaffId: primary?.staffId ?? null,
    reason: '',
    laterSteps: 'keep',
  };
  const record = useRecordForm<Values>({
    initialValues,
    version: stay.version,
    validate: { effectiveFrom: (value) => (value ? null : 'Choose the first day.'), orderedByStaffId: (value) => (value ? null : 'Say who ordered it.') },
    save: ({ effectiveFrom, daysPerWeek, phaseName, orderedByStaffId, reason, ...values }, { version, idempotencyKey }) =>
      prescribe(
        clinicId,
        stay.id,
        {
          ...values,
          version: version ?? stay.version,
          effectiveFrom: effectiveFrom ?? '',
          daysPerWeek: daysPerWeek === '' ? null : daysPerWeek,
          phaseName: phaseName.trim() || null,
          orderedByStaffId: orderedByStaffId ?? '',
          reason: reason.trim() || null,
        },
        idempotencyKey,
      ),
    latest: async () => {
      const now = (await openChart(clinicId, clientId)).stays.find(({ id }) => id === stay.id) ?? stay;
      return { values: { ...initialValues, minutesPerWeek: now.prescription?.minutesPerWeek ?? initialValues.minutesPerWeek, daysPerWeek: now.prescription?.daysPerWeek ?? '' }, version: now.version };
    },
    onSaved: () => {
      toast.done('Hours changed');
      props.onSaved();
    },
  });
  const { form } = record;
  const from = form.values.effectiveFrom;
  const limits = useQuery({ queryKey: chartKeys.plan(clinicId, stay.programId, from ?? today), queryFn: () => readPlan(clinicId, stay.programId, from ?? today), enabled: from !== null });
  const hours = { minutesPerWeek: form.values.minutesPerWeek, daysPerWeek: form.values.daysPerWeek === '' ? null : form.values.daysPerWeek };
  const outside = limits.data !== undefined && leavesPolicy(hours, limits.data);
  const isPast = from !== null && from < today;
  const later = stay.prescriptions.filter((one) => from !== null && one.effectiveFrom > from);
  return (
    <FormDrawer title="Change hours" record={record} onClose={props.onClose} submitLabel="Change hours">
      <Text c="dimmed">
        {stay.programName}
        {standing && `: ${sayHours(standing)} now.`}
        {limits.data && ` ${sayLimits(limits.data) ?? ''}`}
      </Text>
      <DayInput label="From" minDate={stay.admittedOn} {...form.getInputProps('effectiveFrom')} />
      <SimpleGrid cols={2} spacing="md">
        <HoursInput label="Hours a week" data-autofocus {...form.getInputProps('minutesPerWeek')} />
        <NumberInput label="Days a week" min={0} max={7} {...form.getInputProps('daysPerWeek')} />
      </SimpleGrid>
      <TextInput label="Phase" {...form.getInputProps('phaseName')} />
      <StaffSelect label="Ordered by" {...form.getInputProps('orderedByStaffId')} />
      {later.length > 0 && (
        <Radio.Group label="Steps that begin later" {...form.getInputProps('laterSteps')}>
          <Stack gap={6} mt={6}>
            <Radio value="keep" label={`Still come: ${later.map((one) => `${sayHours(one)} from ${formatDay(one.effectiveFrom, today)}`).join('; ')}`} />
            <Radio value="remove" label="Fall away: these hours hold until further notice" />
          </Stack>
        </Radio.Group>
      )}
      <Textarea
        label={outside ? 'Why these hours leave the policy' : isPast ? 'Why days that have passed change' : 'Reason'}
        autosize
        minRows={2}
        required={outside || isPast}
        withAsterisk={outside || isPast}
        {...form.getInputProps('reason')}
      />
    </FormDrawer>
  );
}

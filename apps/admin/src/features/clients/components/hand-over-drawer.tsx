import { SegmentedControl, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { handOver } from '../api/clients';
import type { Caseload } from '../api/clients';
import { StaffSelect } from './staff-select';

interface Values {
  toStaffId: string | null;
  fromDay: string | null;
  untilDay: string | null;
  reason: string;
}

/** Hands everybody somebody cares for to somebody else: for good, or for the time of a leave. */
export function HandOverDrawer(props: { from: Caseload; people: Caseload[]; onClose: () => void; onSaved: (episodes: number) => void }) {
  const { from } = props;
  const { clinicId, timeZone } = useClinic();
  const [forGood, setForGood] = useState(false);
  const name = `${from.givenName} ${from.familyName}`.trim();
  const record = useRecordForm<Values>({
    initialValues: { toStaffId: null, fromDay: today(timeZone), untilDay: null, reason: '' },
    validate: {
      toStaffId: (value) => (value ? null : 'Choose who takes over.'),
      fromDay: (value) => (value ? null : 'Choose the first day.'),
      untilDay: (value) => (value || forGood ? null : 'Choose the last day, or hand over for good.'),
    },
    save: async ({ toStaffId, fromDay, untilDay, reason }, { idempotencyKey }) => {
      const body = { fromStaffId: from.staffId, toStaffId: toStaffId ?? '', fromDay: fromDay ?? '', ...(forGood ? {} : { untilDay }), ...(reason ? { reason } : {}) };
      props.onSaved((await handOver(clinicId, body, idempotencyKey)).episodes);
    },
  });
  const { form } = record;
  return (
    <FormDrawer title="Hand over" record={record} onClose={props.onClose} submitLabel="Hand over">
      <Text c="dimmed">
        Every place {name} has on a care team goes to one person: {from.primary} as primary, {from.other} otherwise. Who is handed over, from when and why is kept in each chart.
      </Text>
      <StaffSelect label="To" data-autofocus except={[from.staffId]} {...form.getInputProps('toStaffId')} />
      <div>
        <Text component="label" size="sm" fw={500} id="hand-over-for">
          For
        </Text>
        <SegmentedControl
          aria-labelledby="hand-over-for"
          fullWidth
          mt={4}
          value={forGood ? 'good' : 'leave'}
          onChange={(value) => setForGood(value === 'good')}
          data={[
            { value: 'leave', label: 'The time of a leave' },
            { value: 'good', label: 'Good' },
          ]}
        />
      </div>
      <DayInput label="First day" {...form.getInputProps('fromDay')} />
      {!forGood && <DayInput label="Last day" description={`The day after, ${from.givenName} has them back.`} {...form.getInputProps('untilDay')} />}
      <Textarea label="Reason" autosize minRows={2} {...form.getInputProps('reason')} />
    </FormDrawer>
  );
}

import { Text, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { closeDays } from '../api/settings';
import { workingDays } from '../model/closures';

interface Values {
  from: string | null;
  to: string | null;
  reason: string;
}

/** Closes the clinic on a day or a range of days. */
export function CloseDaysDrawer(props: { day: string; onClose: () => void; onSaved: () => void }) {
  const { clinicId } = useClinic();
  const record = useRecordForm<Values>({
    initialValues: { from: null, to: null, reason: '' },
    validate: { from: (day) => (day ? null : 'Say the first day.'), reason: (reason) => (reason.trim() ? null : 'Staff and series show it.') },
    save: async ({ from, to, reason }) => {
      const first = from ?? props.day;
      const { closed, alreadyClosed } = await closeDays(clinicId, { from: first, to: to ?? first, reason });
      const before = alreadyClosed.length > 0 ? `; ${alreadyClosed.length} closed before` : '';
      toast.done(`${closed.length} ${closed.length === 1 ? 'day' : 'days'} closed${before}`);
    },
    onSaved: props.onSaved,
  });
  const { from, to } = record.form.values;
  const days = from ? workingDays(from, to && to >= from ? to : from) : 0;
  return (
    <FormDrawer title="Close days" record={record} onClose={props.onClose} submitLabel="Close these days">
      <DayInput label="First day" defaultDate={props.day} {...record.form.getInputProps('from')} />
      <DayInput label="Last day" description="Leave empty for a single day." clearable {...(from ? { minDate: from, defaultDate: from } : {})} {...record.form.getInputProps('to')} />
      <TextInput label="Reason" placeholder="Thanksgiving" {...record.form.getInputProps('reason')} />
      {days > 0 && (
        <Text size="sm" c="dimmed">
          {days === 1 ? '1 weekday' : `${days} weekdays`} without sessions. Series skip these days; the hours of the week are prorated where the program says so. Sessions already planned stay until somebody
          cancels or moves them.
        </Text>
      )}
    </FormDrawer>
  );
}

import { Text, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { renameClosure } from '../api/settings';
import { sayDates } from '../model/closures';
import type { ClosedRange } from '../model/closures';

/** Says another reason for closed days. */
export function ClosureDrawer(props: { range: ClosedRange; onClose: () => void; onSaved: () => void }) {
  const { range } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ reason: string }>({
    initialValues: { reason: range.reason },
    save: async ({ reason }) => {
      for (const day of range.days) await renameClosure(clinicId, day.id, { reason, version: day.version });
    },
    onSaved: () => {
      toast.done('Reason saved');
      props.onSaved();
    },
  });
  return (
    <FormDrawer title={sayDates(range)} record={record} onClose={props.onClose}>
      <TextInput label="Reason" data-autofocus {...record.form.getInputProps('reason')} />
      {range.days.length > 1 && (
        <Text size="sm" c="dimmed">
          For all {range.days.length} days.
        </Text>
      )}
    </FormDrawer>
  );
}

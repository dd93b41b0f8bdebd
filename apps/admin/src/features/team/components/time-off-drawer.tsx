import { Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { useClinic } from '@/lib/session';
import { FormDrawer, ZoneNote, toast, useRecordForm } from '@/ui';
import { SpanFields } from '@/ui/span-fields';
import { addTimeOff, changeTimeOff, readTimeOff, removeTimeOff } from '../api/team';
import type { TimeOff, TimeOffValues } from '../api/team';

const valuesOf = (timeOff: TimeOff | null): TimeOffValues => ({ from: timeOff?.from ?? null, fromTime: timeOff?.fromTime ?? '', to: timeOff?.to ?? null, toTime: timeOff?.toTime ?? '', reason: timeOff?.reason ?? '' });

/** Time off, new or known: whole days unless times are said. */
export function TimeOffDrawer(props: { staffId: string; timeOff: TimeOff | null; onClose: () => void; onSaved: () => void }) {
  const { staffId, timeOff } = props;
  const { clinicId } = useClinic();
  const [wholeDays, setWholeDays] = useState(!timeOff || (timeOff.fromTime === null && timeOff.toTime === null));
  const record = useRecordForm<TimeOffValues>({
    initialValues: valuesOf(timeOff),
    ...(timeOff ? { version: timeOff.version } : {}),
    validate: { from: (day) => (day ? null : 'Say the first day.'), reason: (reason) => (reason.trim() ? null : 'A word is enough.') },
    save: (values, { version, idempotencyKey }) => {
      const said = wholeDays ? { ...values, fromTime: '', toTime: '' } : values;
      return timeOff ? changeTimeOff(clinicId, timeOff.id, said, version ?? timeOff.version) : addTimeOff(clinicId, staffId, said, idempotencyKey);
    },
    ...(timeOff
      ? {
          latest: async () => {
            const now = (await readTimeOff(clinicId, staffId, timeOff.from, timeOff.to)).items.find((one) => one.id === timeOff.id) ?? timeOff;
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
    onSaved: () => {
      toast.done('Time off saved');
      props.onSaved();
    },
  });
  const { form } = record;
  const remove = async (known: TimeOff) => {
    try {
      await removeTimeOff(clinicId, known.id);
      toast.done('Time off taken back', {
        undo: async () => {
          await addTimeOff(clinicId, staffId, valuesOf(known), newKey());
          props.onSaved();
        },
      });
      props.onSaved();
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <FormDrawer
      title={timeOff ? 'Time off' : 'New time off'}
      record={record}
      onClose={props.onClose}
      footer={
        timeOff && (
          <Button variant="subtle" color="red" onClick={() => void remove(timeOff)}>
            Take back
          </Button>
        )
      }
    >
      <SpanFields form={form} wholeDays={wholeDays} onWholeDays={setWholeDays} />
      <TextInput label="Reason" placeholder="Vacation" {...form.getInputProps('reason')} />
      <Text size="sm" c="dimmed">
        Sessions already planned with them then stay until somebody moves them.
      </Text>
      <ZoneNote />
    </FormDrawer>
  );
}

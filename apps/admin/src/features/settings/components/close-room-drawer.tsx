import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, ScreenLink, ZoneNote, toast, useRecordForm } from '@/ui';
import { SpanFields } from '@/ui/span-fields';
import { closeRoom } from '../api/settings';
import type { Room, RoomOutageValues } from '../api/settings';

/** Closes a room for a time: whole days unless times are said. */
export function CloseRoomDrawer(props: { room: Room; onClose: () => void; onSaved: () => void }) {
  const { room } = props;
  const { clinicId, timeZone } = useClinic();
  const [wholeDays, setWholeDays] = useState(true);
  const record = useRecordForm<RoomOutageValues>({
    initialValues: { from: today(timeZone), fromTime: '', to: null, toTime: '', reason: '' },
    validate: { from: (day) => (day ? null : 'Say the first day.'), reason: (reason) => (reason.trim() ? null : 'A word is enough.') },
    save: (values, { idempotencyKey }) => closeRoom(clinicId, room.id, wholeDays ? { ...values, fromTime: '', toTime: '' } : values, idempotencyKey),
    onSaved: () => {
      toast.done(`${room.name} is closed then`);
      props.onSaved();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={`Close ${room.name} for a time`} record={record} onClose={props.onClose} submitLabel="Close it">
      <SpanFields form={form} wholeDays={wholeDays} onWholeDays={setWholeDays} />
      <TextInput label="Reason" placeholder="Water damage" maxLength={120} {...form.getInputProps('reason')} />
      <Text size="sm" c="dimmed">
        Nothing is offered in it then, and it is booked with a reason only. Sessions already there stay until somebody moves them.
      </Text>
      <ScreenLink to={{ screen: 'absence', search: { room: room.id } }} size="sm">
        See what it touches
      </ScreenLink>
      <ZoneNote />
    </FormDrawer>
  );
}

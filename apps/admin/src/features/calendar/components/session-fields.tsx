import { SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { StaffMultiPicker } from '@/ui';
import type { Room } from '../api/calendar';

/** Who leads a session; the first leads, the others co-facilitate. */
export function StaffField<Values extends { staffIds: string[] }>(props: { form: UseFormReturnType<Values>; known?: readonly { id: string; name: string }[] }) {
  const { form } = props;
  return <StaffMultiPicker label="Led by" placeholder={form.values.staffIds.length === 0 ? 'Choose clinicians' : ''} known={props.known} {...form.getInputProps('staffIds')} />;
}

/** Where a session takes place: a room, or by video. */
export function PlaceFields<Values extends { place: 'room' | 'telehealth'; roomId: string; telehealthUrl: string }>(props: { form: UseFormReturnType<Values>; rooms: readonly Room[] }) {
  const { form } = props;
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label="Where"
        fullWidth
        data={[
          { value: 'room', label: 'In a room' },
          { value: 'telehealth', label: 'Telehealth' },
        ]}
        value={form.values.place}
        onChange={(place) => form.setFieldValue('place', place as never)}
      />
      {form.values.place === 'room' ? (
        <Select
          label="Room"
          clearable
          searchable
          placeholder="No room"
          data={props.rooms.map((one) => ({ value: one.id, label: `${one.name} (${one.capacity})` }))}
          {...form.getInputProps('roomId')}
          value={form.values.roomId || null}
          onChange={(roomId) => form.setFieldValue('roomId', (roomId ?? '') as never)}
        />
      ) : (
        <TextInput label="Link" placeholder="https://" {...form.getInputProps('telehealthUrl')} />
      )}
    </Stack>
  );
}

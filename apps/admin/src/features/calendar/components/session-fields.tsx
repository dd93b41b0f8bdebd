import { MultiSelect, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Room, Staff } from '../api/calendar';

/** Who leads a session; the first leads, the others co-facilitate. */
export function StaffField<Values extends { staffIds: string[] }>(props: { form: UseFormReturnType<Values>; staff: readonly Staff[]; known?: readonly { id: string; name: string }[] }) {
  const { form } = props;
  const chosen = form.values.staffIds;
  const here = new Set(props.staff.map((one) => one.id));
  const gone = (props.known ?? []).filter((one) => chosen.includes(one.id) && !here.has(one.id));
  return (
    <MultiSelect
      label="Led by"
      searchable
      maxValues={10}
      placeholder={chosen.length === 0 ? 'Choose clinicians' : ''}
      data={[...props.staff.map((one) => ({ value: one.id, label: one.name })), ...gone.map((one) => ({ value: one.id, label: one.name }))]}
      {...form.getInputProps('staffIds')}
    />
  );
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

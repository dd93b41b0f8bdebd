import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCan, useClinic } from '@/lib/session';
import { FormDrawer, useRecordForm } from '@/ui';
import { feedKeys, makeFeed, readGroupNames, readRoomNames } from '../api/feeds';
import type { FeedValues } from '../api/feeds';
import { SCOPES, TITLES } from '../model/feed-words';
import type { Addressed } from './address-dialog';

/** A new feed: where it goes, whose sessions, and what they are called there. */
export function FeedDrawer(props: { onClose: () => void; onMade: (feed: Addressed) => void }) {
  const { clinicId } = useClinic();
  const mayBook = useCan('schedule.write');
  const record = useRecordForm<FeedValues>({
    initialValues: { label: '', scope: 'own', groupId: null, roomId: null, titles: 'kind' },
    validate: {
      label: (value) => (value.trim() === '' ? 'Say where you will read it, so that you know which one to revoke one day.' : null),
      groupId: (value, { scope }) => (scope === 'group' && value === null ? 'Choose the group.' : null),
      roomId: (value, { scope }) => (scope === 'room' && value === null ? 'Choose the room.' : null),
    },
    save: async (values, { idempotencyKey }) => {
      const { address } = await makeFeed(clinicId, values, idempotencyKey);
      props.onMade({ label: values.label.trim(), address });
    },
  });
  const { form } = record;
  const { scope } = form.values;
  const groups = useQuery({ queryKey: feedKeys.groups(clinicId), queryFn: () => readGroupNames(clinicId), enabled: scope === 'group' });
  const rooms = useQuery({ queryKey: feedKeys.rooms(clinicId), queryFn: () => readRoomNames(clinicId), enabled: scope === 'room' });
  const named = (items: { id: string; name: string }[] | undefined) => (items ?? []).map(({ id, name }) => ({ value: id, label: name }));

  return (
    <FormDrawer title="New calendar feed" record={record} onClose={props.onClose} submitLabel="Make feed" size="lg">
      <TextInput label="Where you will read it" placeholder="My phone" description="It does not leave Stepwell." data-autofocus {...form.getInputProps('label')} />
      <Radio.Group label="Which sessions" {...form.getInputProps('scope')}>
        <Stack gap="xs" mt="xs">
          {SCOPES.filter(({ value }) => value !== 'clinic' || mayBook).map((one) => (
            <Radio key={one.value} {...one} />
          ))}
        </Stack>
      </Radio.Group>
      {scope === 'group' && <Select label="Group" placeholder="Choose a group" searchable nothingFoundMessage="No such group" data={named(groups.data?.items)} {...form.getInputProps('groupId')} />}
      {scope === 'room' && <Select label="Room" placeholder="Choose a room" searchable nothingFoundMessage="No such room" data={named(rooms.data?.items)} {...form.getInputProps('roomId')} />}
      <Radio.Group label="What they are called there" description="Never by who comes: no client’s name leaves Stepwell." {...form.getInputProps('titles')}>
        <Stack gap="xs" mt="xs">
          {TITLES.map((one) => (
            <Radio key={one.value} {...one} />
          ))}
        </Stack>
      </Radio.Group>
    </FormDrawer>
  );
}

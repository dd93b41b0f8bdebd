import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, ScreenLink, toast, useConfirm, useRecordForm } from '@/ui';
import { addRoom, changeRoom, readRoom, removeRoom } from '../api/settings';
import type { Room, RoomValues } from '../api/settings';
import { RoomClosedTimes } from './room-closed-times';

const valuesOf = (room: Room | null): RoomValues => ({ name: room?.name ?? '', capacity: room?.capacity ?? 12, shareable: room?.shareable ?? false });

/** A room, new or known. One that sessions use is taken out of use; one that nothing ever used can go. */
export function RoomDrawer(props: { room: Room | null; onClose: () => void; onSaved: () => void; onCloseForATime: (room: Room) => void }) {
  const { room, onSaved } = props;
  const { clinicId } = useClinic();
  const confirm = useConfirm();
  const record = useRecordForm<RoomValues>({
    initialValues: valuesOf(room),
    ...(room ? { version: room.version } : {}),
    save: (values, { version, idempotencyKey }) => (room ? changeRoom(clinicId, room.id, { ...values, version: version ?? room.version }) : addRoom(clinicId, values, idempotencyKey)),
    ...(room
      ? {
          latest: async () => {
            const now = await readRoom(clinicId, room.id);
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
    onSaved: () => {
      toast.done('Room saved');
      onSaved();
    },
  });

  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast.done(done);
      onSaved();
    } catch (error) {
      toast.failed(error);
    }
  };
  const retire = async (known: Room) => {
    const sure = await confirm({
      title: `Take ${known.name} out of use?`,
      message: 'Nothing new can be booked into it. Sessions already there stay until somebody moves them.',
      confirmLabel: 'Take out of use',
      danger: true,
    });
    if (sure) await run(() => changeRoom(clinicId, known.id, { version: known.version, active: false }), `${known.name} is out of use`);
  };
  const remove = async (known: Room) => {
    if (await confirm({ title: `Remove ${known.name}?`, message: 'Possible only while nothing was ever planned in it.', confirmLabel: 'Remove', danger: true })) await run(() => removeRoom(clinicId, known.id), `${known.name} removed`);
  };

  return (
    <FormDrawer
      title={room ? room.name : 'New room'}
      record={record}
      onClose={props.onClose}
      footer={
        room &&
        (room.active ? (
          <Button variant="subtle" color="red" onClick={() => void retire(room)}>
            Take out of use
          </Button>
        ) : (
          <>
            <Button variant="subtle" onClick={() => void run(() => changeRoom(clinicId, room.id, { version: room.version, active: true }), `${room.name} is in use again`)}>
              Use again
            </Button>
            <Button variant="subtle" color="red" onClick={() => void remove(room)}>
              Remove
            </Button>
          </>
        ))
      }
    >
      <TextInput label="Name" data-autofocus {...record.form.getInputProps('name')} />
      <NumberInput label="People it holds" min={1} max={500} allowDecimal={false} {...record.form.getInputProps('capacity')} />
      <Switch
        label="Several sessions at once"
        description="For a hall or a terrace. In any other room two sessions never overlap."
        {...record.form.getInputProps('shareable', { type: 'checkbox' })}
      />
      {room && (
        <ScreenLink to={{ screen: 'openingHours', search: { room: room.id } }} size="sm">
          Hours of this room alone
        </ScreenLink>
      )}
      {room?.active && <RoomClosedTimes roomId={room.id} mayLeave={!record.isDirty} onAdd={() => props.onCloseForATime(room)} />}
    </FormDrawer>
  );
}

import { NumberInput, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useRef, useState } from 'react';
import { dayOf, formatTime, wallTimeOf } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ClientSearch, FormDrawer, TakenNotice, ZoneNote, useRecordForm } from '@/ui';
import type { FreeSlot } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { bookSession } from '../api/calendar';
import type { Resources } from './use-resources';
import { namesOf } from './use-resources';
import { bodyOf, instantWanted, startOf } from '../model/booking';
import type { BookingValues, ChosenClient, Wanted } from '../model/booking';
import { ChosenClients } from './chosen-clients';
import { isAboutTime } from './refusal-card';
import { PlaceFields, StaffField } from './session-fields';

const KINDS = [
  { value: 'individual', label: 'Individual' },
  { value: 'group', label: 'Group' },
  { value: 'family', label: 'Family' },
];

/** Books a session: who, what, when, where. What is in the way is said here too, with the times that are free. */
export function BookDrawer(props: { wanted: Wanted; resources: Resources; onClose: () => void; onBooked: (booked: { id: string; startsAt: string; endsAt: string; version: number }) => void }) {
  const { resources, wanted } = props;
  const { clinicId, timeZone } = useClinic();
  const [clients, setClients] = useState<ChosenClient[]>(wanted.clients);
  // A time picked on the calendar or among the free ones is kept to the instant: an hour that comes twice has two.
  const exact = useRef<string | null>(wanted.startsAt);
  const booked = useRef<Awaited<ReturnType<typeof bookSession>> | null>(null);
  const record = useRecordForm<BookingValues>({
    initialValues: startOf(wanted, timeZone, resources),
    validate: {
      serviceId: (value) => (value === '' ? 'Choose a service.' : null),
      staffIds: (value) => (value.length === 0 ? 'Choose who leads it.' : null),
      time: (value) => (value === '' ? 'Choose a time.' : null),
    },
    save: async (values, { idempotencyKey }) => {
      booked.current = await bookSession(clinicId, bodyOf(values, instantWanted(values, exact.current, timeZone)), idempotencyKey);
    },
    onSaved: () => booked.current && props.onBooked(booked.current),
  });
  const { form } = record;
  const { values } = form;
  const group = resources.groups.find((one) => one.id === values.groupId);
  const services = resources.services.filter((one) => one.kind === values.kind);
  const startsAt = values.day && values.time ? instantWanted(values, exact.current, timeZone) : null;
  const skipped = startsAt !== null && wallTimeOf(startsAt, timeZone) !== values.time;

  const setService = (serviceId: string | null) => {
    const service = resources.services.find((one) => one.id === serviceId);
    form.setValues({ serviceId: serviceId ?? '', ...(service && !wanted.drawn ? { minutes: service.defaultMinutes } : {}) });
  };
  const setKind = (kind: string) => {
    form.setValues({ kind: kind as BookingValues['kind'], groupId: '', serviceId: '' });
    const [only, another] = resources.services.filter((one) => one.kind === kind);
    if (only && !another) setService(only.id);
  };
  const setGroup = (groupId: string | null) => {
    const chosen = resources.groups.find((one) => one.id === groupId);
    form.setValues({ groupId: groupId ?? '' });
    if (!chosen) return;
    setService(chosen.service.id);
    form.setValues({ staffIds: chosen.facilitators.map((one) => one.id), place: chosen.telehealth ? 'telehealth' : 'room', roomId: chosen.room?.id ?? '' });
  };
  const setChosen = (next: ChosenClient[]) => {
    setClients(next);
    form.setValues({ clientIds: next.map((one) => one.id) });
  };
  const takeSlot = (slot: FreeSlot) => {
    exact.current = slot.startsAt;
    form.setValues({ day: dayOf(slot.startsAt, timeZone), time: wallTimeOf(slot.startsAt, timeZone) });
    // The values are the form's once it is drawn again.
    setTimeout(() => void record.submit());
  };
  const { problem } = record;
  const nameOf = namesOf(resources, { clients });

  return (
    <FormDrawer
      title="Book a session"
      record={record}
      onClose={props.onClose}
      submitLabel="Book"
      refusal={problem && isAboutTime(problem) ? <TakenNotice problem={problem} nameOf={nameOf} day={values.day} onSlot={takeSlot} /> : undefined}
    >
      <ZoneNote />
      {problem?.code === 'needs-reason' && <TextInput label="Reason to book it all the same" maxLength={300} data-autofocus autoFocus {...form.getInputProps('outsideHoursReason')} />}
      <SegmentedControl aria-label="Kind of session" fullWidth data={KINDS} value={values.kind} onChange={setKind} />
      {values.kind === 'group' && resources.groups.length > 0 && (
        <Select label="Of a standing group" placeholder="None: for this time only" clearable searchable data={resources.groups.map((one) => ({ value: one.id, label: one.name }))} value={values.groupId || null} onChange={setGroup} />
      )}
      <Select
        label="Service"
        searchable
        allowDeselect={false}
        placeholder={services.length === 0 ? 'No service of this kind is offered' : 'Choose a service'}
        data={services.map((one) => ({ value: one.id, label: one.name }))}
        {...form.getInputProps('serviceId')}
        value={values.serviceId || null}
        onChange={setService}
      />
      <SimpleGrid cols={3} spacing="xs">
        <DayInput label="Day" {...form.getInputProps('day')} />
        <TimeInput label="Begins" {...form.getInputProps('time')} />
        <NumberInput label="Minutes" min={5} max={1440} step={15} {...form.getInputProps('minutes')} />
      </SimpleGrid>
      {skipped && startsAt && (
        <Text size="sm" c="dimmed">
          The clock skips this time on that day; the session begins at {formatTime(startsAt, timeZone)}.
        </Text>
      )}
      <StaffField form={form} />
      <PlaceFields form={form} rooms={resources.rooms} />
      {group ? (
        <Text size="sm" c="dimmed">
          Everybody who belongs to {group.name} on that day is booked: {group.members} now.
        </Text>
      ) : (
        <Stack gap="xs" data-path="clientIds">
          <Text size="sm" fw={500}>
            {values.kind === 'individual' ? 'Client' : 'Clients'}
          </Text>
          <ChosenClients clients={clients} onRemove={(id) => setChosen(clients.filter((one) => one.id !== id))} />
          {(values.kind !== 'individual' || clients.length === 0) && (
            <ClientSearch label="Find a client" action="Choose" notedAs={(client) => (clients.some((one) => one.id === client.id) ? 'Chosen' : null)} onChoose={(client) => setChosen([...clients, client])} />
          )}
          {form.errors['clientIds'] && (
            <Text size="sm" c="var(--mantine-color-error)">
              {form.errors['clientIds']}
            </Text>
          )}
        </Stack>
      )}
      <Textarea label="Note" description="For the team; nothing clinical." maxLength={500} {...form.getInputProps('note')} />
    </FormDrawer>
  );
}

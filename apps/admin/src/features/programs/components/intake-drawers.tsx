import { Button, Group, NumberInput, SegmentedControl, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { ClientLine, ClientSearch, FormDrawer, PersonName, StaffPicker, toast, useRecordForm } from '@/ui';
import type { FoundClient } from '@/ui';
import { changeIntake, declinePlace, joinIntake, leaveIntake, logContact, readEntry } from '../api/intake';
import type { ContactOutcome, ContactWay, IntakeEntry } from '../api/intake';
import type { Program } from '../api/programs';
import { OUTCOMES, WAYS } from '../model/intake';
import classes from './intake-part.module.css';

const NOTE = 'About times and wishes. Nothing clinical: whoever plans the intake reads it.';

interface Common {
  program: Program;
  onClose: () => void;
  onChanged: () => void;
}
type OfEntry = Common & { entry: IntakeEntry };

/** Puts a client at the end of the list. */
export function JoinIntakeDrawer(props: Common) {
  const { program } = props;
  const { clinicId } = useClinic();
  const [person, setPerson] = useState<FoundClient | null>(null);
  const record = useRecordForm<{ clientId: string; note: string }>({
    initialValues: { clientId: '', note: '' },
    validate: { clientId: (id) => (id ? null : 'Choose who waits.') },
    save: async ({ clientId, note }, { idempotencyKey }) => {
      const { id } = await joinIntake(clinicId, program.id, { clientId, note: note.trim() || null }, idempotencyKey);
      toast.done('Put on the waitlist', { undo: () => leaveIntake(clinicId, id, { version: 1 }, `${idempotencyKey}-undo`).then(props.onChanged) });
      props.onChanged();
      props.onClose();
    },
  });
  const { form } = record;
  const choose = (client: FoundClient | null) => {
    setPerson(client);
    form.setFieldValue('clientId', client?.id ?? '');
  };
  return (
    <FormDrawer title={`Wait for ${program.name}`} record={record} onClose={props.onClose} submitLabel="Put on the list">
      {person ? (
        <Group justify="space-between" wrap="nowrap" className={classes.row}>
          <ClientLine client={person} />
          <Button variant="subtle" size="compact-sm" onClick={() => choose(null)}>
            Somebody else
          </Button>
        </Group>
      ) : (
        <ClientSearch label="Find a client" action="Choose" onChoose={choose} autoFocus />
      )}
      {form.errors['clientId'] && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {form.errors['clientId']}
        </Text>
      )}
      <Textarea label="Note" description={NOTE} autosize minRows={2} maxLength={200} {...form.getInputProps('note')} />
    </FormDrawer>
  );
}

/** Notes an attempt to tell somebody of the place. */
export function ContactDrawer(props: OfEntry) {
  const { entry } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ how: ContactWay; outcome: ContactOutcome; note: string }>({
    initialValues: { how: 'phone', outcome: 'reached', note: '' },
    save: async ({ how, outcome, note }, { idempotencyKey }) => {
      try {
        await logContact(clinicId, entry.id, { how, outcome, note: note.trim() || null }, idempotencyKey);
        toast.done('Noted');
        props.onClose();
      } finally {
        props.onChanged();
      }
    },
  });
  const { form } = record;
  return (
    <FormDrawer title="Tell them of the place" record={record} onClose={props.onClose} submitLabel="Note it">
      <PersonName {...entry.client} fw={600} />
      <Choice label="How" options={WAYS} value={form.values.how} onChange={(how) => form.setFieldValue('how', how)} />
      <Choice label="What came of it" options={OUTCOMES} value={form.values.outcome} onChange={(outcome) => form.setFieldValue('outcome', outcome)} />
      <Textarea label="Note" description={NOTE} autosize minRows={2} maxLength={200} {...form.getInputProps('note')} />
      {entry.offer?.contactedAt === null && (
        <Text size="sm" c="dimmed">
          Their time to answer begins now. Until somebody has tried to tell them, the offer does not end.
        </Text>
      )}
    </FormDrawer>
  );
}

function Choice<Value extends string>(props: { label: string; options: Record<Value, string>; value: Value; onChange: (value: Value) => void }) {
  return (
    <div>
      <Text fw={500} size="sm" mb={4}>
        {props.label}
      </Text>
      <SegmentedControl aria-label={props.label} data={Object.entries<string>(props.options).map(([value, label]) => ({ value, label }))} value={props.value} onChange={(value) => props.onChange(value as Value)} />
    </div>
  );
}

/** The client says no, and why. */
export function DeclineDrawer(props: OfEntry) {
  const { entry } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ reason: string }>({
    initialValues: { reason: '' },
    validate: { reason: (text) => (text.trim() ? null : 'Say why.') },
    save: async ({ reason }, { idempotencyKey }) => {
      try {
        await declinePlace(clinicId, entry.id, reason.trim(), idempotencyKey);
        toast.done('Declined; the place goes to the next');
        props.onClose();
      } finally {
        props.onChanged();
      }
    },
  });
  return (
    <FormDrawer title="They decline" record={record} onClose={props.onClose} submitLabel="They declined">
      <Text>
        <PersonName {...entry.client} fw={600} /> leaves the list, and the place is offered to the next who waits.
      </Text>
      <Textarea label="Why" description="Nothing clinical." data-autofocus autosize minRows={2} maxLength={300} {...record.form.getInputProps('reason')} />
    </FormDrawer>
  );
}

/** Another turn, and why: the order is nobody’s favour. */
export function MoveDrawer(props: OfEntry) {
  const { entry } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<{ place: number | string; reason: string }>({
    initialValues: { place: entry.number ?? 1, reason: '' },
    version: entry.version,
    validate: { place: (value) => (typeof value === 'number' ? null : 'Say which place.'), reason: (text) => (text.trim() ? null : 'Say why.') },
    save: async ({ place, reason }, { version }) => {
      const now = await changeIntake(clinicId, entry.id, { version: version ?? entry.version, place: Number(place), reason: reason.trim() });
      toast.done(`Now number ${now.number} in line`);
      props.onChanged();
      props.onClose();
    },
    latest: async () => {
      const now = await readEntry(clinicId, entry.id);
      return { values: { place: now.number ?? 1, reason: '' }, version: now.version };
    },
  });
  return (
    <FormDrawer title="Change their turn" record={record} onClose={props.onClose} submitLabel="Move">
      <Text>
        <PersonName {...entry.client} fw={600} /> is number {entry.number} in line.
      </Text>
      <NumberInput label="New place" min={1} max={200} data-autofocus {...record.form.getInputProps('place')} />
      <Textarea label="Why" description="Everybody who asks about the order is told. Nothing clinical." autosize minRows={2} maxLength={300} {...record.form.getInputProps('reason')} />
    </FormDrawer>
  );
}

/** What is noted beside somebody who waits, and who keeps in touch with them. */
export function EntryDrawer(props: OfEntry) {
  const { entry } = props;
  const { clinicId } = useClinic();
  const valuesOf = (one: IntakeEntry) => ({ note: one.note ?? '', ownerStaffId: one.owner?.staffId ?? null });
  const record = useRecordForm<{ note: string; ownerStaffId: string | null }>({
    initialValues: valuesOf(entry),
    version: entry.version,
    save: async ({ note, ownerStaffId }, { version }) => {
      await changeIntake(clinicId, entry.id, { version: version ?? entry.version, note: note.trim() || null, ownerStaffId });
      toast.done('Saved');
      props.onChanged();
      props.onClose();
    },
    latest: async () => {
      const now = await readEntry(clinicId, entry.id);
      return { values: valuesOf(now), version: now.version };
    },
  });
  return (
    <FormDrawer title="On the waitlist" record={record} onClose={props.onClose}>
      <PersonName {...entry.client} fw={600} />
      <StaffPicker label="Who keeps in touch" description="An offer that must be told is on their work list." clearable known={entry.owner ? [{ id: entry.owner.staffId, name: entry.owner.name }] : []} {...record.form.getInputProps('ownerStaffId')} />
      <Textarea label="Note" description={NOTE} autosize minRows={2} maxLength={200} {...record.form.getInputProps('note')} />
    </FormDrawer>
  );
}

import { Alert, Select, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, PersonName, toast, useRecordForm } from '@/ui';
import type { Chart } from '../api/chart';
import { clientKeys, readCensus } from '../api/clients';
import { joinIntake, leaveIntake, readPlaces, readWaiting, waitingKeys } from '../api/intake';
import { sayFull } from '../model/waiting';

/** Puts the client at the end of a full program's waitlist. */
export function WaitDrawer(props: { chart: Chart; today: string; onClose: () => void; onSaved: () => void }) {
  const { client, stays } = props.chart;
  const { clinicId } = useClinic();
  const census = useQuery({ queryKey: clientKeys.census(clinicId), queryFn: () => readCensus(clinicId) });
  const waiting = useQuery({ queryKey: waitingKeys.of(clinicId, client.id), queryFn: () => readWaiting(clinicId, client.id) });
  const taken = new Set([...stays.filter(({ state }) => state !== 'ended').map(({ programId }) => programId), ...(waiting.data?.items ?? []).filter(({ endedAt }) => endedAt === null).map(({ programId }) => programId)]);
  const programs = (census.data?.items ?? []).filter((row) => row.active && !taken.has(row.programId));
  const record = useRecordForm<{ programId: string | null; note: string }>({
    initialValues: { programId: null, note: '' },
    validate: { programId: (id) => (id ? null : 'Choose a program.') },
    save: async ({ programId, note }, { idempotencyKey }) => {
      const { id } = await joinIntake(clinicId, programId ?? '', { clientId: client.id, note: note.trim() || null }, idempotencyKey);
      toast.done('Put on the waitlist', { undo: () => leaveIntake(clinicId, id, 1, `${idempotencyKey}-undo`).then(props.onSaved) });
      props.onSaved();
    },
  });
  const { form } = record;
  const { programId } = form.values;
  const places = useQuery({ queryKey: waitingKeys.places(clinicId, programId ?? ''), queryFn: () => readPlaces(clinicId, programId ?? ''), enabled: programId !== null });
  const isFree = places.data?.freeFrom === props.today;
  return (
    <FormDrawer title="Put on a waitlist" record={record} onClose={props.onClose} submitLabel="Put on the list" isReady={!isFree}>
      <Text c="dimmed">
        <PersonName {...client} withLegal />
      </Text>
      <Select label="Program" placeholder="Choose a program" data-autofocus searchable openOnFocus={false} nothingFoundMessage="No such program" data={programs.map((row) => ({ value: row.programId, label: row.name }))} {...form.getInputProps('programId')} />
      {places.data && programId && (
        <Alert color={isFree ? 'teal' : 'blue'} variant="light" role="status">
          {isFree ? 'A place is free in this program: nobody needs to wait. Admit the client instead.' : sayFull(places.data)}
          {!isFree && places.data.freeFrom && ` The next place is free from ${formatDay(places.data.freeFrom, props.today)}.`}
        </Alert>
      )}
      <Textarea label="Note" description="About times and wishes. Nothing clinical: whoever plans the intake reads it." autosize minRows={2} maxLength={200} {...form.getInputProps('note')} />
    </FormDrawer>
  );
}

import { Autocomplete, NumberInput, SimpleGrid, TextInput, Textarea } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useRef } from 'react';
import { dayOf, wallTimeOf } from '@/lib/clinic-time';
import { MODALITIES } from '@/lib/modalities';
import { useClinic } from '@/lib/session';
import { FormDrawer, TakenNotice, ZoneNote, toast, useRecordForm } from '@/ui';
import type { FreeSlot } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { editSession, moveSession, readSession } from '../api/calendar';
import type { SessionDetail } from '../api/calendar';
import { minutesAfter, instantWanted } from '../model/booking';
import { editOf, moveOf, valuesOf } from '../model/edit';
import type { EditForm } from '../model/edit';
import { wishOfEdit } from '../model/series';
import { sayCount } from '../model/series-dates';
import { isAboutTime } from './refusal-card';
import { ScopeChoice } from './scope-choice';
import { SeriesDates } from './series-dates';
import { PlaceFields, StaffField } from './session-fields';
import type { Moves } from './use-moves';
import { useSeriesEdit } from './use-series-edit';
import type { SeriesDone } from './use-series-edit';
import type { Resources } from './use-resources';
import { namesOf } from './use-resources';

/** Changes one session, or its series from there on: where and when it takes place, who leads it, and its words. */
export function EditSession(props: { session: SessionDetail; resources: Resources; moves: Moves; onClose: () => void }) {
  const { session, resources, moves } = props;
  const { clinicId, timeZone } = useClinic();
  const exact = useRef<string>(session.startsAt);
  const before = useRef(session);
  const ofSeries = useRef<SeriesDone | null>(null);
  const moved = useRef<{ startsAt: string; endsAt: string; version: number } | null>(null);
  const record = useRecordForm<EditForm>({
    initialValues: valuesOf(session, timeZone),
    version: session.version,
    validate: {
      staffIds: (value) => (value.length === 0 ? 'Choose who leads it.' : null),
      time: (value) => (value === '' ? 'Choose a time.' : null),
      title: (value) => (value.trim() === '' ? 'Give it a title.' : null),
      outsideHoursReason: (value) => (series.isWhole && series.needsReason && value.trim() === '' ? 'Say why.' : null),
    },
    save: async (values, { version = session.version, idempotencyKey }) => {
      if (series.isWhole) {
        ofSeries.current = await series.save(values.outsideHoursReason, idempotencyKey);
        return;
      }
      const startsAt = instantWanted(values, exact.current, timeZone);
      const move = moveOf(before.current, values, { startsAt, endsAt: minutesAfter(startsAt, values.minutes) });
      const edit = editOf(before.current, values);
      // What moved stays moved when the words are refused; they are then sent on the version the move left.
      if (move) {
        const now = await moveSession(clinicId, session.id, { ...move, version: moved.current?.version ?? version }, idempotencyKey);
        moved.current = now;
        before.current = { ...before.current, startsAt: now.startsAt, endsAt: now.endsAt, roomId: now.roomId, staff: now.staffIds.map((id) => ({ id, name: '' })) };
      }
      if (edit) await editSession(clinicId, session.id, { ...edit, version: moved.current?.version ?? version });
    },
    latest: async () => {
      const now = await readSession(clinicId, session.id);
      before.current = now;
      moved.current = null;
      return { values: valuesOf(now, timeZone), version: now.version };
    },
    onSaved: () => {
      if (ofSeries.current) moves.seriesChanged(ofSeries.current);
      else if (moved.current) moves.movedFrom(session, moved.current);
      else toast.done('Session saved');
      void moves.refresh();
      props.onClose();
    },
  });
  const { form, problem } = record;
  const series = useSeriesEdit(session, wishOfEdit(session, form.values, timeZone));
  const takeSlot = (slot: FreeSlot) => {
    exact.current = slot.startsAt;
    form.setValues({ day: dayOf(slot.startsAt, timeZone), time: wallTimeOf(slot.startsAt, timeZone) });
    setTimeout(() => void record.submit());
  };
  const nameOf = namesOf(resources, { staff: session.staff, clients: session.places.map((place) => place.client) });
  return (
    <FormDrawer
      title="Edit session"
      record={record}
      onClose={props.onClose}
      size={500}
      isReady={!series.isWhole || (series.count > 0 && !series.isLoading)}
      submitLabel={series.isWhole && series.count > 0 ? `Change ${sayCount(series.count)}` : 'Save'}
      refusal={problem && isAboutTime(problem) ? <TakenNotice problem={problem} nameOf={nameOf} day={form.values.day} onSlot={takeSlot} /> : undefined}
    >
      <ZoneNote />
      {!series.isWhole && problem?.code === 'needs-reason' && <TextInput label="Reason to put it here all the same" maxLength={300} autoFocus {...form.getInputProps('outsideHoursReason')} />}
      {session.seriesId !== null && <ScopeChoice label="What changes" description={session.seriesWords && `One of a series: ${session.seriesWords}.`} value={series.scope} onChange={series.choose} />}
      <SimpleGrid cols={3} spacing="xs">
        <DayInput label="Day" {...form.getInputProps('day')} />
        <TimeInput label="Begins" {...form.getInputProps('time')} />
        <NumberInput label="Minutes" min={5} max={1440} step={15} {...form.getInputProps('minutes')} />
      </SimpleGrid>
      <StaffField form={form} known={session.staff} />
      <PlaceFields form={form} rooms={resources.rooms} />
      {!(series.isWhole && session.groupId !== null) && (
        <>
          <TextInput label="Title" description="Never a client’s name." maxLength={120} {...form.getInputProps('title')} />
          <NumberInput label="Seats" min={1} max={500} {...form.getInputProps('capacity')} />
        </>
      )}
      {!series.isWhole && <Autocomplete label="Modality" data={MODALITIES} maxLength={80} {...form.getInputProps('modality')} />}
      {!series.isWhole && <Textarea label="Note" description="For the team; nothing clinical." maxLength={500} {...form.getInputProps('note')} />}
      <SeriesDates editing={series} nameOf={nameOf} />
      {series.isWhole && series.needsReason && <TextInput label="Reason to go outside hours" maxLength={300} {...form.getInputProps('outsideHoursReason')} />}
    </FormDrawer>
  );
}

import { Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { today } from '@/lib/clinic-time';
import { useOpenScreen } from '@/lib/screens';
import { useClinic } from '@/lib/session';
import { FormPage, FormSection, toast, useRecordForm } from '@/ui';
import { addGroup, groupKeys } from '../api/groups';
import type { SeriesBody, Topic } from '../api/groups';
import { DatesPreview, chosenOf, useDates } from '../components/dates-preview';
import { WhatFields, WhereFields, numberOf } from '../components/group-fields';
import type { GroupValues } from '../components/group-fields';
import { TimesFields } from '../components/times-fields';
import { TopicsEditor } from '../components/topics-editor';
import { useChoices } from '../components/use-choices';
import { seriesTimes } from '../model/recurrence';
import type { Choice, Times } from '../model/recurrence';

interface Values extends GroupValues, Times, Choice {
  without: string[];
  although: string[];
  curriculum: Topic[];
  withTimes: boolean;
  outsideHoursReason: string;
}

const EMPTY: Omit<Values, 'startDay'> = {
  name: '', programId: null, serviceId: null, staffIds: [], roomId: null, telehealth: false, telehealthUrl: '', minimum: 2, capacity: '', enrollment: 'open', language: null, phases: [], curriculum: [],
  withTimes: true, weekdays: [], startTime: '17:30', durationMinutes: 90, everyWeeks: 1, ends: 'never', until: null, count: 12, without: [], although: [], outsideHoursReason: '',
};

/** Sets up a group and, with it, its sessions: both or neither. */
export function GroupNewPage() {
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const openScreen = useOpenScreen();
  const { staff, rooms } = useChoices();
  const record = useRecordForm<Values>({
    initialValues: { ...EMPTY, startDay: today(timeZone) },
    validate: {
      name: (value) => (value.trim() ? null : 'Give it a name.'),
      serviceId: (value) => (value ? null : 'Choose a service.'),
      staffIds: (value) => (value.length > 0 ? null : 'Choose who leads.'),
      weekdays: (value, { withTimes }) => (withTimes && value.length === 0 ? 'Choose at least one day.' : null),
      startDay: (value, { withTimes }) => (withTimes && !value ? 'Say the first day.' : null),
      until: (value, { withTimes, ends }) => (withTimes && ends === 'until' && !value ? 'Say the last day.' : null),
      outsideHoursReason: (value) => (needsReason && value.trim() === '' ? 'Say why.' : null),
    },
    save: async (values, { idempotencyKey }) => {
      const reason = values.outsideHoursReason.trim() || null;
      try {
        const saved = await addGroup(clinicId, { ...bodyOf(values), outsideHoursReason: reason, ...(values.withTimes && times ? { series: { ...times, days, outsideHoursReason: reason } } : {}) }, idempotencyKey);
        toast.done(saved.sessions > 0 ? `${values.name} is set up with ${saved.sessions} sessions` : `${values.name} is set up`);
        void queries.invalidateQueries({ queryKey: groupKeys.all(clinicId) });
        record.form.resetDirty();
        openScreen({ screen: 'group', params: { groupId: saved.id } }, { replace: true });
      } catch (refusal) {
        void dates.again();
        throw refusal;
      }
    },
  });
  const { form } = record;
  const { values } = form;
  const times = seriesTimes(values);
  const dates = useDates(values.withTimes ? seriesOf(values, times) : null);
  const { days, needsReason } = chosenOf(values.withTimes ? dates.preview : null, values);
  const nameOf = (kind: string, id: string) => (kind === 'staff' ? staff : rooms).find((one) => one.id === id)?.name ?? (kind === 'room' ? 'The room' : 'A facilitator');
  return (
    <FormPage
      title="New group"
      breadcrumbs={[{ label: 'Groups', to: { screen: 'groups' } }]}
      permission="groups.write"
      record={record}
      onCancel={() => openScreen({ screen: 'groups' })}
      submitLabel={values.withTimes && days.length > 0 ? `Set up with ${days.length} ${days.length === 1 ? 'session' : 'sessions'}` : 'Set up'}
    >
      <FormSection title="The group">
        <WhatFields form={form} />
      </FormSection>
      <FormSection title="Place and seats">
        <WhereFields form={form} />
      </FormSection>
      <FormSection title="Curriculum" description="Topics in the order of the sessions; after the last it begins again.">
        <TopicsEditor form={form} />
      </FormSection>
      <FormSection title="When it meets" description="Saved with the group, both or neither. Days the clinic is closed are skipped.">
        <Switch label="Plan its sessions now" {...form.getInputProps('withTimes', { type: 'checkbox' })} />
        {values.withTimes && (
          <>
            <TimesFields form={form} />
            <DatesPreview
              dates={dates}
              choice={values}
              onChoice={({ without, although }) => form.setValues({ without: [...without], although: [...although] })}
              nameOf={nameOf}
              reason={values.outsideHoursReason}
              onReason={(reason) => form.setFieldValue('outsideHoursReason', reason)}
              reasonError={form.errors['outsideHoursReason']}
            />
          </>
        )}
      </FormSection>
    </FormPage>
  );
}

function bodyOf(values: Values) {
  const capacity = numberOf(values.capacity);
  const minimum = numberOf(values.minimum);
  return {
    name: values.name,
    serviceId: values.serviceId ?? '',
    programId: values.programId,
    roomId: values.roomId,
    telehealth: values.telehealth,
    telehealthUrl: values.telehealth && values.telehealthUrl.trim() ? values.telehealthUrl.trim() : null,
    staffIds: values.staffIds,
    enrollment: values.enrollment,
    language: values.language,
    phases: values.phases,
    curriculum: values.curriculum.filter((topic) => topic.title.trim() !== ''),
    ...(minimum === undefined ? {} : { minimum }),
    ...(capacity === undefined ? {} : { capacity }),
  };
}

/** What the dates are judged by before the group exists: its service, people and room. */
function seriesOf(values: Values, times: ReturnType<typeof seriesTimes>): SeriesBody | null {
  if (!times || !values.serviceId || values.staffIds.length === 0) return null;
  return { ...times, serviceId: values.serviceId, programId: values.programId, roomId: values.roomId, staffIds: values.staffIds };
}

import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, sayName, toast, useRecordForm } from '@/ui';
import { addSeries } from '../api/groups';
import type { Group } from '../api/groups';
import { seriesTimes } from '../model/recurrence';
import type { Times } from '../model/recurrence';
import { DatesPreview, chosenOf, useDates } from './dates-preview';
import { TimesFields } from './times-fields';

interface Values extends Times {
  without: string[];
  although: string[];
  outsideHoursReason: string;
}

/** Further times of a group: each date judged before it is saved, the chosen ones in one save with everybody booked. */
export function TimesDrawer(props: { group: Group; onClose: () => void; onSaved: () => void }) {
  const { group } = props;
  const { clinicId, timeZone } = useClinic();
  const record = useRecordForm<Values>({
    initialValues: { weekdays: [], startTime: '17:30', durationMinutes: group.series.at(-1)?.durationMinutes ?? 90, startDay: today(timeZone), everyWeeks: 1, ends: 'never', until: null, count: 12, without: [], although: [], outsideHoursReason: '' },
    validate: {
      weekdays: (value) => (value.length === 0 ? 'Choose at least one day.' : null),
      startDay: (value) => (value ? null : 'Say the first day.'),
      until: (value, { ends }) => (ends === 'until' && !value ? 'Say the last day.' : null),
      outsideHoursReason: (value) => (needsReason && value.trim() === '' ? 'Say why.' : null),
    },
    save: async (values, { idempotencyKey }) => {
      if (!body) return;
      try {
        const saved = await addSeries(clinicId, { ...body, days, outsideHoursReason: values.outsideHoursReason.trim() || null }, idempotencyKey);
        toast.done(saved.sessions.length === 1 ? '1 session added' : `${saved.sessions.length} sessions added`);
        props.onSaved();
      } catch (refusal) {
        void dates.again();
        throw refusal;
      }
    },
  });
  const { form } = record;
  const times = seriesTimes(form.values);
  const body = times ? { ...times, groupId: group.id } : null;
  const dates = useDates(body);
  const { days, needsReason } = chosenOf(dates.preview, form.values);
  const nameOf = (kind: string, id: string): string => {
    if (kind === 'staff') return group.facilitators.find((one) => one.id === id)?.name ?? 'A facilitator';
    if (kind === 'room') return group.room?.name ?? 'The room';
    const member = group.roster.find((one) => one.client.id === id);
    return member ? sayName(member.client) : 'A member';
  };
  return (
    <FormDrawer title={`Add times to ${group.name}`} record={record} onClose={props.onClose} size="lg" submitLabel={days.length > 0 ? `Add ${days.length} ${days.length === 1 ? 'session' : 'sessions'}` : 'Add'}>
      <TimesFields form={form} />
      <DatesPreview
        dates={dates}
        choice={form.values}
        onChoice={({ without, although }) => form.setValues({ without: [...without], although: [...although] })}
        nameOf={nameOf}
        reason={form.values.outsideHoursReason}
        onReason={(reason) => form.setFieldValue('outsideHoursReason', reason)}
        reasonError={form.errors['outsideHoursReason']}
      />
    </FormDrawer>
  );
}

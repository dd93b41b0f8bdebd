import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { WeekEditor } from '@/ui/week-editor';
import type { WeekForm } from '@/ui/week-editor';
import { readAvailability, setAvailability } from '../api/team';
import type { Availability, Stretch } from '../api/team';
import { weeksFrom } from '../model/working-weeks';

interface Values {
  effectiveFrom: string | null;
  stretches: Stretch[];
}

/** Says when somebody works from a day on. What held before stays on record. */
export function AvailabilityDrawer(props: { staffId: string; availability: Availability; onClose: () => void; onSaved: () => void }) {
  const { staffId, availability } = props;
  const { clinicId, timeZone } = useClinic();
  const now = today(timeZone);
  const stretchesOf = (one: Availability) => weeksFrom(one.items, now).now?.stretches ?? [];
  const record = useRecordForm<Values>({
    initialValues: { effectiveFrom: now, stretches: stretchesOf(availability) },
    version: availability.version,
    validate: { effectiveFrom: (day) => (day ? null : 'Say from when.') },
    save: ({ effectiveFrom, stretches }, { version }) => setAvailability(clinicId, staffId, { effectiveFrom: effectiveFrom ?? now, stretches, version: version ?? availability.version }),
    latest: async () => {
      const latest = await readAvailability(clinicId, staffId);
      return { values: { effectiveFrom: now, stretches: stretchesOf(latest) }, version: latest.version };
    },
    onSaved: () => {
      toast.done('Working hours saved');
      props.onSaved();
    },
  });
  const { later } = weeksFrom(availability.items, record.form.values.effectiveFrom ?? now);
  return (
    <FormDrawer title="When they work" record={record} onClose={props.onClose} size="lg">
      <DayInput
        label="From"
        description={later.length > 0 ? 'Weeks planned for later give way to this one.' : 'The week before stays on record.'}
        {...record.form.getInputProps('effectiveFrom')}
      />
      <WeekEditor form={record.form as unknown as WeekForm} list="stretches" start="starts" end="ends" emptyLabel="Off" />
    </FormDrawer>
  );
}

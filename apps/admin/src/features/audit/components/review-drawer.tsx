import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { ClinicTime, FormDrawer, PersonName, toast, useRecordForm } from '@/ui';
import { reviewEmergency } from '../api/emergencies';
import type { Emergency, Finding } from '../api/emergencies';

interface Values {
  finding: Finding | null;
  note: string;
}

/** Says once whether a chart was rightly opened. */
export function ReviewDrawer(props: { emergency: Emergency; onClose: () => void; onSaved: () => void }) {
  const { emergency } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<Values>({
    initialValues: { finding: null, note: '' },
    version: emergency.version,
    validate: {
      finding: (value) => (value ? null : 'Choose one.'),
      note: (value, { finding }) => (finding === 'not_justified' && value.trim() === '' ? 'Say what was wrong.' : null),
    },
    save: ({ finding, note }, { version }) => reviewEmergency(clinicId, emergency.id, { version: version ?? emergency.version, finding: finding ?? 'justified', note: note.trim() || null }),
    onSaved: () => {
      toast.done('Reviewed');
      props.onSaved();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title="Review" record={record} onClose={props.onClose} submitLabel="Save the review">
      <Text>
        {emergency.userName} opened the chart of <PersonName {...emergency.client} /> on <ClinicTime at={emergency.openedAt} withDay />, without being on the care team. The reason given:
      </Text>
      <Text fs="italic">{emergency.reason}</Text>
      <Radio.Group label="What you find" required withAsterisk {...form.getInputProps('finding')}>
        <Stack gap={8} mt={6}>
          <Radio value="justified" data-autofocus label="Justified" description="The work asked for it." />
          <Radio value="not_justified" label="Not justified" description="It should not have been opened; say what follows." />
        </Stack>
      </Radio.Group>
      <Textarea label="Note" description="A review is written once and stays as it is." autosize minRows={2} maxLength={500} {...form.getInputProps('note')} />
    </FormDrawer>
  );
}

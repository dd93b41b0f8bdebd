import { Text, Textarea } from '@mantine/core';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { stopFollowing } from '../api/policy';
import type { FollowedProfile } from '../api/policy';
import { readProgram } from '../api/programs';
import type { Program } from '../api/programs';
import { sayDays } from '../model/numbers';

interface Values {
  from: string | null;
  reason: string;
}

/** Lets a program follow a profile no more from a day on. */
export function StopFollowingDrawer(props: { program: Program; followed: FollowedProfile; onClose: () => void; onSaved: () => void }) {
  const { program, followed } = props;
  const { clinicId, timeZone } = useClinic();
  const now = today(timeZone);
  const initial: Values = { from: now > followed.effectiveFrom ? now : followed.effectiveFrom, reason: '' };
  const record = useRecordForm<Values>({
    initialValues: initial,
    version: program.version,
    validate: {
      from: (day) => (day ? null : 'Say from when.'),
      reason: (reason, values) => (values.from !== null && values.from < now && !reason.trim() ? 'The day is past: say why.' : null),
    },
    save: ({ from, reason }, { version, idempotencyKey }) => stopFollowing(clinicId, program.id, followed.id, { version: version ?? program.version, from: from ?? now, reason: reason.trim() || null }, idempotencyKey),
    latest: async () => ({ values: initial, version: (await readProgram(clinicId, program.id)).version }),
    onSaved: () => {
      toast.done(`${followed.name} is followed no more`);
      props.onSaved();
    },
  });
  const { from } = record.form.values;
  return (
    <FormDrawer title={followed.name} record={record} onClose={props.onClose} submitLabel="Follow no more">
      <Text c="dimmed">Followed {sayDays(followed.effectiveFrom, followed.effectiveTo)}.</Text>
      <DayInput label="Followed no more from" description="On its first day: as if it had never been followed." minDate={followed.effectiveFrom} {...record.form.getInputProps('from')} />
      {from !== null && from < now && <Textarea label="Reason" description="The day is past: weeks already judged are judged anew." minRows={2} {...record.form.getInputProps('reason')} />}
    </FormDrawer>
  );
}

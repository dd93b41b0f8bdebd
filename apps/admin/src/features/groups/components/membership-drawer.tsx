import { Text, Textarea } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, PersonName, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { changeMembership, readGroup } from '../api/groups';
import type { Group, Member } from '../api/groups';
import { DatesInTheWay } from './dates-in-the-way';

interface Values {
  joinedOn: string | null;
  leftOn: string | null;
  reason: string;
  leaveOut: string[];
}

const valuesOf = (member: Member, leftOn: string | null = member.leftOn): Values => ({ joinedOn: member.joinedOn, leftOn, reason: '', leaveOut: [] });

/** Other days of a membership, or its end. Sessions to come follow; the past never changes. */
export function MembershipDrawer(props: { group: Group; member: Member; endOn: string | null; onClose: () => void; onChanged: () => void }) {
  const { group, member } = props;
  const { clinicId } = useClinic();
  const record = useRecordForm<Values>({
    initialValues: valuesOf(member, props.endOn ?? member.leftOn),
    version: member.version,
    validate: { joinedOn: (day) => (day ? null : 'Say the first day.') },
    save: async ({ joinedOn, leftOn, reason, leaveOut }, { version }) => {
      const saved = await changeMembership(clinicId, group.id, member.id, { version: version ?? member.version, joinedOn: joinedOn ?? member.joinedOn, leftOn, reason: reason.trim() || null, leaveOut });
      props.onChanged();
      toast.done(said(saved), {
        undo: async () => {
          await changeMembership(clinicId, group.id, member.id, { version: saved.version, joinedOn: member.joinedOn, leftOn: member.leftOn });
          props.onChanged();
        },
      });
      props.onClose();
    },
    latest: async () => {
      const now = (await readGroup(clinicId, group.id)).roster.find((one) => one.id === member.id) ?? member;
      return { values: valuesOf(now), version: now.version };
    },
  });
  const { form } = record;
  return (
    <FormDrawer title={props.endOn ? 'End the membership' : 'Change the membership'} record={record} onClose={props.onClose} submitLabel={props.endOn ? 'End membership' : 'Save'}>
      <Text>
        <PersonName {...member.client} fw={600} /> in {group.name}
      </Text>
      {record.problem && (
        <DatesInTheWay
          problem={record.problem}
          isSaving={record.isSaving}
          onWithout={(sessionIds) => {
            form.setFieldValue('leaveOut', [...new Set([...form.getValues().leaveOut, ...sessionIds])]);
            void record.submit();
          }}
        />
      )}
      <DayInput label="First day" {...form.getInputProps('joinedOn')} />
      <DayInput label="Last day" description="Sessions after it are freed. Empty: it goes on." clearable {...(form.values.joinedOn ? { minDate: form.values.joinedOn } : {})} {...form.getInputProps('leftOn')} />
      <Textarea label="Reason" autosize minRows={2} maxLength={300} {...form.getInputProps('reason')} />
    </FormDrawer>
  );
}

function said(saved: { booked: number; freed: number }): string {
  const parts = [saved.booked > 0 && `${saved.booked} ${saved.booked === 1 ? 'session' : 'sessions'} booked`, saved.freed > 0 && `${saved.freed} freed`].filter(Boolean);
  return parts.length > 0 ? `Membership saved: ${parts.join(', ')}` : 'Membership saved';
}

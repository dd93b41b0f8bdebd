import { Button, Text, Textarea } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useConfirm, useRecordForm } from '@/ui';
import { changeGroup, readGroup } from '../api/groups';
import type { Group } from '../api/groups';
import { WhatFields, WhereFields, numberOf } from './group-fields';
import type { GroupValues } from './group-fields';

interface Values extends GroupValues {
  outsideHoursReason: string;
}

const valuesOf = (group: Group): Values => ({
  name: group.name,
  programId: group.program?.id ?? null,
  serviceId: group.service.id,
  staffIds: group.facilitators.map((one) => one.id),
  roomId: group.room?.id ?? null,
  telehealth: group.telehealth,
  telehealthUrl: group.telehealthUrl ?? '',
  minimum: group.minimum,
  capacity: group.capacity,
  enrollment: group.enrollment as Values['enrollment'],
  language: group.language,
  phases: group.phases,
  outsideHoursReason: '',
});

/** A known group. Sessions to come take its name, link and seats; their room and people were booked and stay. */
export function GroupDrawer(props: { group: Group; onClose: () => void; onSaved: (group: Group) => void }) {
  const { group } = props;
  const { clinicId } = useClinic();
  const confirm = useConfirm();
  const record = useRecordForm<Values>({
    initialValues: valuesOf(group),
    version: group.version,
    validate: { name: (value) => (value.trim() ? null : 'Give it a name.'), staffIds: (value) => (value.length > 0 ? null : 'Choose who leads.'), capacity: (value) => (value === '' ? 'Say how many seats.' : null) },
    save: async (values, { version }) => {
      const capacity = numberOf(values.capacity);
      const minimum = numberOf(values.minimum);
      const saved = await changeGroup(clinicId, group.id, {
        version: version ?? group.version,
        name: values.name,
        programId: values.programId,
        roomId: values.roomId,
        telehealth: values.telehealth,
        telehealthUrl: values.telehealth && values.telehealthUrl.trim() ? values.telehealthUrl.trim() : null,
        enrollment: values.enrollment,
        language: values.language,
        phases: values.phases,
        ...(capacity === undefined ? {} : { capacity }),
        ...(minimum === undefined ? {} : { minimum }),
        // Left out unless changed: whoever leads already is not judged again.
        ...(JSON.stringify(values.staffIds) === JSON.stringify(valuesOf(group).staffIds) ? {} : { staffIds: values.staffIds }),
        outsideHoursReason: values.outsideHoursReason.trim() || null,
      });
      toast.done('Group saved');
      props.onSaved(saved);
    },
    latest: async () => {
      const now = await readGroup(clinicId, group.id);
      return { values: valuesOf(now), version: now.version };
    },
  });
  const { form } = record;
  const switchActive = async (active: boolean) => {
    const sure = active || (await confirm({ title: `No longer hold ${group.name}?`, message: 'No sessions are made for it any more, and nobody new can join. Sessions that are there stay until somebody cancels them.', confirmLabel: 'No longer hold', danger: true }));
    if (!sure) return;
    try {
      props.onSaved(await changeGroup(clinicId, group.id, { version: group.version, active }));
      toast.done(active ? `${group.name} is held again` : `${group.name} is no longer held`);
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <FormDrawer
      title={group.name}
      record={record}
      onClose={props.onClose}
      size="lg"
      footer={
        <Button variant="subtle" color={group.active ? 'red' : 'teal'} onClick={() => void switchActive(!group.active)}>
          {group.active ? 'No longer hold' : 'Hold again'}
        </Button>
      }
    >
      <WhatFields form={form} known facilitators={group.facilitators} />
      <WhereFields form={form} known />
      <Text size="sm" c="dimmed">
        Sessions to come take the name, the link and the seats. Their room and facilitators were booked and stay; move them on the calendar.
      </Text>
      {(record.problem?.code === 'needs-reason' || form.values.outsideHoursReason !== '') && (
        <Textarea label="Reason" description="Why somebody may lead it who by the service may not." autosize minRows={2} maxLength={300} {...form.getInputProps('outsideHoursReason')} />
      )}
    </FormDrawer>
  );
}

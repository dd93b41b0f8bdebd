import { Select, TextInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { editTask, openTask, readStaff, readTask, workKeys } from '../api/work-list';
import type { Task } from '../api/work-list';

interface Values {
  title: string;
  note: string;
  dueOn: string | null;
  ownerStaffId: string | null;
}

const valuesOf = (task: Task): Values => ({ title: task.title, note: task.note ?? '', dueOn: task.dueOn, ownerStaffId: task.ownerStaffId });

/** A task of one's own making, or a change of one: its words, its day, whose it is. */
export function TaskDrawer(props: { task: Task | null; onClose: () => void; onSaved: () => void }) {
  const { task } = props;
  const { clinicId, timeZone } = useClinic();
  const staff = useQuery({ queryKey: workKeys.staff(clinicId), queryFn: ({ signal }) => readStaff(clinicId, signal) });
  const people = staff.data?.items ?? [];
  const record = useRecordForm<Values>({
    initialValues: task ? valuesOf(task) : { title: '', note: '', dueOn: today(timeZone), ownerStaffId: null },
    ...(task ? { version: task.version } : {}),
    validate: { title: (value) => (value.trim() ? null : 'Say what is to be done.'), dueOn: (value) => (value ? null : 'Choose the day it is due.') },
    save: ({ title, note, dueOn, ownerStaffId }, { version, idempotencyKey }) => {
      const body = { title: title.trim(), note: note.trim() || null, dueOn: dueOn ?? '', ownerStaffId };
      return task ? editTask(clinicId, task.id, { ...body, version: version ?? task.version }) : openTask(clinicId, body, idempotencyKey);
    },
    ...(task ? { latest: () => readTask(clinicId, task.id).then((now) => ({ values: valuesOf(now), version: now.version })) } : {}),
    onSaved: props.onSaved,
  });
  const { form } = record;
  return (
    <FormDrawer title={task ? 'Task' : 'New task'} record={record} onClose={props.onClose} submitLabel={task ? 'Save' : 'Add task'}>
      <TextInput label="What is to be done" data-autofocus maxLength={200} {...form.getInputProps('title')} />
      <DayInput label="Due" {...form.getInputProps('dueOn')} />
      <Select
        label="Whose"
        description="Left empty it is nobody’s yet, and everybody sees it."
        placeholder="Nobody’s yet"
        clearable
        searchable
        data={people.filter((one) => one.active || one.staffId === task?.ownerStaffId).map((one) => ({ value: one.staffId, label: `${one.givenName} ${one.familyName}`.trim() }))}
        {...form.getInputProps('ownerStaffId')}
      />
      <Textarea label="Note" autosize minRows={3} maxLength={2000} {...form.getInputProps('note')} />
    </FormDrawer>
  );
}

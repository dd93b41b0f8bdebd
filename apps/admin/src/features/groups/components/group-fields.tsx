import { Group, NumberInput, Radio, Select, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { languageChoice } from '@/lib/languages';
import { StaffMultiPicker } from '@/ui';
import { useChoices } from './use-choices';

/** What a group is, as its forms hold it. */
export interface GroupValues {
  name: string;
  programId: string | null;
  serviceId: string | null;
  staffIds: string[];
  roomId: string | null;
  telehealth: boolean;
  telehealthUrl: string;
  minimum: number | string;
  capacity: number | string;
  enrollment: 'open' | 'closed';
  language: string | null;
  phases: string[];
}

/** Whole numbers of an input that may be empty. */
export const numberOf = (value: number | string): number | undefined => (value === '' ? undefined : Number(value));

interface Props<Values extends GroupValues> {
  form: UseFormReturnType<Values>;
}

/** Name, program, service and who leads. */
export function WhatFields<Values extends GroupValues>(props: Props<Values> & { known?: boolean; facilitators?: readonly { id: string; name: string }[] }) {
  const { form } = props;
  const { programs, services } = useChoices();
  return (
    <>
      <TextInput label="Name" placeholder="DBT skills, evening" data-autofocus={!props.known || undefined} {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <Select label="Program" placeholder="For everybody" clearable searchable data={programs.map((one) => ({ value: one.id, label: one.name }))} {...form.getInputProps('programId')} />
        <Select
          label="Service"
          placeholder="Choose a service"
          searchable
          allowDeselect={false}
          disabled={props.known ?? false}
          description={props.known ? 'Stays: another service is another group.' : undefined}
          data={services.map((one) => ({ value: one.id, label: one.name }))}
          {...form.getInputProps('serviceId')}
        />
      </Group>
      <StaffMultiPicker
        label="Facilitators"
        description="The first one leads."
        placeholder={form.values.staffIds.length === 0 ? 'Choose who leads' : undefined}
        known={props.facilitators}
        {...form.getInputProps('staffIds')}
      />
    </>
  );
}

/** Room or link, seats, and who may join when. */
export function WhereFields<Values extends GroupValues>(props: Props<Values> & { known?: boolean }) {
  const { form } = props;
  const { rooms, programs } = useChoices();
  const ofProgram = programs.filter((one) => form.values.programId === null || one.id === form.values.programId);
  const phases = [...new Set(ofProgram.flatMap((one) => one.phases.map((phase) => phase.name)))];
  return (
    <>
      <Select label="Room" placeholder="No room" clearable searchable data={rooms.map((one) => ({ value: one.id, label: `${one.name} · holds ${one.capacity}` }))} {...form.getInputProps('roomId')} />
      <Switch label="By telehealth" description="Alone, or beside the room for those at home." {...form.getInputProps('telehealth', { type: 'checkbox' })} />
      {form.values.telehealth && <TextInput label="Link" placeholder="https://" {...form.getInputProps('telehealthUrl')} />}
      <Group grow align="flex-start">
        <NumberInput label="Minimum" description="Fewer, and it is not worth holding." min={1} max={200} allowDecimal={false} {...form.getInputProps('minimum')} />
        <NumberInput label="Seats" description={props.known ? 'Sessions to come get as many.' : 'Empty: what service, room and policy allow.'} placeholder="As many as allowed" min={1} max={200} allowDecimal={false} {...form.getInputProps('capacity')} />
      </Group>
      <Radio.Group label="Who may join" {...form.getInputProps('enrollment')}>
        <Stack gap={8} mt={6}>
          <Radio value="open" label="Open" description="Anybody, at any time, while a seat is free." />
          <Radio value="closed" label="Closed" description="Nobody new once it has begun, unless somebody says why." />
        </Stack>
      </Radio.Group>
      <Group grow align="flex-start">
        <Select label="Held in" description="Whoever speaks another language joins with a reason." placeholder="Any language" clearable searchable data={languageChoice(form.values.language ? [form.values.language] : [])} {...form.getInputProps('language')} />
        <TagsInput label="For phases" description="Of the taper; others join with a reason." placeholder={form.values.phases.length === 0 ? 'Every phase' : ''} maxTags={12} data={phases} {...form.getInputProps('phases')} />
      </Group>
    </>
  );
}

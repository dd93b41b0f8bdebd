import '@mantine/dates/styles.layer.css';
import { Group, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { TimeInput } from '@mantine/dates';
import { DayInput } from './day-input';

/** From when to when, as a form holds it. */
export interface SpanValues {
  from: string | null;
  fromTime: string;
  to: string | null;
  toTime: string;
}

/** The fields of a span of clinic days: whole days unless times are said. Import it from its own file, as `DayInput`. */
export function SpanFields<Values extends SpanValues>(props: { form: UseFormReturnType<Values>; wholeDays: boolean; onWholeDays: (wholeDays: boolean) => void }) {
  const { form, wholeDays } = props;
  const { from } = form.values;
  return (
    <>
      <Switch label="Whole days" checked={wholeDays} onChange={(event) => props.onWholeDays(event.currentTarget.checked)} />
      <Group grow align="flex-start">
        <DayInput label="First day" {...form.getInputProps('from')} />
        {!wholeDays && <TimeInput label="From" {...form.getInputProps('fromTime')} />}
      </Group>
      <Group grow align="flex-start">
        <DayInput label="Last day" description="Leave empty for one day." clearable {...(from ? { minDate: from, defaultDate: from } : {})} {...form.getInputProps('to')} />
        {!wholeDays && <TimeInput label="Until" description="Empty: the end of the day." {...form.getInputProps('toTime')} />}
      </Group>
    </>
  );
}

import '@mantine/dates/styles.layer.css';
import { Chip, Group, Input, NumberInput, SegmentedControl } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { WEEKDAYS } from '@/lib/weekdays';
import { DayInput } from '@/ui/day-input';
import type { Times } from '../model/recurrence';

/** When a group meets, in plain controls. The words for it are said back over the dates. */
export function TimesFields<Values extends Times>(props: { form: UseFormReturnType<Values> }) {
  const { form } = props;
  const { ends } = form.values;
  return (
    <>
      <Input.Wrapper label="On" labelElement="div" error={form.errors['weekdays']}>
        <Chip.Group multiple value={form.values.weekdays.map(String)} onChange={(days) => form.setFieldValue('weekdays', days.map(Number).sort((a, b) => a - b) as never)}>
          <Group gap={6} mt={4} role="group" aria-label="Weekdays">
            {WEEKDAYS.map((one) => (
              <Chip key={one.weekday} value={String(one.weekday)} radius="sm">
                {one.short}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Group align="flex-start" gap="sm">
        <TimeInput label="At" w={130} {...form.getInputProps('startTime')} />
        <NumberInput label="For" w={130} min={5} max={720} step={5} allowDecimal={false} suffix=" min" {...form.getInputProps('durationMinutes')} />
        <NumberInput label="Every" w={130} min={1} max={52} allowDecimal={false} suffix={form.values.everyWeeks === 1 ? ' week' : ' weeks'} {...form.getInputProps('everyWeeks')} />
      </Group>
      <Group align="flex-end" gap="sm">
        <DayInput label="From" w={170} {...form.getInputProps('startDay')} />
        <Input.Wrapper label="Ends" labelElement="div">
          <SegmentedControl
            display="flex"
            mt={4}
            size="sm"
            aria-label="How it ends"
            data={[
              { value: 'never', label: 'Goes on' },
              { value: 'until', label: 'On a day' },
              { value: 'count', label: 'After' },
            ]}
            value={ends}
            onChange={(value) => form.setFieldValue('ends', value as never)}
          />
        </Input.Wrapper>
        {ends === 'until' && <DayInput label="Last day" w={170} {...(form.values.startDay ? { minDate: form.values.startDay } : {})} {...form.getInputProps('until')} />}
        {ends === 'count' && <NumberInput label="Sessions" w={130} min={1} max={1000} allowDecimal={false} {...form.getInputProps('count')} />}
      </Group>
    </>
  );
}

import { Chip, Group, Input, NumberInput, Select, Switch } from '@mantine/core';
import { WEEKDAYS } from '@/lib/weekdays';
import type { Parameter, ParameterValue } from '../api/policy';
import { inHours } from '../model/numbers';

const SUFFIX: Record<Parameter['unit'], string> = { minutes: ' min', days: ' days', business_days: ' business days', weeks: ' weeks', people: ' people', times: ' times', percent: ' %', years: ' years', none: '' };

/** What the form gives a field. */
export interface FieldProps {
  value?: unknown;
  onChange?: unknown;
  error?: unknown;
  'data-path'?: unknown;
}

/** The field that fits a parameter: hours, minutes, days, yes or no, weekdays. */
export function ParameterInput(props: { parameter: Parameter; field: FieldProps; disabled?: boolean }) {
  const { parameter, disabled = false } = props;
  const value = props.field.value as ParameterValue;
  const change = props.field.onChange as (value: ParameterValue) => void;
  const error = props.field.error as string | undefined;
  const path = { 'data-path': props.field['data-path'] as string | undefined };
  const label = parameter.label;

  if (parameter.type === 'boolean') return <Switch aria-label={label} label={value ? 'Yes' : 'No'} checked={value === true} disabled={disabled} error={error} {...path} onChange={(event) => change(event.currentTarget.checked)} />;
  if (parameter.type === 'weekday') {
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        disabled={disabled}
        error={error}
        {...path}
        data={WEEKDAYS.map((one) => ({ value: String(one.weekday), label: one.name }))}
        value={String(value)}
        onChange={(weekday) => weekday && change(Number(weekday))}
      />
    );
  }
  if (parameter.type === 'weekdays') {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <Input.Wrapper error={error} {...path}>
        <Chip.Group multiple value={chosen.map(String)} onChange={(days) => change(days.map(Number).sort((a, b) => a - b))}>
          <Group gap={4} role="group" aria-label={label}>
            {WEEKDAYS.map((one) => (
              <Chip key={one.weekday} value={String(one.weekday)} size="xs" radius="sm" disabled={disabled}>
                {one.short}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
    );
  }
  const perUnit = inHours(parameter) ? 60 : 1;
  return (
    <NumberInput
      aria-label={label}
      disabled={disabled}
      error={error}
      {...path}
      min={(parameter.min ?? 0) / perUnit}
      {...(parameter.max === null ? {} : { max: parameter.max / perUnit })}
      allowDecimal={perUnit > 1}
      decimalScale={2}
      step={perUnit > 1 ? 0.5 : 1}
      suffix={perUnit > 1 ? ' h' : SUFFIX[parameter.unit]}
      clampBehavior="none"
      value={(value as number) / perUnit}
      onChange={(next) => change(typeof next === 'number' ? Math.round(next * perUnit) : (parameter.min ?? 0))}
    />
  );
}

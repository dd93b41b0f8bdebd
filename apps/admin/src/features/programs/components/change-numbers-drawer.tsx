import { ActionIcon, Checkbox, Group, Select, Text, TextInput, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import type { ChangeNumbers, Evidence, Parameter, ParameterKey, ParameterValue } from '../api/policy';
import type { Population } from '../api/programs';
import { sayValue } from '../model/numbers';
import { EVIDENCE, POPULATIONS, options } from '../model/words';
import classes from './change-numbers-drawer.module.css';
import { ParameterInput } from './parameter-input';

/** A number as it is before the change. */
export interface KnownNumber {
  parameter: ParameterKey;
  value: ParameterValue;
  population: Population | null;
  /** Whether the profile to change has a value of its own, which could be taken back. */
  own: boolean;
}

interface Change extends KnownNumber {
  takeBack: boolean;
}

interface Values {
  effectiveFrom: string | null;
  effectiveTo: string | null;
  source: string;
  evidence: Evidence;
  reason: string;
  changes: Change[];
}

/** Changes numbers of a profile together, from a day on; what contradicts another number comes back at its field. */
export function ChangeNumbersDrawer(props: {
  title: string;
  parameters: Parameter[];
  /** Every number that can be changed, with what it is now. */
  known: KnownNumber[];
  /** Those the drawer opens with. */
  chosen: KnownNumber[];
  version: number;
  /** Whether a number may be for one population only (a state's, a payer's). */
  byPopulation: boolean;
  save: (body: ChangeNumbers, key: string) => Promise<unknown>;
  /** The version that stands now, after somebody else changed a number. */
  latestVersion: () => Promise<number>;
  onClose: () => void;
  onSaved: () => void;
}) {
  const { timeZone } = useClinic();
  const now = today(timeZone);
  const byKey = new Map(props.parameters.map((one) => [one.key, one]));
  const initial: Values = { effectiveFrom: now, effectiveTo: null, source: '', evidence: 'D', reason: '', changes: props.chosen.map((one) => ({ ...one, takeBack: false })) };
  const record = useRecordForm<Values>({
    initialValues: initial,
    version: props.version,
    validate: {
      effectiveFrom: (day) => (day ? null : 'Say from when.'),
      changes: (list) => (list.length > 0 ? null : 'Choose at least one number.'),
      source: (source) => (source.trim() ? null : 'Whoever reads this later needs to know where the number comes from.'),
      reason: (reason, values) => (values.effectiveFrom !== null && values.effectiveFrom < now && !reason.trim() ? 'The day is past: say why it changes what already held.' : null),
    },
    save: (values, { version, idempotencyKey }) =>
      props.save(
        {
          version: version ?? props.version,
          effectiveFrom: values.effectiveFrom ?? now,
          ...(values.effectiveTo ? { effectiveTo: values.effectiveTo } : {}),
          source: values.source,
          evidence: values.evidence,
          reason: values.reason.trim() || null,
          changes: values.changes.map((one) => ({ parameter: one.parameter, value: one.takeBack ? null : one.value, ...(props.byPopulation ? { population: one.population } : {}) })),
        },
        idempotencyKey,
      ),
    latest: async () => ({ values: record.form.getValues() as Values, version: await props.latestVersion() }),
    onSaved: () => {
      toast.done('Numbers changed');
      props.onSaved();
    },
  }) as ReturnType<typeof useRecordForm<Values>>;
  const { form } = record;
  const { changes, effectiveFrom } = form.values;
  const isPast = effectiveFrom !== null && effectiveFrom < now;
  const more = props.known.filter((one) => !changes.some((change) => change.parameter === one.parameter && change.population === one.population));
  const keyOf = (one: KnownNumber) => `${one.parameter} ${one.population ?? ''}`;

  return (
    <FormDrawer title={props.title} record={record} onClose={props.onClose} size="lg" submitLabel="Change">
      <Group grow align="flex-start">
        <DayInput label="From" description="The first day they hold. A day that is past needs a reason." {...form.getInputProps('effectiveFrom')} />
        <DayInput label="Until" description="Empty: until changed again. What is planned for later stays." clearable {...(effectiveFrom ? { minDate: effectiveFrom } : {})} {...form.getInputProps('effectiveTo')} />
      </Group>
      <div className={classes.changes}>
        {changes.map((change, index) => {
          const parameter = byKey.get(change.parameter);
          if (!parameter) return null;
          return (
            <div key={keyOf(change)} className={classes.change}>
              <div>
                <Text fw={500}>{parameter.label}</Text>
                <Text size="xs" c="dimmed">
                  {props.byPopulation && !change.own ? 'Not set here yet' : `Now ${sayValue(parameter, props.known.find((one) => keyOf(one) === keyOf(change))?.value ?? change.value)}`}
                </Text>
              </div>
              <div className={classes.field} data-wide={parameter.type === 'weekdays' || undefined}>
                <ParameterInput parameter={parameter} field={form.getInputProps(`changes.${index}.value`)} disabled={change.takeBack} />
              </div>
              <ActionIcon aria-label={`Leave ${parameter.label} as it is`} mt={3} onClick={() => form.removeListItem('changes', index)}>
                <IconTrash size={16} />
              </ActionIcon>
              {(props.byPopulation || change.own) && (
                <Group className={classes.under} gap="md">
                  {props.byPopulation && (
                    <Select
                      aria-label={`For whom ${parameter.label} holds`}
                      size="xs"
                      w={150}
                      allowDeselect={false}
                      disabled={change.own}
                      data={[{ value: '', label: 'For everybody' }, ...options(POPULATIONS)]}
                      value={change.population ?? ''}
                      onChange={(population) => form.setFieldValue(`changes.${index}.population`, (population || null) as never)}
                    />
                  )}
                  {change.own && (
                    <Checkbox size="xs" label="Say nothing any more: the layers below decide" {...form.getInputProps(`changes.${index}.takeBack`, { type: 'checkbox' })} />
                  )}
                </Group>
              )}
            </div>
          );
        })}
        <div className={classes.add}>
          <Select
            aria-label="Add a number"
            placeholder={changes.length === 0 ? 'Choose a number' : 'Add a number to change with it'}
            size="xs"
            error={form.errors['changes']}
            searchable
            value={null}
            data={more.map((one) => ({ value: keyOf(one), label: `${byKey.get(one.parameter)?.label ?? one.parameter}${one.population ? ` (${POPULATIONS[one.population].toLowerCase()})` : ''}` }))}
            onChange={(key) => {
              const one = more.find((candidate) => keyOf(candidate) === key);
              if (one) form.insertListItem('changes', { ...one, takeBack: false });
            }}
          />
        </div>
      </div>
      <TextInput label="Source" placeholder="Contract with Harbor Health, section 4" description="The rule, contract or decision the numbers come from." {...form.getInputProps('source')} />
      <Select
        label="How well it is founded"
        allowDeselect={false}
        data={(Object.keys(EVIDENCE) as Evidence[]).map((code) => ({ value: code, label: EVIDENCE[code].label }))}
        description={EVIDENCE[form.values.evidence].means}
        {...form.getInputProps('evidence')}
      />
      {isPast && <Textarea label="Reason" description="The change reaches into the past: weeks already judged are judged anew. The reason stays with it." minRows={2} {...form.getInputProps('reason')} />}
    </FormDrawer>
  );
}

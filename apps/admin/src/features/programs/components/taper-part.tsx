import { ActionIcon, Button, Card, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { formatMinutes } from '@/lib/minutes';
import { useCan, useClinic } from '@/lib/session';
import { EmptyState, StatusBadge, toast, useRecordForm, useUnsavedGuard } from '@/ui';
import { FormProblem } from '@/ui/form-parts';
import { programKeys, readProgram, setPhases } from '../api/programs';
import type { PhaseValues, Program } from '../api/programs';
import { moved, nextStep, taperLength } from '../model/taper';
import classes from './taper-part.module.css';
import { TaperSteps } from './taper-steps';

interface Values {
  phases: PhaseValues[];
}

const valuesOf = (program: Program): Values => ({ phases: program.phases.map(({ name, weeks, minutesPerWeek, daysPerWeek }) => ({ name, weeks, minutesPerWeek, daysPerWeek })) });

/** The steps a client's weeks go through, from many hours to few. */
export function TaperPart(props: { program: Program }) {
  const { program } = props;
  const { clinicId } = useClinic();
  const canEdit = useCan('programs.write');
  const queries = useQueryClient();
  const record = useRecordForm<Values>({
    initialValues: valuesOf(program),
    version: program.version,
    save: async ({ phases }, { version }) => {
      const saved = await setPhases(clinicId, program.id, phases, version ?? program.version);
      queries.setQueryData(programKeys.one(clinicId, program.id), saved);
      record.reset(valuesOf(saved), saved.version);
      toast.done('Taper saved');
      void queries.invalidateQueries({ queryKey: programKeys.all(clinicId) });
    },
    latest: async () => {
      const now = await readProgram(clinicId, program.id);
      return { values: valuesOf(now), version: now.version };
    },
  });
  useUnsavedGuard(record.isDirty && !record.isSaving);
  const { form } = record;
  const { phases } = form.values;
  const outside = (phase: PhaseValues) => (phase.minutesPerWeek < program.weeklyMinMinutes ? ('below_minimum' as const) : phase.minutesPerWeek > program.weeklyMaxMinutes ? ('above_maximum' as const) : null);
  const shown = phases.map((phase) => ({ ...phase, outsidePolicy: outside(phase) }));
  const length = taperLength(phases);
  const addStep = () => form.setFieldValue('phases', [...phases, nextStep(phases, { minutes: program.weeklyMinMinutes, days: program.daysMin })]);
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={addStep}>
      Add a step
    </Button>
  );

  if (phases.length === 0 && !record.isDirty) {
    return (
      <EmptyState title="No taper yet" action={canEdit && add}>
        Say how the hours go down: 15 h on 5 days for 4 weeks, then 9 h on 3 days for 4 weeks. Each admission then begins with the first step.
      </EmptyState>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void record.submit();
      }}
    >
      <Stack gap="md">
        <FormProblem record={record} />
        {phases.length > 0 && (
          <Card>
            <TaperSteps phases={shown} size="lg" caption={`${length.weeks} weeks, ${formatMinutes(length.minutes)} in all. The policy asks for ${formatMinutes(program.weeklyMinMinutes)} to ${formatMinutes(program.weeklyMaxMinutes)} a week.`} />
          </Card>
        )}
        <div className={classes.rows}>
          <div className={`${classes.row} ${classes.head}`} aria-hidden>
            <span />
            <span>Step</span>
            <span>Weeks</span>
            <span>Hours a week</span>
            <span>Days a week</span>
            <span />
          </div>
          {phases.map((phase, index) => {
            const step = `step ${index + 1}`;
            const lies = outside(phase);
            return (
              <div key={index} className={classes.row} role="group" aria-label={`Step ${index + 1}`}>
                <span className={classes.number} aria-hidden>
                  {index + 1}
                </span>
                <TextInput className={classes.name} aria-label={`Name of ${step}`} disabled={!canEdit} {...form.getInputProps(`phases.${index}.name`)} />
                <NumberInput className={classes.first} aria-label={`Weeks of ${step}`} min={1} max={52} allowDecimal={false} suffix=" wk" disabled={!canEdit} {...form.getInputProps(`phases.${index}.weeks`)} />
                <HoursInput label={`Hours a week of ${step}`} disabled={!canEdit} field={form.getInputProps(`phases.${index}.minutesPerWeek`)} />
                <NumberInput aria-label={`Days a week of ${step}`} min={0} max={7} allowDecimal={false} suffix=" days" disabled={!canEdit} {...form.getInputProps(`phases.${index}.daysPerWeek`)} />
                {canEdit && (
                  <Group gap={0} wrap="nowrap" pt={3}>
                    <ActionIcon aria-label={`Move ${step} up`} disabled={index === 0} onClick={() => form.setFieldValue('phases', moved(phases, index, -1))}>
                      <IconArrowUp size={16} />
                    </ActionIcon>
                    <ActionIcon aria-label={`Move ${step} down`} disabled={index === phases.length - 1} onClick={() => form.setFieldValue('phases', moved(phases, index, 1))}>
                      <IconArrowDown size={16} />
                    </ActionIcon>
                    <ActionIcon aria-label={`Remove ${step}`} onClick={() => form.removeListItem('phases', index)}>
                      <IconTrash size={16} />
                    </ActionIcon>
                  </Group>
                )}
                {lies && (
                  <div className={classes.note}>
                    <StatusBadge tone="warning">{lies === 'below_minimum' ? `Below the weekly minimum of ${formatMinutes(program.weeklyMinMinutes)}` : `Above the weekly maximum of ${formatMinutes(program.weeklyMaxMinutes)}`}</StatusBadge>
                  </div>
                )}
              </div>
            );
          })}
          {phases.length === 0 && (
            <Text p="md" c="dimmed">
              No steps. Save to keep it so.
            </Text>
          )}
        </div>
        {canEdit && (
          <Group justify="space-between">
            {add}
            <Group gap="xs">
              {record.isDirty && (
                <Button variant="default" onClick={() => record.reset(valuesOf(program), program.version)}>
                  Discard
                </Button>
              )}
              <Button type="submit" loading={record.isSaving} disabled={!record.isDirty}>
                Save taper
              </Button>
            </Group>
          </Group>
        )}
        <Text size="sm" c="dimmed">
          A change holds for admissions from now on. Episodes already under way keep the hours they were prescribed.
        </Text>
      </Stack>
    </form>
  );
}

function HoursInput(props: { label: string; disabled: boolean; field: object }) {
  const { value, onChange, ...rest } = props.field as { value: number; onChange: (minutes: number) => void };
  return (
    <NumberInput
      aria-label={props.label}
      min={0}
      max={168}
      step={0.5}
      decimalScale={2}
      suffix=" h"
      disabled={props.disabled}
      {...rest}
      value={value / 60}
      onChange={(hours) => onChange(typeof hours === 'number' ? Math.round(hours * 60) : 0)}
    />
  );
}

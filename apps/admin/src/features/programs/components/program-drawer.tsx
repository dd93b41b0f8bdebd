import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useConfirm, useRecordForm } from '@/ui';
import { addProgram, changeProgram, readProgram } from '../api/programs';
import type { Program, ProgramValues } from '../api/programs';
import { POPULATIONS, TRACKS, options } from '../model/words';

const valuesOf = (program: Program | null): ProgramValues => ({
  name: program?.name ?? '',
  code: program?.code ?? '',
  population: program?.population ?? 'adult',
  track: program?.track ?? 'mental_health',
  places: program?.places ?? '',
});

/** A program, new or known. Its numbers are the policy's. */
export function ProgramDrawer(props: { program: Program | null; onClose: () => void; onSaved: (program: Program) => void }) {
  const { program } = props;
  const { clinicId } = useClinic();
  const confirm = useConfirm();
  const record = useRecordForm<ProgramValues>({
    initialValues: valuesOf(program),
    ...(program ? { version: program.version } : {}),
    save: async ({ population, places, ...rest }, { version, idempotencyKey }) => {
      const values = { ...rest, places: places === '' ? null : Number(places) };
      const saved = program ? await changeProgram(clinicId, program.id, { ...values, version: version ?? program.version }) : await addProgram(clinicId, { ...values, population }, idempotencyKey);
      toast.done(program ? 'Program saved' : `${saved.name} is set up`);
      props.onSaved(saved);
    },
    ...(program
      ? {
          latest: async () => {
            const now = await readProgram(clinicId, program.id);
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
  });
  const switchActive = async (known: Program, active: boolean) => {
    const sure =
      active ||
      (await confirm({ title: `Close ${known.name}?`, message: 'Nobody can be admitted to it any more. Episodes that are open run on, and its history stays.', confirmLabel: 'Close program', danger: true }));
    if (!sure) return;
    try {
      props.onSaved(await changeProgram(clinicId, known.id, { active, version: known.version }));
      toast.done(active ? `${known.name} admits again` : `${known.name} is closed`);
    } catch (error) {
      toast.failed(error);
    }
  };
  const { form } = record;
  return (
    <FormDrawer
      title={program ? program.name : 'New program'}
      record={record}
      onClose={props.onClose}
      submitLabel={program ? 'Save' : 'Set up'}
      footer={
        program && (
          <Button variant="subtle" color={program.active ? 'red' : 'teal'} onClick={() => void switchActive(program, !program.active)}>
            {program.active ? 'Close program' : 'Open again'}
          </Button>
        )
      }
    >
      <TextInput label="Name" placeholder="Adult mental health IOP, evening" data-autofocus={program === null || undefined} {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <TextInput label="Short name" description="On boards and cards." placeholder="EVE" {...form.getInputProps('code')} />
        <Select label="Treats" description="Substance use brings 42 CFR Part 2." allowDeselect={false} data={options(TRACKS)} {...form.getInputProps('track')} />
      </Group>
      <NumberInput label="Places" description="How many clients it takes into care at once. Empty: as many as come. Fewer than are in care: nobody leaves, and nobody comes in until fewer are." placeholder="No limit" min={1} max={5000} allowDecimal={false} {...form.getInputProps('places')} />
      <Select
        label="For"
        description={program ? 'Stays as it is: a program for others is another program.' : 'Decides which hours the law and the payers ask for. It cannot change later.'}
        allowDeselect={false}
        disabled={program !== null}
        data={options(POPULATIONS)}
        {...form.getInputProps('population')}
      />
    </FormDrawer>
  );
}

import { ActionIcon, Alert, Button, Fieldset, Group, NumberInput, Select, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newKey } from '@/lib/api/http';
import { addDays, formatDay } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { FormDrawer, PersonName, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { admit, chartKeys, readPlan } from '../api/chart';
import type { Chart } from '../api/chart';
import { clientKeys, readCensus } from '../api/clients';
import { joinIntake, readPlaces, readWaiting, waitingKeys } from '../api/intake';
import { bodyOf, leavesPolicy, sayLimits, stepsOf } from '../model/admission';
import type { AdmissionValues } from '../model/admission';
import { isFullOn, sayFull } from '../model/waiting';
import { ROLE_OPTIONS } from '../model/words';
import classes from './admit-drawer.module.css';
import { HoursInput } from './hours-input';
import { StaffSelect } from './staff-select';

/** Admits the client: program, day, hours and care team in one save. The program's taper fills the hours in. */
export function AdmitDrawer(props: { chart: Chart; programId?: string; today: string; onClose: () => void; onSaved: () => void }) {
  const { client, stays } = props.chart;
  const { clinicId } = useClinic();
  const census = useQuery({ queryKey: clientKeys.census(clinicId), queryFn: () => readCensus(clinicId) });
  const running = new Set(stays.filter(({ state }) => state !== 'ended').map(({ programId }) => programId));
  const programs = (census.data?.items ?? []).filter((row) => row.active && !running.has(row.programId));
  const entryRef = useRef<string | null>(null);
  const planRef = useRef<Awaited<ReturnType<typeof readPlan>> | undefined>(undefined);
  const record = useRecordForm<AdmissionValues>({
    initialValues: { programId: props.programId ?? null, admittedOn: props.today, plannedWeeks: '', prescriptions: [], careTeam: [{ staffId: null, role: 'therapist' }], orderedByStaffId: null, reason: '' },
    validate: {
      programId: (value) => (value ? null : 'Choose a program.'),
      admittedOn: (value) => (value ? null : 'Choose the first day.'),
      careTeam: { staffId: (value, _values, path) => (value || path !== 'careTeam.0.staffId' ? null : 'Choose who is primary.') },
      reason: (value, values) => (value.trim() === '' && planRef.current && values.prescriptions.some((step) => leavesPolicy(step, planRef.current as never)) ? 'Say why these hours leave the policy.' : null),
    },
    save: async (values, { idempotencyKey }) => {
      try {
        await admit(clinicId, { ...bodyOf(client.id, values, planRef.current), intakeEntryId: entryRef.current }, idempotencyKey);
      } catch (refusal) {
        // Somebody else may have taken the place meanwhile: what is said of it is read again.
        void places.refetch();
        void waiting.refetch();
        throw refusal;
      }
    },
    onSaved: () => {
      toast.done('Admitted');
      props.onSaved();
    },
  });
  const { form } = record;
  const { programId, admittedOn, prescriptions, careTeam } = form.values;
  const plan = useQuery({
    queryKey: chartKeys.plan(clinicId, programId ?? '', admittedOn ?? ''),
    queryFn: () => readPlan(clinicId, programId ?? '', admittedOn ?? ''),
    enabled: programId !== null && admittedOn !== null,
  });
  planRef.current = plan.data;

  const waiting = useQuery({ queryKey: waitingKeys.of(clinicId, client.id), queryFn: () => readWaiting(clinicId, client.id) });
  const places = useQuery({ queryKey: waitingKeys.places(clinicId, programId ?? ''), queryFn: () => readPlaces(clinicId, programId ?? ''), enabled: programId !== null });
  const entry = (waiting.data?.items ?? []).find((one) => one.programId === programId && (one.state === 'waiting' || one.state === 'offered'));
  const offer = entry?.offer ?? null;
  entryRef.current = offer ? (entry?.id ?? null) : null;
  const startsOn = offer?.startsOn ?? null;
  useEffect(() => {
    if (startsOn !== null && startsOn > props.today) form.setFieldValue('admittedOn', startsOn);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the form is another object at every rendering
  }, [startsOn]);

  // The program's own taper stands in the form until somebody writes another; another program or day brings it back.
  const filled = useRef('');
  useEffect(() => {
    const key = `${programId} ${admittedOn}`;
    if (!plan.data || filled.current === key) return;
    filled.current = key;
    form.setFieldValue('prescriptions', plan.data.prescriptions.length > 0 ? stepsOf(plan.data) : [{ effectiveFrom: admittedOn ?? '', minutesPerWeek: plan.data.weeklyMinMinutes ?? 540, daysPerWeek: plan.data.daysMin ?? 3, phaseName: '' }]);
    form.setFieldValue('plannedWeeks', plan.data.plannedWeeks ?? '');
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the form is another object at every rendering
  }, [plan.data, programId, admittedOn]);

  const outside = plan.data !== undefined && prescriptions.some((step) => leavesPolicy(step, plan.data));
  const noPolicy = plan.data !== undefined && plan.data.weeklyMinMinutes === null;
  const addStep = () => {
    const last = prescriptions.at(-1);
    form.insertListItem('prescriptions', { effectiveFrom: addDays(last?.effectiveFrom ?? props.today, 28), minutesPerWeek: last?.minutesPerWeek ?? 540, daysPerWeek: last?.daysPerWeek ?? 3, phaseName: '' });
  };
  return (
    <FormDrawer title="Admit to a program" record={record} onClose={props.onClose} submitLabel="Admit" size="lg">
      <Text c="dimmed">
        <PersonName {...client} withLegal />
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Select
          label="Program"
          placeholder="Choose a program"
          data-autofocus
          searchable
          openOnFocus={false}
          nothingFoundMessage="No such program"
          data={programs.map((row) => ({ value: row.programId, label: row.name }))}
          {...form.getInputProps('programId')}
        />
        <DayInput label="First day" {...form.getInputProps('admittedOn')} />
      </SimpleGrid>
      {offer && (
        <Alert color="teal" variant="light" role="status">
          A place is kept for them{offer.startsOn > props.today ? `, free from ${formatDay(offer.startsOn, props.today)}` : ''}. The admission takes it.
        </Alert>
      )}
      {programId && !offer && places.data && isFullOn(places.data, admittedOn ?? props.today) && <FullNotice programId={programId} clientId={client.id} words={`${sayFull(places.data)}${places.data.freeFrom ? ` The next place is free from ${formatDay(places.data.freeFrom, props.today)}.` : ''}`} number={entry?.number ?? null} onDone={props.onSaved} />}
      {noPolicy && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title="No hours policy on that day">
          The program’s policy does not reach back that far, so nobody can be admitted on that day.
        </Alert>
      )}
      {prescriptions.length > 0 && !noPolicy && (
        <Fieldset legend="Prescribed hours" className={classes.set}>
          {plan.data && <Text size="sm" c="dimmed">{sayLimits(plan.data)}</Text>}
          {prescriptions.map((_step, index) => (
            <div key={index} className={classes.step}>
              {index === 0 ? (
                <TextInput label="From" value="the first day" readOnly tabIndex={-1} aria-label="The first hours hold from the first day" />
              ) : (
                <DayInput label="From" aria-label={`Step ${index + 1} from`} {...form.getInputProps(`prescriptions.${index}.effectiveFrom`)} />
              )}
              <HoursInput label="Hours a week" aria-label={`Hours a week of step ${index + 1}`} {...form.getInputProps(`prescriptions.${index}.minutesPerWeek`)} />
              <NumberInput label="Days" min={0} max={7} aria-label={`Days a week of step ${index + 1}`} {...form.getInputProps(`prescriptions.${index}.daysPerWeek`)} />
              <TextInput label="Phase" aria-label={`Phase of step ${index + 1}`} {...form.getInputProps(`prescriptions.${index}.phaseName`)} />
              {index > 0 && (
                <ActionIcon variant="subtle" color="gray" className={classes.remove} aria-label={`Remove step ${index + 1}`} onClick={() => form.removeListItem('prescriptions', index)}>
                  <IconX size={16} />
                </ActionIcon>
              )}
            </div>
          ))}
          <Group justify="space-between" align="flex-end">
            <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={addStep}>
              Add a step
            </Button>
            <NumberInput label="Planned weeks" w={130} min={1} max={260} {...form.getInputProps('plannedWeeks')} />
          </Group>
          <StaffSelect label="Ordered by" description="Signs for the hours: licensed, or under a supervisor who is." placeholder="The primary" clearable {...form.getInputProps('orderedByStaffId')} />
          {outside && <Textarea label="Why these hours leave the policy" autosize minRows={2} required withAsterisk {...form.getInputProps('reason')} />}
        </Fieldset>
      )}
      <Fieldset legend="Care team" className={classes.set}>
        {careTeam.map((member, index) => (
          <div key={index} className={classes.member}>
            <StaffSelect
              label={index === 0 ? 'Primary' : 'Member'}
              aria-label={index === 0 ? 'Primary' : `Member ${index + 1}`}
              except={careTeam.flatMap((other, at) => (at !== index && other.staffId && other.role === member.role ? [other.staffId] : []))}
              {...form.getInputProps(`careTeam.${index}.staffId`)}
            />
            <Select label="Role" aria-label={`Role of member ${index + 1}`} allowDeselect={false} data={ROLE_OPTIONS} {...form.getInputProps(`careTeam.${index}.role`)} />
            {index > 0 && (
              <ActionIcon variant="subtle" color="gray" className={classes.remove} aria-label={`Remove member ${index + 1}`} onClick={() => form.removeListItem('careTeam', index)}>
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
        ))}
        <div>
          <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} />} onClick={() => form.insertListItem('careTeam', { staffId: null, role: careTeam.length === 1 ? 'case_manager' : 'prescriber' })}>
            Add a member
          </Button>
        </div>
      </Fieldset>
    </FormDrawer>
  );
}

/** A program that is full, and the way to its waitlist. */
function FullNotice(props: { programId: string; clientId: string; words: string; number: number | null; onDone: () => void }) {
  const { clinicId } = useClinic();
  const canWait = useCan('intake.write');
  const [isBusy, setBusy] = useState(false);
  const [key] = useState(newKey);
  const wait = async () => {
    setBusy(true);
    try {
      await joinIntake(clinicId, props.programId, { clientId: props.clientId }, key);
      toast.done('Put on the waitlist');
      props.onDone();
    } catch (error) {
      toast.failed(error);
      setBusy(false);
    }
  };
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title="The program is full" role="status">
      {props.words}
      {props.number !== null && ` They are number ${props.number} in line.`}
      {props.number === null && canWait && (
        <div>
          <Button size="compact-sm" variant="default" mt="xs" loading={isBusy} onClick={() => void wait()}>
            Put on the waitlist
          </Button>
        </div>
      )}
    </Alert>
  );
}

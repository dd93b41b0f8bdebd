import { Group, List, Select, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { followProfile, policyKeys, readProfile, readProfiles } from '../api/policy';
import type { Layer, Parameter } from '../api/policy';
import { readProgram } from '../api/programs';
import type { Program } from '../api/programs';
import { sayValue } from '../model/numbers';
import { LAYERS, POPULATIONS } from '../model/words';

interface Values {
  profileId: string | null;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  reason: string;
}

const FOLLOWED: readonly Layer[] = ['state', 'accreditor', 'payer'];

/** Lets a program follow a state's, an accreditor's or a payer's profile, with what it would bring. */
export function FollowDrawer(props: { program: Program; parameters: Parameter[]; onClose: () => void; onSaved: () => void }) {
  const { program } = props;
  const { clinicId, timeZone } = useClinic();
  const now = today(timeZone);
  const profiles = useQuery({ queryKey: policyKeys.profileList(clinicId), queryFn: () => readProfiles(clinicId) });
  const record = useRecordForm<Values>({
    initialValues: { profileId: null, effectiveFrom: now, effectiveTo: null, reason: '' },
    version: program.version,
    validate: {
      profileId: (id) => (id ? null : 'Choose one.'),
      effectiveFrom: (day) => (day ? null : 'Say from when.'),
      reason: (reason, values) => (values.effectiveFrom !== null && values.effectiveFrom < now && !reason.trim() ? 'The day is past: say why.' : null),
    },
    save: (values, { version, idempotencyKey }) =>
      followProfile(
        clinicId,
        program.id,
        { version: version ?? program.version, profileId: values.profileId ?? '', effectiveFrom: values.effectiveFrom ?? now, effectiveTo: values.effectiveTo, reason: values.reason.trim() || null },
        idempotencyKey,
      ),
    latest: async () => ({ values: { profileId: null, effectiveFrom: now, effectiveTo: null, reason: '' }, version: (await readProgram(clinicId, program.id)).version }),
    onSaved: () => {
      toast.done('Profile followed');
      props.onSaved();
    },
  });
  const { form } = record;
  const { profileId, effectiveFrom } = form.values;
  return (
    <FormDrawer title="Follow a profile" record={record} onClose={props.onClose} size="lg" submitLabel="Follow">
      <Select
        label="Profile"
        description="Its numbers win over the layers below and give way to the program’s own."
        searchable
        data={FOLLOWED.map((layer) => ({ group: LAYERS[layer].label, items: (profiles.data?.items ?? []).filter((one) => one.layer === layer).map((one) => ({ value: one.id, label: one.name })) })).filter((group) => group.items.length > 0)}
        {...form.getInputProps('profileId')}
      />
      {profileId && <Brings profileId={profileId} parameters={props.parameters} program={program} />}
      <Group grow align="flex-start">
        <DayInput label="From" description="A past day needs a reason." {...form.getInputProps('effectiveFrom')} />
        <DayInput label="Until" description="Empty: until further notice." clearable {...(effectiveFrom ? { minDate: effectiveFrom } : {})} {...form.getInputProps('effectiveTo')} />
      </Group>
      {effectiveFrom !== null && effectiveFrom < now && <Textarea label="Reason" description="The day is past: weeks already judged are judged anew." minRows={2} {...form.getInputProps('reason')} />}
    </FormDrawer>
  );
}

/** The numbers a profile would bring to the program. */
function Brings(props: { profileId: string; parameters: Parameter[]; program: Program }) {
  const { clinicId } = useClinic();
  const profile = useQuery({ queryKey: policyKeys.profile(clinicId, props.profileId), queryFn: () => readProfile(clinicId, props.profileId) });
  if (!profile.data) return null;
  const byKey = new Map(props.parameters.map((one) => [one.key, one]));
  const values = profile.data.values.filter((one) => one.population === null || one.population === props.program.population);
  return (
    <div>
      <Text size="sm" fw={500}>
        {values.length === 0 ? 'It sets nothing for this program.' : 'It brings'}
      </Text>
      <List size="sm">
        {values.map((one) => {
          const parameter = byKey.get(one.parameter);
          if (!parameter) return null;
          return (
            <List.Item key={one.id}>
              {parameter.label}: {sayValue(parameter, one.value)}
              {one.population ? ` (${POPULATIONS[one.population].toLowerCase()})` : ''}
            </List.Item>
          );
        })}
      </List>
    </div>
  );
}

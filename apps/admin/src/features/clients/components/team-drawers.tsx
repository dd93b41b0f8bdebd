import { Checkbox, Select, Text } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { joinTeam, leaveTeam, makePrimary, openChart } from '../api/chart';
import type { CareTeamRole, Stay, TeamMember } from '../api/chart';
import { ROLE_OPTIONS, ROLES } from '../model/words';
import { StaffSelect } from './staff-select';

interface Common {
  clientId: string;
  stay: Stay;
  today: string;
  onClose: () => void;
  onSaved: () => void;
}

interface JoinValues {
  staffId: string | null;
  role: CareTeamRole;
  isPrimary: boolean;
  fromDay: string | null;
}

/** Someone joins the care team. */
export function JoinTeamDrawer(props: Common) {
  const { stay } = props;
  const { clinicId } = useClinic();
  const initialValues: JoinValues = { staffId: null, role: 'therapist', isPrimary: false, fromDay: firstDay(props) };
  const record = useRecordForm<JoinValues>({
    initialValues,
    version: stay.version,
    validate: { staffId: (value) => (value ? null : 'Choose a person.'), fromDay: (value) => (value ? null : 'Choose the first day.') },
    save: ({ staffId, fromDay, ...values }, { version, idempotencyKey }) =>
      joinTeam(clinicId, stay.id, { ...values, version: version ?? stay.version, staffId: staffId ?? '', fromDay: fromDay ?? '' }, idempotencyKey),
    latest: () => latestOf(clinicId, props, initialValues),
    onSaved: () => {
      toast.done('Added to the care team');
      props.onSaved();
    },
  });
  const { form } = record;
  return (
    <FormDrawer title="Add to care team" record={record} onClose={props.onClose} submitLabel="Add">
      <StaffSelect label="Person" data-autofocus {...form.getInputProps('staffId')} />
      <Select label="Role" allowDeselect={false} data={ROLE_OPTIONS} {...form.getInputProps('role')} />
      <DayInput label="From" minDate={stay.admittedOn} {...form.getInputProps('fromDay')} />
      <Checkbox label="Primary" description="Takes it over from whoever is primary on that day." {...form.getInputProps('isPrimary', { type: 'checkbox' })} />
    </FormDrawer>
  );
}

/** Someone leaves the care team after a last day. */
export function LeaveTeamDrawer(props: Common & { member: TeamMember }) {
  const { stay, member } = props;
  const { clinicId } = useClinic();
  const initialValues: { toDay: string | null } = { toDay: member.fromDay > props.today ? member.fromDay : props.today };
  const record = useRecordForm<{ toDay: string | null }>({
    initialValues,
    version: stay.version,
    validate: { toDay: (value) => (value ? null : 'Choose the last day.') },
    save: ({ toDay }, { version, idempotencyKey }) => leaveTeam(clinicId, stay.id, member.id, { version: version ?? stay.version, toDay: toDay ?? '' }, idempotencyKey),
    latest: () => latestOf(clinicId, props, initialValues),
    onSaved: () => {
      toast.done('Care team changed');
      props.onSaved();
    },
  });
  return (
    <FormDrawer title="Leaves the care team" record={record} onClose={props.onClose}>
      <Text c="dimmed">
        {member.name}, {ROLES[member.role].toLowerCase()}.{member.isPrimary ? ' Someone else has to be primary first.' : ''}
      </Text>
      <DayInput label="Last day" minDate={member.fromDay} {...record.form.getInputProps('toDay')} />
    </FormDrawer>
  );
}

/** Someone of the care team becomes primary. */
export function MakePrimaryDrawer(props: Common & { member: TeamMember }) {
  const { stay, member } = props;
  const { clinicId } = useClinic();
  const initialValues: { fromDay: string | null } = { fromDay: firstDay(props) };
  const before = stay.careTeam.find(({ isPrimary, now }) => isPrimary && now);
  const record = useRecordForm<{ fromDay: string | null }>({
    initialValues,
    version: stay.version,
    validate: { fromDay: (value) => (value ? null : 'Choose the first day.') },
    save: ({ fromDay }, { version, idempotencyKey }) => makePrimary(clinicId, stay.id, member.id, { version: version ?? stay.version, fromDay: fromDay ?? '' }, idempotencyKey),
    latest: () => latestOf(clinicId, props, initialValues),
    onSaved: () => {
      toast.done('Care team changed');
      props.onSaved();
    },
  });
  return (
    <FormDrawer title="Make primary" record={record} onClose={props.onClose} submitLabel="Make primary">
      <Text c="dimmed">
        {member.name} becomes primary.{before && ` ${before.name} stays on the care team as ${ROLES[before.role].toLowerCase()}.`}
      </Text>
      <DayInput label="From" minDate={stay.admittedOn} {...record.form.getInputProps('fromDay')} />
    </FormDrawer>
  );
}

function firstDay(props: Common): string {
  return props.stay.admittedOn > props.today ? props.stay.admittedOn : props.today;
}

async function latestOf<Values>(clinicId: string, props: Common, values: Values): Promise<{ values: Values; version: number }> {
  const chart = await openChart(clinicId, props.clientId);
  return { values, version: chart.stays.find(({ id }) => id === props.stay.id)?.version ?? props.stay.version };
}

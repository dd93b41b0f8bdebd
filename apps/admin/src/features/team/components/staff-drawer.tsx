import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { FormDrawer, StaffPicker, toast, useConfirm, useRecordForm } from '@/ui';
import { addStaff, changeStaff, readDisciplines, readFreeAccounts, readPerson, setActive, teamKeys } from '../api/team';
import type { Staff, StaffValues } from '../api/team';
import { languageChoice } from '@/lib/languages';

const valuesOf = (staff: Staff | null): StaffValues => ({
  givenName: staff?.givenName ?? '',
  familyName: staff?.familyName ?? '',
  discipline: staff?.discipline ?? '',
  title: staff?.title ?? '',
  email: staff?.email ?? '',
  phone: staff?.phone ?? '',
  languages: staff?.languages ?? ['en'],
  supervisorId: staff?.supervisor?.id ?? null,
  userId: staff?.userId ?? null,
});

/** A person of the team, new or known. */
export function StaffDrawer(props: { staff: Staff | null; onClose: () => void; onSaved: (staff: Staff) => void }) {
  const { staff } = props;
  const { clinicId } = useClinic();
  const confirm = useConfirm();
  const disciplines = useQuery({ queryKey: teamKeys.disciplines(clinicId), queryFn: () => readDisciplines(clinicId), staleTime: Infinity });
  const accounts = useQuery({ queryKey: teamKeys.accounts(clinicId), queryFn: () => readFreeAccounts(clinicId) });

  const record = useRecordForm<StaffValues>({
    initialValues: valuesOf(staff),
    ...(staff ? { version: staff.version } : {}),
    validate: { givenName: (name) => (name.trim() ? null : 'Say who this is.'), discipline: (code) => (code ? null : 'It decides what they may lead.') },
    save: async (values, { version, idempotencyKey }) => {
      const saved = staff ? await changeStaff(clinicId, staff.id, values, version ?? staff.version) : await addStaff(clinicId, values, idempotencyKey);
      toast.done(staff ? 'Saved' : `${saved.name} is on the team`);
      props.onSaved(saved);
    },
    ...(staff
      ? {
          latest: async () => {
            const now = await readPerson(clinicId, staff.id);
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
  });
  const { form } = record;
  const facts = disciplines.data?.items.find((one) => one.code === form.values.discipline);
  const licensed = new Set(disciplines.data?.items.filter((one) => one.leadsBy === 'credential').map((one) => one.code));

  const leave = async (person: Staff) => {
    const sure = await confirm({
      title: `${person.name} no longer works here?`,
      message: 'Nothing new can be planned with them. Their sessions, notes and attendance stay; sessions still ahead wait for somebody to take them over.',
      confirmLabel: 'No longer works here',
      danger: true,
    });
    if (sure) await switchActive(person, false);
  };
  const switchActive = async (person: Staff, active: boolean) => {
    try {
      props.onSaved(await setActive(clinicId, person.id, active, person.version));
      toast.done(active ? `${person.name} works here again` : `${person.name} no longer works here`);
    } catch (error) {
      toast.failed(error);
    }
  };

  const linkable = [...(staff?.userId ? [{ value: staff.userId, label: staff.accountName ?? 'Their account' }] : []), ...(accounts.data?.items ?? []).map((one) => ({ value: one.userId, label: one.displayName }))];

  return (
    <FormDrawer
      title={staff ? staff.name : 'New person'}
      record={record}
      onClose={props.onClose}
      size="lg"
      submitLabel={staff ? 'Save' : 'Add to the team'}
      footer={
        staff &&
        (staff.active ? (
          <Button variant="subtle" color="red" onClick={() => void leave(staff)}>
            No longer works here
          </Button>
        ) : (
          <Button variant="subtle" onClick={() => void switchActive(staff, true)}>
            Works here again
          </Button>
        ))
      }
    >
      <Group grow align="flex-start">
        <TextInput label="Given name" data-autofocus={staff === null || undefined} {...form.getInputProps('givenName')} />
        <TextInput label="Family name" {...form.getInputProps('familyName')} />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="Discipline"
          searchable
          allowDeselect={false}
          data={(disciplines.data?.items ?? []).map((one) => ({ value: one.code, label: one.label }))}
          {...form.getInputProps('discipline')}
        />
        <TextInput label="Title" placeholder="LCSW" {...form.getInputProps('title')} />
      </Group>
      <StaffPicker
        label="Supervisor"
        description={facts?.leadsBy === 'supervision' ? `Needed: ${facts.label.toLowerCase()} work is supervised and co-signed.` : 'Who answers for their work, if somebody does.'}
        placeholder="Nobody"
        clearable
        known={staff?.supervisor ? [staff.supervisor] : []}
        among={(one) => licensed.has(one.discipline) && one.id !== staff?.id}
        labelOf={(one) => (one.title ? `${one.name}, ${one.title}` : one.name)}
        withAsterisk={facts?.leadsBy === 'supervision'}
        {...form.getInputProps('supervisorId')}
      />
      <Group grow align="flex-start">
        <TextInput label="Email" type="email" {...form.getInputProps('email')} />
        <TextInput label="Telephone" type="tel" {...form.getInputProps('phone')} />
      </Group>
      <MultiSelect label="Works in" searchable placeholder={form.values.languages.length === 0 ? 'Languages' : ''} data={languageChoice(form.values.languages)} {...form.getInputProps('languages')} />
      <Select
        label="Account"
        description="The account they sign in with, so that Today shows their sessions. Accounts are made under Users."
        placeholder="Does not sign in"
        searchable
        clearable
        data={linkable}
        {...form.getInputProps('userId')}
      />
    </FormDrawer>
  );
}

import { Alert, TextInput } from '@mantine/core';
import { IconBuildingCommunity } from '@tabler/icons-react';
import { useClinic, useMe } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { addUser, changeUser, readUser } from '../api/users';
import type { Role, User, UserValues } from '../api/users';
import { offersFor } from '../model/roles';
import { AccountActions } from './account-actions';
import type { Handover } from './handover';
import { RoleChoice } from './role-choice';

const valuesOf = (user: User | null): UserValues => ({ displayName: user?.displayName ?? '', email: user?.email ?? '', roles: user?.roles ?? [] });

/** An account, new or known: name, address, roles, and what else can be done to it. */
export function UserDrawer(props: { user: User | null; onClose: () => void; onSaved: () => void; onChanged: () => void; onHandover: (handover: Handover) => void }) {
  const { user } = props;
  const { clinicId } = useClinic();
  const me = useMe();
  const administered = me.memberships.filter((membership) => membership.permissions.includes('users.manage')).length;
  const offers = user && offersFor(user, { userId: me.user.id, canManage: true, clinics: administered });

  const record = useRecordForm<UserValues>({
    initialValues: valuesOf(user),
    ...(user ? { version: user.version } : {}),
    validate: {
      displayName: (value) => (value.trim() === '' ? 'Say who this is.' : null),
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'An e-mail address they sign in with.'),
      roles: (value) => (value.length === 0 ? 'At least one, or they could do nothing.' : null),
    },
    save: async (values, { version, idempotencyKey }) => {
      if (user) return changeUser(clinicId, user, values, version ?? user.version);
      const made = await addUser(clinicId, values, idempotencyKey);
      if (made.hadAccount) toast.done(`${values.displayName.trim()} has an account already and can open this clinic now`);
      else props.onHandover({ displayName: values.displayName.trim(), email: values.email.trim().toLowerCase(), password: made.temporaryPassword });
      return made;
    },
    ...(user ? { latest: async () => { const now = await readUser(clinicId, user.id); return { values: valuesOf(now), version: now.version }; } } : {}),
    onSaved: props.onSaved,
  });

  const fixed = offers !== null && !offers.rename;
  return (
    <FormDrawer title={user ? user.displayName : 'New user'} record={record} onClose={props.onClose} submitLabel={user ? 'Save' : 'Create account'} size="lg">
      {user && user.otherClinics > 0 && (
        <Alert color="blue" variant="light" icon={<IconBuildingCommunity size={18} />}>
          Also works in {user.otherClinics === 1 ? 'another clinic' : `${user.otherClinics} other clinics`}. Roles here concern this clinic alone
          {fixed ? '; name, password and account are for someone who administers all of them.' : '.'}
        </Alert>
      )}
      <TextInput label="Name" data-autofocus={user === null || undefined} disabled={fixed} {...record.form.getInputProps('displayName')} />
      <TextInput
        label="Email"
        type="email"
        description={user ? undefined : 'They sign in with it. Somebody who works in another clinic here keeps the account they have.'}
        disabled={fixed}
        {...record.form.getInputProps('email')}
      />
      <RoleChoice
        value={record.form.values.roles}
        onChange={(roles: Role[]) => record.form.setFieldValue('roles', roles)}
        error={record.form.errors['roles'] as string | undefined}
      />
      {user && offers && <AccountActions user={user} offers={offers} onChanged={props.onChanged} onHandover={props.onHandover} />}
    </FormDrawer>
  );
}

import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { Section, toast, useConfirm } from '@/ui';
import { disableUser, enableUser, removeUser, resetPassword, unlockUser } from '../api/users';
import type { User } from '../api/users';
import type { Offers } from '../model/roles';
import type { Handover } from './handover';

/** What an administrator does to an account besides editing it: each at once, each asked about where it shuts somebody out. */
export function AccountActions(props: { user: User; offers: Offers; onChanged: () => void; onHandover: (handover: Handover) => void }) {
  const { user, offers } = props;
  const { clinicId, clinicName } = useClinic();
  const confirm = useConfirm();
  const [busy, setBusy] = useState<string | null>(null);

  const run = async (name: string, work: () => Promise<unknown>, done: string) => {
    setBusy(name);
    try {
      await work();
      toast.done(done);
      props.onChanged();
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(null);
    }
  };

  const reset = async () => {
    const sure = await confirm({
      title: `Reset the password of ${user.displayName}?`,
      message: 'They are signed out everywhere. You get a password to hand over; they choose their own with it.',
      confirmLabel: 'Reset password',
      danger: true,
    });
    if (!sure) return;
    setBusy('reset');
    try {
      const { temporaryPassword } = await resetPassword(clinicId, user.id);
      props.onHandover({ displayName: user.displayName, email: user.email, password: temporaryPassword });
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(null);
    }
  };

  const disable = async () => {
    const sure = await confirm({
      title: `Disable ${user.displayName}?`,
      message: 'They are signed out everywhere at once and cannot sign in; tokens they made stop. What they did stays in the record. You can enable the account again.',
      confirmLabel: 'Disable',
      danger: true,
    });
    if (sure) await run('disable', () => disableUser(clinicId, user.id, ''), `${user.displayName} can no longer sign in`);
  };

  const remove = async () => {
    const sure = await confirm({
      title: `Remove ${user.displayName} from ${clinicName}?`,
      message: 'They lose access to this clinic at once. Their account and their other clinics stay.',
      confirmLabel: 'Remove from clinic',
      danger: true,
    });
    if (sure) await run('remove', () => removeUser(clinicId, user.id), `${user.displayName} no longer works in this clinic`);
  };

  if (!Object.values({ ...offers, rename: false }).some(Boolean)) return null;
  return (
    <Section title="Access">
      <Stack gap="xs">
        <Group gap="xs">
          {offers.unlock && (
            <Button variant="default" loading={busy === 'unlock'} onClick={() => void run('unlock', () => unlockUser(clinicId, user.id), `${user.displayName} can try again`)}>
              Unlock
            </Button>
          )}
          {offers.enable && (
            <Button variant="default" loading={busy === 'enable'} onClick={() => void run('enable', () => enableUser(clinicId, user.id), `${user.displayName} can sign in again`)}>
              Enable
            </Button>
          )}
          {offers.reset && (
            <Button variant="default" loading={busy === 'reset'} onClick={() => void reset()}>
              Reset password
            </Button>
          )}
          {offers.disable && (
            <Button variant="light" color="red" loading={busy === 'disable'} onClick={() => void disable()}>
              Disable
            </Button>
          )}
          {offers.remove && (
            <Button variant="light" color="red" loading={busy === 'remove'} onClick={() => void remove()}>
              Remove from clinic
            </Button>
          )}
        </Group>
        {user.demo && (
          <Text size="xs" c="dimmed">
            A demo account: its password stays as it is.
          </Text>
        )}
      </Stack>
    </Section>
  );
}

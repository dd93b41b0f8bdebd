import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { call, client, onSignedOut } from '../../lib/api/http';
import { asProblem } from '../../lib/api/problem';
import { noteActivity, useIdleCountdown } from '../../lib/idle';
import { lock, unlock, useLock } from '../../lib/lock';
import type { LockReason } from '../../lib/lock';
import { useMe } from '../../lib/session';
import { meQuery } from '../me';
import classes from './lock-screen.module.css';
import { Logo } from './logo';

/** After this long without a touch the screen locks (automatic logoff, 45 CFR 164.312(a)(2)(iii)). */
const LOCK_AFTER_SECONDS = 15 * 60;
const WARN_SECONDS = 60;

/** Locks at once, because the person asked. */
export function lockNow(): void {
  lock('asked');
}

/** Warns a person who has gone quiet, then covers the screen; the password opens it again at the same place. */
export function LockScreen() {
  const reason = useLock();
  const left = useIdleCountdown(LOCK_AFTER_SECONDS, WARN_SECONDS, reason === null);
  useEffect(() => onSignedOut(() => lock('expired')), []);
  useEffect(() => {
    if (left === 0) lock('idle');
  }, [left]);

  if (reason !== null) return createPortal(<Locked reason={reason} />, document.body);
  return (
    <Modal opened={left !== null && left > 0} onClose={() => noteActivity()} title="Are you still there?" size="sm" zIndex={430}>
      <Text c="dimmed">
        To protect your clients the screen locks in <span data-numeric>{left}</span> seconds. Nothing you typed is lost.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={lockNow}>
          Lock now
        </Button>
        <Button onClick={() => noteActivity()} data-autofocus>
          Keep working
        </Button>
      </Group>
    </Modal>
  );
}

const WORDS: Record<LockReason, string> = {
  idle: 'Locked because nobody was here for a while.',
  asked: 'Locked.',
  expired: 'Your sign-in has ended.',
};

function Locked(props: { reason: LockReason }) {
  const me = useMe();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const open = async () => {
    setBusy(true);
    setError(null);
    try {
      await call(client.POST('/api/auth/login', { body: { email: me.user.email, password } }));
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      noteActivity();
      unlock();
      void queries.invalidateQueries();
    } catch (failure) {
      const problem = asProblem(failure);
      setError(problem.status === 401 ? 'That is not the password.' : (problem.detail ?? problem.title));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div data-lock-screen className={classes.cover} role="dialog" aria-modal="true" aria-labelledby="lock-heading">
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <Stack gap="md">
          <Logo size={36} />
          <div>
            <Text component="h1" id="lock-heading" size="xl" fw={600} m={0}>
              {me.user.displayName}
            </Text>
            <Text c="dimmed">{WORDS[props.reason]} Sign in again to go on where you were.</Text>
          </div>
          <input type="email" name="email" autoComplete="username" value={me.user.email} readOnly hidden />
          <PasswordInput
            label="Password"
            name="password"
            autoComplete="current-password"
            autoFocus
            required
            withAsterisk={false}
            value={password}
            error={error}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
          />
          <Button type="submit" loading={busy} disabled={password === ''}>
            Unlock
          </Button>
          <Anchor href="/sign-in" size="sm" ta="center">
            Sign in as somebody else
          </Anchor>
        </Stack>
      </form>
    </div>
  );
}

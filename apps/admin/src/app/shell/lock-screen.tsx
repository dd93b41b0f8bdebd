import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { call, client, onSignedOut } from '../../lib/api/http';
import { asProblem } from '../../lib/api/problem';
import { lastActivity, noteActivity, useIdleCountdown } from '../../lib/idle';
import { lock, unlock, useLock } from '../../lib/lock';
import type { LockReason } from '../../lib/lock';
import { useMe } from '../../lib/session';
import { meQuery } from '../../lib/me';
import classes from './lock-screen.module.css';
import { Logo } from './logo';

const WARN_SECONDS = 60;

/** Locks at once, because the person asked. */
export function lockNow(): void {
  lock('asked');
}

/**
 * Warns a person who has gone quiet, then covers the screen; the password opens it again at the same place. The server
 * says how long quiet may last (automatic logoff, 45 CFR 164.312(a)(2)(iii)).
 */
export function LockScreen() {
  const reason = useLock();
  const { idleMinutes } = useMe().session;
  const left = useIdleCountdown(idleMinutes * 60, WARN_SECONDS, reason === null);
  useKeepAlive(idleMinutes, reason === null);
  useEffect(() => onSignedOut((problem) => lock(problem.code === 'session-locked' ? 'idle' : 'ended', { byServer: true })), []);
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
  idle: 'Locked because nobody was here for a while. Your password brings you back to where you were.',
  asked: 'Locked. Your password brings you back to where you were.',
  ended: 'Your sign-in has ended. Sign in again to go on where you were.',
};

/** Tells the server now and then that the person is still there, for those who write long and save late. */
function useKeepAlive(idleMinutes: number, enabled: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    const every = Math.max(30_000, idleMinutes * 20_000);
    const timer = setInterval(() => {
      if (Date.now() - lastActivity() < every) void queries.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => undefined);
    }, every);
    return () => clearInterval(timer);
  }, [idleMinutes, enabled, queries]);
}

/** Opens the locked session, or begins another where it has ended meanwhile. */
async function comeBack(email: string, password: string, reason: LockReason): Promise<void> {
  if (reason !== 'ended') {
    try {
      return await call(client.POST('/api/auth/unlock', { body: { password } }));
    } catch (error) {
      if (asProblem(error).status !== 401) throw error;
    }
  }
  await call(client.POST('/api/auth/login', { body: { email, password } }));
}

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
      await comeBack(me.user.email, password, props.reason);
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
      noteActivity();
      unlock();
      void queries.invalidateQueries();
    } catch (failure) {
      const problem = asProblem(failure);
      setError(['sign-in-failed', 'wrong-password'].includes(problem.code) ? 'That is not the password.' : (problem.detail ?? problem.title));
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
            <Text c="dimmed">{WORDS[props.reason]}</Text>
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

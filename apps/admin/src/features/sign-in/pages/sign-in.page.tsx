import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconAlertTriangle, IconArrowBigUpLine } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { asProblem } from '../../../lib/api/problem';
import { firstRunQuery } from '../../../lib/first-run';
import { DEMO_PASSWORD, readDemoAccounts, signIn } from '../api/sign-in';
import { DemoAccounts } from '../components/demo-accounts';
import { NewHouse } from '../components/new-house';
import { Steps } from '../components/steps';
import { safeNext, sayRefusal } from '../model/refusal';
import classes from './sign-in.module.css';

/** The door: email and password, or one click into the demo clinic. */
export function SignInPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const demo = useQuery({ queryKey: ['demo-accounts'], queryFn: ({ signal }) => readDemoAccounts(signal), retry: false, staleTime: Number.POSITIVE_INFINITY });
  const isNew = useQuery(firstRunQuery).data === true;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [capsLock, setCapsLock] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = 'Sign in · Stepwell';
  }, []);

  const enter = async (asEmail: string, withPassword: string) => {
    setBusy(asEmail);
    setRefusal(null);
    try {
      await signIn(asEmail, withPassword);
      queries.clear();
      await navigate({ href: safeNext(next), replace: true });
    } catch (error) {
      setRefusal(sayRefusal(asProblem(error)));
      passwordField.current?.select();
    } finally {
      setBusy(null);
    }
  };

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));

  if (isNew) return <NewHouse />;
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <Stack gap="lg" className={classes.column}>
          <div>
            <Steps className={classes.mark} />
            <Title order={1}>Sign in to Stepwell</Title>
            <Text c="dimmed" mt={4}>
              Your clinic’s week, in one place.
            </Text>
          </div>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void enter(email.trim(), password);
            }}
          >
            <Stack gap="md">
              {refusal && (
                <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />}>
                  {refusal}
                </Alert>
              )}
              <TextInput
                label="Email"
                type="email"
                name="email"
                autoComplete="username"
                autoFocus
                required
                withAsterisk={false}
                size="md"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                ref={passwordField}
                label="Password"
                name="password"
                autoComplete="current-password"
                required
                withAsterisk={false}
                size="md"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                onKeyDown={watchCapsLock}
                onKeyUp={watchCapsLock}
                onBlur={() => setCapsLock(false)}
                visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
                description={
                  <span role="status" className={classes.caps}>
                    {capsLock && (
                      <>
                        <IconArrowBigUpLine size={14} aria-hidden /> Caps Lock is on
                      </>
                    )}
                  </span>
                }
                inputWrapperOrder={['label', 'input', 'description', 'error']}
              />
              <Button type="submit" size="md" fullWidth loading={busy === email.trim() && busy !== ''}>
                Sign in
              </Button>
            </Stack>
          </form>
          {demo.data && demo.data.length > 0 && (
            <DemoAccounts accounts={demo.data} busy={busy} onChoose={(account) => void enter(account, DEMO_PASSWORD)} />
          )}
        </Stack>
      </main>
      <aside className={classes.side} aria-hidden>
        <Steps className={classes.picture} large />
      </aside>
    </div>
  );
}

import { Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { meQuery } from '../../../lib/me';
import { FormProblem } from '../../../ui/form-parts';
import { toast } from '../../../ui/toasts';
import { useRecordForm } from '../../../ui/use-record-form';
import { choosePassword } from '../api/sign-in';
import { Steps } from '../components/steps';
import { safeNext } from '../model/refusal';
import classes from './choose-password.module.css';

const SHOW = { visibilityToggleButtonProps: { 'aria-label': 'Show password', tabIndex: 0 }, withAsterisk: false, required: true } as const;

/** A password of one's own: after the first sign-in, or whenever a person wants another. */
export function ChoosePasswordPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const me = useQuery(meQuery).data;
  const forced = me?.user.mustChangePassword ?? false;

  useEffect(() => {
    document.title = 'Choose a password · Stepwell';
  }, []);

  const leave = () => navigate({ href: safeNext(next), replace: true });
  const record = useRecordForm({
    initialValues: { currentPassword: '', newPassword: '', repeated: '' },
    validate: {
      currentPassword: (value) => (value === '' ? 'Your password until now.' : null),
      newPassword: (value) => (value === '' ? 'Choose a new one.' : null),
      repeated: (value, values) => (value === values.newPassword ? null : 'The two are not the same.'),
    },
    save: async (values) => {
      await choosePassword(values.currentPassword, values.newPassword);
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    },
    onSaved: () => {
      toast.done('Password changed. Your other devices are signed out.');
      void leave();
    },
  });

  return (
    <main className={classes.page}>
      <form
        className={classes.card}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void record.submit();
        }}
      >
        <Stack gap="md">
          <Steps />
          <div>
            <Title order={1}>Choose a password</Title>
            <Text c="dimmed" mt={4}>
              {forced ? 'The one you signed in with was made for you by somebody else. Choose one that only you know.' : 'Your other devices will be signed out.'}
            </Text>
          </div>
          <FormProblem record={record} />
          <input type="email" name="email" autoComplete="username" value={me?.user.email ?? ''} readOnly hidden />
          <PasswordInput label="Password until now" autoComplete="current-password" autoFocus {...SHOW} {...record.form.getInputProps('currentPassword')} />
          <PasswordInput
            label="New password"
            description="At least 12 characters. A few words you can remember are better than signs you cannot."
            autoComplete="new-password"
            {...SHOW}
            {...record.form.getInputProps('newPassword')}
          />
          <PasswordInput label="New password again" autoComplete="new-password" {...SHOW} {...record.form.getInputProps('repeated')} />
          <Group justify="flex-end" gap="xs">
            {!forced && (
              <Button variant="default" onClick={() => void leave()}>
                Cancel
              </Button>
            )}
            <Button type="submit" loading={record.isSaving}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </main>
  );
}

import { Button, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { viewerZone } from '@/lib/clinic-time';
import { firstRunQuery } from '@/lib/first-run';
import { zoneChoice } from '@/lib/zones';
import { FormProblem, useRecordForm } from '@/ui';
import { setUp, signIn } from '../api/setup';
import classes from './set-up.module.css';

/** The first screen of an empty Stepwell: its first clinic, and who administers it. */
export function SetUpPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const zones = useMemo(() => zoneChoice(viewerZone()), []);

  useEffect(() => {
    document.title = 'Set up · Stepwell';
  }, []);

  const record = useRecordForm({
    initialValues: { code: '', clinicName: '', timeZone: viewerZone(), displayName: '', email: '', password: '', repeated: '' },
    validate: {
      code: (value) => (value.trim() === '' ? 'The server prints it when it starts.' : null),
      clinicName: (value) => (value.trim() === '' ? 'What is the clinic called?' : null),
      displayName: (value) => (value.trim() === '' ? 'Your name, as your team knows it.' : null),
      email: (value) => (value.trim() === '' ? 'You sign in with it.' : null),
      password: (value) => (value === '' ? 'Choose one that only you know.' : null),
      repeated: (value, values) => (value === values.password ? null : 'The two are not the same.'),
    },
    save: async ({ repeated: _, ...values }) => {
      await setUp(values);
      await signIn(values.email.trim(), values.password);
    },
    onSaved: () => {
      queries.clear();
      queries.setQueryData(firstRunQuery.queryKey, false);
      void navigate({ to: '/', replace: true });
    },
  });
  const { form } = record;

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
          <div>
            <Title order={1}>Set up Stepwell</Title>
            <Text c="dimmed" mt={4}>
              The first clinic, and you as its administrator. Everything else can wait until you are in.
            </Text>
          </div>
          <FormProblem record={record} />
          <TextInput
            label="Setup code"
            description="The server printed it when it started, so that nobody else on the network can do this."
            placeholder="XXXX-XXXX-XXXX-XXXX"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            classNames={{ input: classes.code }}
            {...form.getInputProps('code')}
          />
          <fieldset className={classes.part}>
            <legend>Your clinic</legend>
            <Stack gap="md">
              <TextInput label="Name of the clinic" autoComplete="organization" {...form.getInputProps('clinicName')} />
              <Select
                label="Time zone"
                description="Every day and time of the clinic is on its own clock."
                searchable
                allowDeselect={false}
                nothingFoundMessage="No such zone"
                data={zones}
                maxDropdownHeight={300}
                {...form.getInputProps('timeZone')}
              />
            </Stack>
          </fieldset>
          <fieldset className={classes.part}>
            <legend>You</legend>
            <Stack gap="md">
              <TextInput label="Your name" autoComplete="name" {...form.getInputProps('displayName')} />
              <TextInput label="Email" type="email" autoComplete="username" {...form.getInputProps('email')} />
              <PasswordInput
                label="Password"
                description="At least 12 characters. A few words you can remember are better than signs you cannot."
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show password', tabIndex: 0 }}
                {...form.getInputProps('password')}
              />
              <PasswordInput
                label="Password again"
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show password again', tabIndex: 0 }}
                {...form.getInputProps('repeated')}
              />
            </Stack>
          </fieldset>
          <Button type="submit" size="md" fullWidth loading={record.isSaving}>
            Open the clinic
          </Button>
        </Stack>
      </form>
    </main>
  );
}

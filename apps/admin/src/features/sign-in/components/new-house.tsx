import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconArrowRight } from '@tabler/icons-react';
import classes from '../pages/sign-in.module.css';
import { Steps } from './steps';

/** The door of an empty Stepwell: nobody can sign in yet, somebody has to set it up. */
export function NewHouse() {
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <Stack gap="lg" className={classes.column}>
          <div>
            <Steps className={classes.mark} />
            <Title order={1}>Welcome to Stepwell</Title>
            <Text c="dimmed" mt={4}>
              Nobody has an account here yet. Open your clinic with the setup code the server printed when it started.
            </Text>
          </div>
          <Button component={Link} to="/set-up" size="md" rightSection={<IconArrowRight size={18} aria-hidden />}>
            Set up Stepwell
          </Button>
        </Stack>
      </main>
      <aside className={classes.side} aria-hidden>
        <Steps className={classes.picture} large />
      </aside>
    </div>
  );
}

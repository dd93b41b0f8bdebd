import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './handover.module.css';

/** A password that is shown once, to be given to its person. */
export interface Handover {
  displayName: string;
  email: string;
  /** Null when the answer that held it was lost on the way: another one can be made. */
  password: string | null;
}

/** Shows a password to hand over; closing it is the last anybody sees of it. */
export function HandoverDialog(props: { handover: Handover; onClose: () => void }) {
  const { displayName, email, password } = props.handover;
  return (
    <Modal opened onClose={props.onClose} title={password === null ? 'The password was lost on the way' : `A password for ${displayName}`} size="md" closeOnClickOutside={false}>
      <Stack gap="md">
        {password === null ? (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
            The account is there, but the connection broke before its password arrived. Open the account and reset the password to get another.
          </Alert>
        ) : (
          <>
            <Group className={classes.plate} justify="space-between" wrap="nowrap">
              <Code className={classes.password} data-testid="handover-password">
                {password}
              </Code>
              <CopyButton value={password}>
                {({ copied, copy }) => (
                  <Button variant="default" size="compact-sm" leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />} onClick={copy}>
                    {copied ? 'Copied' : 'Copy'}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Text c="dimmed">
              Give it to them in person or by telephone. They sign in as <strong>{email}</strong> and choose a password of their own at once. It works for three days and is not shown again.
            </Text>
          </>
        )}
        <Group justify="flex-end">
          <Button onClick={props.onClose} data-autofocus>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

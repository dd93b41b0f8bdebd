import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useClinic } from '@/lib/session';
import classes from './tokens.module.css';

/** The secret of a new token, once, with a request to try it. */
export function SecretDialog(props: { name: string; secret: string | null; onClose: () => void }) {
  const { clinicId } = useClinic();
  const { secret } = props;
  return (
    <Modal opened onClose={props.onClose} title={secret === null ? 'The secret was lost on the way' : `The secret of “${props.name}”`} size="lg" closeOnClickOutside={false}>
      <Stack gap="md">
        {secret === null ? (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
            The token is there, but the connection broke before its secret arrived. Revoke it and make another.
          </Alert>
        ) : (
          <>
            <Code className={classes.secret} data-testid="token-secret">
              {secret}
            </Code>
            <Group justify="space-between">
              <Text c="dimmed">It is not shown again. Whoever has it can use it.</Text>
              <CopyButton value={secret}>
                {({ copied, copy }) => (
                  <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
                    {copied ? 'Copied' : 'Copy'}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <div>
              <Text size="sm" fw={500} mb={4}>
                To try it
              </Text>
              <Code block tabIndex={0}>{`curl -H "Authorization: Bearer ${secret.slice(0, 8)}…" \\\n  ${window.location.origin}/api/clinics/${clinicId}/…`}</Code>
            </div>
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

import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './feeds.module.css';
import { WaysIn } from './ways-in';

/** A feed that has just got its address. */
export interface Addressed {
  label: string;
  /** Below this server's own address; null: it was lost on the way. */
  address: string | null;
}

/** The address of a feed, once, and where to paste it. */
export function AddressDialog(props: Addressed & { onClose: () => void }) {
  const address = props.address === null ? null : `${window.location.origin}${props.address}`;
  return (
    <Modal opened onClose={props.onClose} title={address === null ? 'The address was lost on the way' : `The address of “${props.label}”`} size="lg" closeOnClickOutside={false}>
      <Stack gap="md">
        {address === null ? (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />}>
            The feed is there, but the connection broke before its address arrived. Give it a new one.
          </Alert>
        ) : (
          <>
            <Code className={classes.address} data-testid="feed-address">
              {address}
            </Code>
            <Group justify="space-between">
              <Text c="dimmed">It is not shown again. Whoever has it can read the feed.</Text>
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button variant="default" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />} onClick={copy}>
                    {copied ? 'Copied' : 'Copy'}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <WaysIn />
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

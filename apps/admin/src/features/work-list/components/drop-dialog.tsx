import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

/** Why a task is dropped. */
export function DropDialog(props: { onClose: () => void; onChoose: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={props.onClose} title="Drop this task?" size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) props.onChoose(reason.trim());
        }}
      >
        <Stack gap="md">
          <TextInput label="Why" description="A rule that asked for it does not ask for it again." required maxLength={500} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red" disabled={!reason.trim()}>
              Drop
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

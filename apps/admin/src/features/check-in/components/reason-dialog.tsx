import { Button, Group, Kbd, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';

const EXCUSES = ['Illness', 'Medical appointment', 'Work or school', 'Family', 'Transport', 'Court or legal'];

/** Why: for an excused absence a tap for the usual reasons, for a correction in words. */
export function ReasonDialog(props: { kind: 'excused' | 'correction'; onClose: () => void; onChoose: (reason: string) => void }) {
  const excused = props.kind === 'excused';
  const [text, setText] = useState('');
  const reason = text.trim();
  return (
    <Modal opened onClose={props.onClose} title={excused ? 'Why are they excused?' : 'Why is this corrected?'} size="md">
      <Stack gap="md">
        {excused && (
          <SimpleGrid cols={2} spacing="xs" verticalSpacing="xs" pt={4}>
            {EXCUSES.map((choice, at) => (
              <Excuse key={choice} at={at + 1} choice={choice} onChoose={props.onChoose} autofocus={at === 0} />
            ))}
          </SimpleGrid>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason) props.onChoose(reason);
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={excused ? 'Another reason' : 'Reason'}
              description={excused ? undefined : 'The day of this session is over. What stood before stays in the history, with this reason.'}
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              {...(excused ? {} : { 'data-autofocus': true })}
            />
            <Group justify="flex-end">
              <Button type="submit" disabled={!reason}>
                {excused ? 'Mark excused' : 'Correct'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Stack>
    </Modal>
  );
}

function Excuse(props: { at: number; choice: string; autofocus: boolean; onChoose: (reason: string) => void }) {
  useHotkey(String(props.at), props.choice, () => props.onChoose(props.choice), { inDialog: true, group: 'Reasons' });
  return (
    <Button variant="default" h={44} justify="space-between" rightSection={<Kbd size="xs" aria-hidden>{props.at}</Kbd>} onClick={() => props.onChoose(props.choice)} {...(props.autofocus ? { 'data-autofocus': true } : {})}>
      {props.choice}
    </Button>
  );
}

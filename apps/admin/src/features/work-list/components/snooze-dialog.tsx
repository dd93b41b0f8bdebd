import { Button, Group, Kbd, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { DayInput } from '@/ui/day-input';
import { snoozeDays } from '../model/work';

/** Until when a task is put off, and why. */
export function SnoozeDialog(props: { today: string; onClose: () => void; onChoose: (until: string, reason: string) => void }) {
  const [day, setDay] = useState<string | null>(snoozeDays(props.today)[0]?.day ?? null);
  const [reason, setReason] = useState('');
  const ready = day !== null && day > props.today && reason.trim() !== '';
  return (
    <Modal opened onClose={props.onClose} title="Put off until when?" size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (day !== null && ready) props.onChoose(day, reason.trim());
        }}
      >
        <Stack gap="md">
          <Group gap="xs">
            {snoozeDays(props.today).map((choice, at) => (
              <Choice key={choice.label} at={at + 1} label={choice.label} chosen={choice.day === day} hint={formatDay(choice.day, props.today)} onChoose={() => setDay(choice.day)} />
            ))}
          </Group>
          <DayInput label="Or another day" value={day} onChange={setDay} />
          <TextInput label="Why" description="Kept with the task. Its due date stays what it is." required maxLength={500} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready}>
              Put off
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Choice(props: { at: number; label: string; hint: string; chosen: boolean; onChoose: () => void }) {
  useHotkey(String(props.at), props.label, props.onChoose, { inDialog: true, group: 'Put off' });
  return (
    <Button variant={props.chosen ? 'filled' : 'default'} aria-pressed={props.chosen} title={props.hint} rightSection={<Kbd size="xs" aria-hidden>{props.at}</Kbd>} onClick={props.onChoose}>
      {props.label}
    </Button>
  );
}

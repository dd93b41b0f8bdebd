import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatTime } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useClinic } from '@/lib/session';
import type { Roster } from '../api/attendance';
import { minutesAfter } from '../model/roster';
import { useNow } from './use-clock';

const CHOICES = [5, 10, 15, 20, 30, 45];

/**
 * When somebody came or left: a tap for the usual lengths, a number for any other, or now while the session runs. Asked
 * in minutes, which is how people say it.
 */
export function WhenDialog(props: { kind: 'late' | 'left_early'; roster: Roster; running: boolean; onClose: () => void; onChoose: (instant: string) => void }) {
  const { kind, roster, running } = props;
  const { timeZone } = useClinic();
  const [minutes, setMinutes] = useState<number | string>(10);
  const length = Math.round((Date.parse(roster.endsAt) - Date.parse(roster.startsAt)) / 60_000);
  // While it runs, somebody left so many minutes ago; once it is over, so many minutes before the end.
  const [opened] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString());
  const at = (count: number) => (kind === 'late' ? minutesAfter(roster.startsAt, count) : minutesAfter(running ? opened : roster.endsAt, -count));
  const present = useNow();
  const passed = (count: number) => Date.parse(at(count)) <= present;
  const choices = CHOICES.filter((count) => count < length && passed(count));
  const now = () => props.onChoose(new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString());
  useHotkey('n', 'Now', now, { enabled: running, inDialog: true, group: 'This dialog' });
  const count = typeof minutes === 'number' ? minutes : 0;
  const possible = count > 0 && count < length && passed(count);
  return (
    <Modal opened onClose={props.onClose} title={kind === 'late' ? 'When did they come?' : 'When did they leave?'} size="sm">
      <Stack gap="md" pt={4}>
        {running && (
          <Button fullWidth onClick={now} data-autofocus>
            Just now
          </Button>
        )}
        {choices.length > 0 && (
          <div>
            <Text size="sm" fw={500} mb={6}>
              {kind === 'late' ? `Minutes after ${formatTime(roster.startsAt, timeZone)}` : running ? 'Minutes ago' : `Minutes before ${formatTime(roster.endsAt, timeZone)}`}
            </Text>
            <Group gap="xs">
              {choices.map((choice) => (
                <Button key={choice} variant="default" h={44} w={64} onClick={() => props.onChoose(at(choice))}>
                  {choice}
                </Button>
              ))}
            </Group>
          </div>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (possible) props.onChoose(at(count));
          }}
        >
          <Group align="flex-end" gap="xs">
            <NumberInput label="Other minutes" min={1} max={length - 1} w={120} value={minutes} onChange={setMinutes} allowDecimal={false} />
            <Button type="submit" variant="default" disabled={!possible}>
              {possible ? `Mark ${formatTime(at(count), timeZone)}` : 'Mark'}
            </Button>
          </Group>
        </form>
      </Stack>
    </Modal>
  );
}

import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useActiveHotkeys } from '../../lib/hotkeys';
import type { Hotkey } from '../../lib/hotkeys';
import { setPreference, usePreferences } from '../../lib/preferences';
import { commandKey } from './palette-host';

let opened = false;
const listeners = new Set<() => void>();
function setOpened(next: boolean): void {
  opened = next;
  for (const listener of listeners) listener();
}

/** Shows which keys work here. */
export function openShortcuts(): void {
  setOpened(true);
}

const NAMES: Record<string, string> = { shift: '⇧', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

/** A shortcut as caps: `g h` → G then H. */
export function Keys(props: { keys: string }) {
  const steps = props.keys.split(' ').map((step) => step.split('+'));
  return (
    <Group gap={4} wrap="nowrap">
      {steps.map((step, index) => (
        <Group gap={4} wrap="nowrap" key={step.join('+') + index}>
          {index > 0 && (
            <Text span size="xs" c="dimmed">
              then
            </Text>
          )}
          {step.map((key) => (
            <Kbd size="xs" key={key}>
              {NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
            </Kbd>
          ))}
        </Group>
      ))}
    </Group>
  );
}

/** The list under `?`: what this screen offers first, then what works everywhere. */
export function ShortcutsDialog() {
  const isOpen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
  );
  const { singleKeys } = usePreferences();
  const groups = useGroups();
  return (
    <Modal opened={isOpen} onClose={() => setOpened(false)} title="Shortcuts" size="lg">
      <Stack gap="lg">
        {groups.map(([name, hotkeys]) => (
          <section key={name}>
            <Text component="h3" size="xs" fw={600} c="dimmed" m={0} mb={6}>
              {name}
            </Text>
            {hotkeys.map((hotkey) => (
              <Group key={hotkey.keys + hotkey.label} justify="space-between" py={4} wrap="nowrap">
                <Text>{hotkey.label}</Text>
                <Keys keys={hotkey.keys} />
              </Group>
            ))}
            {name === 'Everywhere' && (
              <Group justify="space-between" py={4}>
                <Text>Find a client, a screen or an action</Text>
                <Keys keys={`${commandKey()}+K`} />
              </Group>
            )}
          </section>
        ))}
        <Switch
          label="Single-key shortcuts"
          description="Switch them off if they get in the way of speech input or another tool."
          checked={singleKeys}
          onChange={(event) => setPreference('singleKeys', event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}

function useGroups(): [string, Hotkey[]][] {
  const groups = new Map<string, Hotkey[]>();
  for (const hotkey of useActiveHotkeys()) {
    const group = groups.get(hotkey.group) ?? [];
    if (!group.some((known) => known.keys === hotkey.keys)) groups.set(hotkey.group, [...group, hotkey]);
  }
  const rank = (name: string) => (name === 'This screen' ? 0 : name === 'Go to' ? 2 : name === 'Everywhere' ? 3 : 1);
  return [...groups].sort((a, b) => rank(a[0]) - rank(b[0]));
}

import { Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useActiveHotkeys } from '../../lib/hotkeys';
import type { Hotkey } from '../../lib/hotkeys';
import { setPreference, usePreferences } from '../../lib/preferences';
import { Keys, commandKey } from './keys';

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
    <Modal opened={isOpen} onClose={() => setOpened(false)} title="Shortcuts" size="lg" data-shortcuts>
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
                <Text>Find a client, a session, a screen or an action</Text>
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

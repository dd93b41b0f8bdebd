import { Group, Kbd, Text } from '@mantine/core';

/** What the key beside K is called on this device. */
export function commandKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';
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

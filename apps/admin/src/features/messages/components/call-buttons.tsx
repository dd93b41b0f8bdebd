import { Button, Group } from '@mantine/core';
import { sayName } from '@/ui';
import type { CallOutcome, Message } from '../api/messages';
import { CALL_WORDS } from '../model/standing';

const OUTCOMES: CallOutcome[] = ['reached', 'left_word', 'not_reached'];

/** What came of the call, one tap each. */
export function CallButtons(props: { message: Message; busy: boolean; onCalled: (outcome: CallOutcome) => void }) {
  const { message } = props;
  const name = message.client ? sayName(message.client) : (message.staff?.name ?? '');
  return (
    <Group gap={6} wrap="nowrap">
      {OUTCOMES.map((outcome) => (
        <Button key={outcome} variant="default" size="xs" disabled={props.busy} onClick={() => props.onCalled(outcome)} aria-label={`${CALL_WORDS[outcome]}: ${name}`}>
          {CALL_WORDS[outcome]}
        </Button>
      ))}
    </Group>
  );
}

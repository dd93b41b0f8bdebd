import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useCan } from '@/lib/session';
import { ScreenLink } from '@/ui';
import type { MakeUp } from '../api/hours';
import { MakeUpOption } from './make-up-option';
import classes from './make-up-drawer.module.css';

const LONGEST = 500;

/** What would mend the week and goes beyond what the payer granted: booked with a reason by those who may, shown to the others. */
export function BeyondPart(props: { clientId: string; items: readonly MakeUp[]; busy: boolean; onBook: (item: MakeUp, reason: string) => void }) {
  const mayExceed = useCan('authorizations.exceed');
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section aria-labelledby="beyond-the-authorization">
      <Title order={3} size="h5" id="beyond-the-authorization">
        Beyond the authorization
      </Title>
      <Text size="sm" c="dimmed" mb={8}>
        {mayExceed ? 'The payer may not pay for these. Booked with a reason, which is kept.' : 'The payer may not pay for these. A case manager or the director can book them, with a reason.'}{' '}
        <ScreenLink to={{ screen: 'client', params: { clientId: props.clientId }, search: { part: 'coverage' } }} size="sm" underline="always">
          What is authorized
        </ScreenLink>
      </Text>
      <ul className={classes.list} aria-label="Beyond the authorization">
        {props.items.map((item) => (
          <li key={keyOf(item)}>
            {mayExceed ? (
              <>
                <MakeUpOption item={item} busy={props.busy} expanded={chosen === keyOf(item)} onBook={() => setChosen(chosen === keyOf(item) ? null : keyOf(item))} />
                {chosen === keyOf(item) && <WithReason busy={props.busy} onClose={() => setChosen(null)} onBook={(reason) => props.onBook(item, reason)} />}
              </>
            ) : (
              <MakeUpOption item={item} busy={false} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Of one list, what tells a make-up from the others. */
export const keyOf = (item: MakeUp): string => item.sessionId ?? `${item.staffId} ${item.startsAt}`;

function WithReason({ busy, onClose, onBook }: { busy: boolean; onClose: () => void; onBook: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  const [lacks, setLacks] = useState(false);
  const submit = () => (reason.trim() ? onBook(reason.trim()) : setLacks(true));
  return (
    <Stack gap="xs" mb="sm" pl="sm">
      <Textarea
        label="Why it is booked all the same"
        data-autofocus
        autoFocus
        autosize
        minRows={2}
        maxLength={LONGEST}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={lacks && !reason.trim() ? 'Say why.' : undefined}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" size="compact-md" onClick={onClose}>
          Not this one
        </Button>
        <Button size="compact-md" loading={busy} onClick={submit}>
          Book beyond the authorization
        </Button>
      </Group>
    </Stack>
  );
}

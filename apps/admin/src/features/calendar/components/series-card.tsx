import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { ProblemAlert } from '@/ui';
import type { NameOf } from '@/ui';
import { sayWhere } from '../model/say';
import { wishOfMove } from '../model/series';
import { sayCount } from '../model/series-dates';
import { ScopeChoice } from './scope-choice';
import { SeriesDates } from './series-dates';
import { timesOf } from './use-moves';
import type { Wish } from './use-moves';
import { useSeriesEdit } from './use-series-edit';
import type { SeriesDone } from './use-series-edit';

/** Asks where a session of a series was put down: this one, it and all that follow, or all to come. */
export function SeriesCard(props: { wish: Wish; nameOf: NameOf; onThis: () => void; onDone: (done: SeriesDone) => void; onClose: () => void }) {
  const { wish } = props;
  const { timeZone } = useClinic();
  const editing = useSeriesEdit(wish.session, wishOfMove(wish.session, wish.values, timeZone));
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const at = timesOf(wish);
  const isReady = !editing.isWhole || (!editing.isLoading && editing.impossible === null && editing.count > 0 && (!editing.needsReason || reason.trim() !== ''));
  const send = async () => {
    if (!isReady || busy) return;
    if (!editing.isWhole) return props.onThis();
    setBusy(true);
    setRefusal(null);
    try {
      props.onDone(await editing.save(reason.trim()));
    } catch (error) {
      setRefusal(error);
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.target as HTMLElement).matches('input[type=radio]')) {
          event.preventDefault();
          void send();
        }
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {sayWhere(at.startsAt, at.endsAt, timeZone)}
        </Text>
        {refusal !== null && <ProblemAlert error={refusal} />}
        <ScopeChoice label="Which sessions of the series?" value={editing.scope} onChange={editing.choose} />
        <SeriesDates editing={editing} nameOf={props.nameOf} />
        {editing.isWhole && editing.needsReason && <TextInput label="Reason to go outside hours" maxLength={300} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
        <Group justify="flex-end" gap="xs">
          <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onClose}>
            Leave it where it was
          </Button>
          <Button size="compact-sm" type="submit" loading={busy} disabled={!isReady}>
            {editing.isWhole && editing.count > 0 ? `Change ${sayCount(editing.count)}` : 'Move'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

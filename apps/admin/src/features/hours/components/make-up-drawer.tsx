import { Alert, Drawer, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { sayWhyNoneWithin } from '@/lib/authorization-words';
import { formatDay } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, PersonName, ProblemAlert, toast } from '@/ui';
import { bookMakeUp, hoursKeys, readMakeUps, takeBackMakeUp } from '../api/hours';
import type { BoardRow, MakeUp } from '../api/hours';
import { BeyondPart, keyOf } from './beyond-part';
import { MakeUpOption } from './make-up-option';
import classes from './make-up-drawer.module.css';

/** What would mend a client's week, the best first. Arrows walk, Enter books; the toast takes it back. */
export function MakeUpDrawer({ row, onClose }: { row: BoardRow; onClose: () => void }) {
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const { episodeId, weekStart } = row;
  const makeUps = useQuery({ queryKey: hoursKeys.makeUps(clinicId, episodeId, weekStart), queryFn: () => readMakeUps(clinicId, episodeId, weekStart), staleTime: 0 });
  const refresh = () => queries.invalidateQueries({ queryKey: hoursKeys.all(clinicId) });
  const booking = useMutation({
    mutationFn: ({ chosen, reason }: { chosen: MakeUp; reason?: string }) => bookMakeUp(clinicId, episodeId, weekStart, chosen, reason),
    onSuccess: (booked, { chosen }) => {
      toast.done(`${chosen.title} booked, ${formatMinutes(booked.minutes)}`, { undo: () => takeBackMakeUp(clinicId, episodeId, booked.sessionId).then(refresh) });
      void refresh();
      if (chosen.mendsAll) onClose();
    },
    // Somebody was faster, or the week changed: the list says what is left.
    onError: () => void makeUps.refetch(),
  });
  const found = makeUps.data;
  const within = found?.items.filter((item) => item.beyond === null) ?? [];
  const beyond = found?.items.filter((item) => item.beyond !== null) ?? [];
  const noneWithin = sayWhyNoneWithin(found?.items ?? []);
  // The best one has the focus as soon as it is known, so that Enter books it.
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[data-make-up]')?.focus(), [found?.items]);
  return (
    <Drawer opened onClose={onClose} size="lg" title={found && found.missingMinutes > 0 ? `Make up ${formatMinutes(found.missingMinutes)}` : 'Make up hours'}>
      <Stack gap="sm">
        <div>
          <PersonName {...row} fw={600} />
          <Text size="sm" c="dimmed">
            Week of {formatDay(weekStart)}. {found?.basis === 'forecast' ? `Enough is booked, and some of it is likely to be missed. ${row.forecast?.sentence ?? ''}` : row.sentence}
          </Text>
        </div>
        {booking.isError && <ProblemAlert error={booking.error} />}
        {makeUps.isPending && <LoadingBlock />}
        {makeUps.isError && <ErrorState error={makeUps.error} retry={() => void makeUps.refetch()} />}
        {found && found.items.length === 0 && <Nothing closed={found.closed} />}
        {noneWithin && (
          <Alert color="yellow" icon={<IconInfoCircle size={18} />} title="Nothing fits within the authorization">
            {noneWithin}
          </Alert>
        )}
        {within.length > 0 && (
          <ul ref={list} className={classes.list} aria-label="Make-ups that fit, the best first" onKeyDown={walk}>
            {within.map((item, at) => (
              <li key={keyOf(item)}>
                <MakeUpOption item={item} first={at === 0} busy={booking.isPending} onBook={() => !booking.isPending && booking.mutate({ chosen: item })} />
              </li>
            ))}
          </ul>
        )}
        {beyond.length > 0 && <BeyondPart clientId={row.clientId} items={beyond} busy={booking.isPending} onBook={(chosen, reason) => !booking.isPending && booking.mutate({ chosen, reason })} />}
      </Stack>
    </Drawer>
  );
}

function Nothing({ closed }: { closed: 'week_over' | 'nothing_missing' | null }) {
  if (closed === 'nothing_missing') return <EmptyState title="Nothing is missing">What is booked reaches the prescription.</EmptyState>;
  if (closed === 'week_over') return <EmptyState title="The week is over">Hours are won back in the same week only.</EmptyState>;
  return <EmptyState title="No seat or time fits">Every group is full, at a time the client is busy, or more than the policy allows; nobody of the care team is free with a room.</EmptyState>;
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const options = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-make-up]')];
  const next = options[options.indexOf(document.activeElement as HTMLElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

import { ActionIcon, Button, Group as Row, Menu, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { dayOf, formatDate, formatDateTime, formatDay, formatNearness, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useCan, useClinic } from '@/lib/session';
import { DataTable, EmptyState, ErrorState, LoadingBlock, PersonName, ScreenLink, Section, StatusBadge, ZoneNote, sayName, toast, useConfirm } from '@/ui';
import { changeEntry, declineOffer, groupKeys, leaveWaitlist, offerSeat, readWaitlist, withdrawOffer } from '../api/groups';
import type { Group, Waitlist, WaitlistEntry } from '../api/groups';
import { WAITING } from '../model/words';
import { AcceptDrawer, JoinDrawer, NoteDrawer } from './waitlist-drawers';
import classes from './waitlist-part.module.css';

type Task = { kind: 'join' } | { kind: 'accept' | 'note'; entry: WaitlistEntry };

/** Who waits for a seat, in the order of their turn, and which seat is kept for whom until when. */
export function WaitlistPart(props: { group: Group; onChanged: () => void }) {
  const { group, onChanged } = props;
  const { clinicId, timeZone } = useClinic();
  const canWrite = useCan('schedule.write');
  const [task, setTask] = useState<Task | null>(null);
  const found = useQuery({ queryKey: groupKeys.waitlist(clinicId, group.id), queryFn: ({ signal }) => readWaitlist(clinicId, group.id, signal), refetchInterval: 30_000 });
  const mayAdd = canWrite && group.active;
  useHotkey('w', 'Put somebody on the waitlist', () => setTask({ kind: 'join' }), { enabled: mayAdd });
  if (found.isPending) return <LoadingBlock />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const list = found.data;
  const add = mayAdd && (
    <Button leftSection={<IconPlus size={16} />} data-print="hide" onClick={() => setTask({ kind: 'join' })}>
      Put on the waitlist
    </Button>
  );
  return (
    <>
      <Section title="Who waits" description={sayFreeFrom(list, today(timeZone))} actions={list.items.length > 0 && add}>
        {list.items.length === 0 ? (
          <EmptyState title="Nobody waits" action={add}>
            When the group is full, people can wait here. A seat that frees is offered to the first at once and kept until they answer.
          </EmptyState>
        ) : (
          <ol className={classes.list} aria-label="Waitlist">
            {list.items.map((entry, index) => (
              <Entry key={entry.id} group={group} list={list} entry={entry} place={index + 1} canWrite={canWrite} onChanged={onChanged} onTask={setTask} />
            ))}
          </ol>
        )}
        <ZoneNote />
      </Section>
      {list.ended.length > 0 && (
        <Section title="No longer waiting" description="Within the last 30 days.">
          <DataTable
            label="No longer waiting"
            rows={list.ended}
            rowKey={(entry) => entry.id}
            rowLink={(entry) => ({ screen: 'client', params: { clientId: entry.client.id } })}
            columns={[
              { key: 'name', header: 'Client', cell: (entry) => <PersonName {...entry.client} fw={500} /> },
              { key: 'since', header: 'Waited since', width: 160, cell: (entry) => formatDate(dayOf(entry.since, timeZone)) },
              { key: 'until', header: 'Until', width: 190, hideBelow: 'sm', cell: (entry) => (entry.endedAt ? formatDateTime(entry.endedAt, timeZone) : '–') },
              { key: 'state', header: 'Became of it', width: 160, cell: (entry) => <StatusBadge tone={WAITING[entry.state].tone}>{WAITING[entry.state].word}</StatusBadge> },
            ]}
            empty={{ title: 'Nobody' }}
          />
        </Section>
      )}
      {task?.kind === 'join' && <JoinDrawer group={group} onClose={() => setTask(null)} onChanged={onChanged} />}
      {task?.kind === 'accept' && <AcceptDrawer group={group} entry={task.entry} onClose={() => setTask(null)} onChanged={onChanged} />}
      {task?.kind === 'note' && <NoteDrawer group={group} entry={task.entry} onClose={() => setTask(null)} onChanged={onChanged} />}
    </>
  );
}

function Entry(props: { group: Group; list: Waitlist; entry: WaitlistEntry; place: number; canWrite: boolean; onChanged: () => void; onTask: (task: Task) => void }) {
  const { group, list, entry, place, onTask } = props;
  const { clinicId, timeZone } = useClinic();
  const confirm = useConfirm();
  const [isBusy, setBusy] = useState(false);
  const name = sayName(entry.client);
  const act = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      toast.done(done);
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
      props.onChanged();
    }
  };
  const move = (to: number) => act(() => changeEntry(clinicId, group.id, entry.id, { version: entry.version, place: to }), `Now number ${to} on the list`);
  const decline = async () => {
    if (await confirm({ title: 'Did they decline?', message: 'They leave the list, and the seat is offered to the next who waits.', confirmLabel: 'They declined' })) await act(() => declineOffer(clinicId, group.id, entry.id, newKey()), 'Declined; the seat goes to the next');
  };
  const withdraw = async () => {
    if (await confirm({ title: 'Take the offer back?', message: 'They wait on behind everybody else, and the seat is offered to the next.', confirmLabel: 'Take it back' })) await act(() => withdrawOffer(clinicId, group.id, entry.id, newKey()), 'The offer is taken back');
  };
  const leave = async () => {
    if (await confirm({ title: 'Take them off the list?', message: 'Their turn is lost. Put on the list again, they begin at its end.', confirmLabel: 'Take off the list', danger: true })) await act(() => leaveWaitlist(clinicId, group.id, entry.id, entry.version), 'Off the list');
  };
  const { offer } = entry;
  return (
    <li className={classes.entry} data-offered={offer !== null || undefined} aria-label={name}>
      <span className={classes.place}>{place}</span>
      <div>
        <ScreenLink to={{ screen: 'client', params: { clientId: entry.client.id } }} c="inherit">
          <PersonName {...entry.client} fw={500} />
        </ScreenLink>
        <div className={classes.facts}>
          {entry.programName} · since {formatDate(dayOf(entry.since, timeZone))}
        </div>
        {entry.note && <Text size="sm">{entry.note}</Text>}
      </div>
      <div className={classes.state}>
        <StatusBadge tone={WAITING[entry.state].tone}>{WAITING[entry.state].word}</StatusBadge>
        {offer && (
          <div className={classes.facts}>
            Free from {formatDay(offer.startsOn)}; kept until {formatDateTime(offer.expiresAt, timeZone)}, {formatNearness(offer.expiresAt)}
          </div>
        )}
      </div>
      {props.canWrite && (
        <Row gap={4} wrap="nowrap" className={classes.actions} data-print="hide">
          {offer ? (
            <>
              <Button size="compact-md" disabled={isBusy} aria-label={`Accept for ${name}`} onClick={() => onTask({ kind: 'accept', entry })}>
                Accept
              </Button>
              <Button size="compact-md" variant="default" disabled={isBusy} aria-label={`Decline for ${name}`} onClick={() => void decline()}>
                Decline
              </Button>
            </>
          ) : (
            list.freeFrom !== null &&
            entry.state === 'waiting' && (
              <Button size="compact-md" variant="default" disabled={isBusy} aria-label={`Offer the seat to ${name}`} onClick={() => void act(() => offerSeat(clinicId, group.id, entry.id, entry.version, newKey()), 'The seat is offered and kept')}>
                Offer now
              </Button>
            )
          )}
          <ActionIcon aria-label={`Move ${name} up`} disabled={isBusy || place === 1} onClick={() => void move(place - 1)}>
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon aria-label={`Move ${name} down`} disabled={isBusy || place === list.items.length} onClick={() => void move(place + 1)}>
            <IconArrowDown size={16} />
          </ActionIcon>
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={`More for ${name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => onTask({ kind: 'note', entry })}>Change the note</Menu.Item>
              {offer && <Menu.Item onClick={() => void withdraw()}>Take the offer back</Menu.Item>}
              <Menu.Item color="red" onClick={() => void leave()}>
                Take off the list
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Row>
      )}
    </li>
  );
}

/** "No seat is free." / "A seat is free from Tue, Dec 1." */
function sayFreeFrom(list: Waitlist, day: string): string {
  const offered = list.items.filter((entry) => entry.offer !== null).length;
  const kept = offered > 0 ? ` ${offered === 1 ? 'One seat is' : `${offered} seats are`} kept until an answer comes.` : '';
  if (list.freeFrom === null) return offered > 0 ? kept.trim() : 'No seat is free.';
  return `A seat is free${list.freeFrom > day ? ` from ${formatDay(list.freeFrom)}` : ''}.${kept}`;
}

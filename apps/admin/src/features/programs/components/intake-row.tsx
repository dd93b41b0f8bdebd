import { ActionIcon, Button, Group as Row, Menu, Text } from '@mantine/core';
import { IconDots, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { dayOf, formatDate, today } from '@/lib/clinic-time';
import { useScreenAddress } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { PersonName, ScreenLink, StatusBadge, sayName, toast, useConfirm } from '@/ui';
import { Link } from '@tanstack/react-router';
import { leaveIntake, offerPlace, readEntry, returnToIntake, withdrawPlace } from '../api/intake';
import type { IntakeEntry } from '../api/intake';
import type { Program } from '../api/programs';
import { INTAKE, sayAttempts, sayOffer } from '../model/intake';
import classes from './intake-part.module.css';

/** Something to do with an entry that opens at its side. */
export interface IntakeTask {
  kind: 'contact' | 'decline' | 'move' | 'edit' | 'history';
  entry: IntakeEntry;
}

/** One person in line: since when, what is offered to them, and what can be done about it. */
export function IntakeRow(props: { program: Program; entry: IntakeEntry; canOffer: boolean; canWrite: boolean; onChanged: () => void; onTask: (task: IntakeTask) => void }) {
  const { program, entry, onTask } = props;
  const { clinicId, timeZone } = useClinic();
  const canAdmit = useCan('episodes.write');
  const address = useScreenAddress();
  const confirm = useConfirm();
  const [isBusy, setBusy] = useState(false);
  const name = sayName(entry.client);
  const { offer } = entry;
  const act = async (work: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      toast.done(done, undo ? { undo: () => undo().then(props.onChanged) } : undefined);
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy(false);
      props.onChanged();
    }
  };
  const withdraw = async () => {
    if (await confirm({ title: 'Take the offer back?', message: 'They wait on behind everybody else, and the place is offered to the next.', confirmLabel: 'Take it back' })) await act(() => withdrawPlace(clinicId, entry.id, null, newKey()), 'The offer is taken back');
  };
  const leave = async () => {
    if (!(await confirm({ title: 'Take them off the list?', message: offer ? 'The place kept for them is offered to the next.' : 'They no longer wait for this program.', confirmLabel: 'Take off the list', danger: true }))) return;
    await act(
      () => leaveIntake(clinicId, entry.id, { version: entry.version }, newKey()),
      'Off the list',
      async () => returnToIntake(clinicId, entry.id, (await readEntry(clinicId, entry.id)).version, newKey()),
    );
  };
  const attempts = offer && sayAttempts(offer);
  return (
    <li className={classes.entry} data-offered={offer !== null || undefined} aria-label={name}>
      <span className={classes.place}>{entry.number}</span>
      <div>
        <ScreenLink to={{ screen: 'client', params: { clientId: entry.client.id } }} c="inherit">
          <PersonName {...entry.client} fw={500} />
        </ScreenLink>
        <div className={classes.facts}>
          {entry.client.chartNumber} · since {formatDate(dayOf(entry.since, timeZone))}
          {entry.owner ? ` · ${entry.owner.name}` : ' · nobody’s yet'}
        </div>
        {entry.note && <Text size="sm">{entry.note}</Text>}
      </div>
      <div className={classes.state}>
        <StatusBadge tone={offer && offer.contactedAt === null ? 'warning' : INTAKE[entry.state].tone}>{offer && offer.contactedAt === null ? 'Place offered, to be told' : INTAKE[entry.state].word}</StatusBadge>
        {offer && (
          <div className={classes.facts}>
            {sayOffer(offer, timeZone, today(timeZone))}
            {attempts && <div>{attempts}</div>}
          </div>
        )}
      </div>
      {(props.canWrite || (canAdmit && offer)) && (
        <Row gap={4} wrap="wrap" className={classes.actions} data-print="hide">
          {offer && canAdmit && (
            <Button
              size="compact-md"
              aria-label={`Admit ${name}`}
              renderRoot={(root) => <Link {...root} to={address({ screen: 'client', params: { clientId: entry.client.id }, search: { admit: program.id } })} />}
            >
              Admit
            </Button>
          )}
          {offer && props.canWrite && (
            <>
              <Button size="compact-md" variant="default" leftSection={<IconPhone size={14} />} disabled={isBusy} aria-label={`Tell ${name} of the place`} onClick={() => onTask({ kind: 'contact', entry })}>
                Tell
              </Button>
              <Button size="compact-md" variant="default" disabled={isBusy} aria-label={`Decline for ${name}`} onClick={() => onTask({ kind: 'decline', entry })}>
                Decline
              </Button>
            </>
          )}
          {!offer && props.canWrite && props.canOffer && entry.number === 1 && (
            <Button size="compact-md" variant="default" disabled={isBusy} aria-label={`Offer the place to ${name}`} onClick={() => void act(() => offerPlace(clinicId, entry.id, entry.version, newKey()), 'The place is offered and kept')}>
              Offer now
            </Button>
          )}
          {props.canWrite && (
            <Menu>
              <Menu.Target>
                <ActionIcon aria-label={`More for ${name}`}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => onTask({ kind: 'edit', entry })}>Note and who keeps in touch</Menu.Item>
                <Menu.Item onClick={() => onTask({ kind: 'move', entry })}>Change their turn</Menu.Item>
                <Menu.Item onClick={() => onTask({ kind: 'history', entry })}>What has happened</Menu.Item>
                {offer && <Menu.Item onClick={() => void withdraw()}>Take the offer back</Menu.Item>}
                <Menu.Item color="red" onClick={() => void leave()}>
                  Take off the list
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Row>
      )}
    </li>
  );
}

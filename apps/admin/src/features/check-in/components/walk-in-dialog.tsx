import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate } from '@/lib/clinic-time';
import { newKey } from '@/lib/api/http';
import { useClinic } from '@/lib/session';
import { PersonName, ProblemAlert, SearchInput, sayName } from '@/ui';
import { admitWalkIn, attendanceKeys, findClients } from '../api/attendance';
import type { FoundClient, Roster, StandingPlace } from '../api/attendance';
import type { Moment } from '../model/roster';
import classes from './walk-in-dialog.module.css';

/** Takes in somebody who came without being booked, while a seat is free. */
export function WalkInDialog(props: { roster: Roster; moment: Moment; onClose: () => void; onAdmitted: (place: StandingPlace) => void }) {
  const { clinicId } = useClinic();
  const { roster, moment } = props;
  const [words, setWords] = useState('');
  const [refusal, setRefusal] = useState<unknown>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const found = useQuery({ queryKey: attendanceKeys.found(clinicId, words), queryFn: ({ signal }) => findClients(clinicId, words, signal), enabled: words.trim().length > 1 });
  const free = roster.capacity - roster.seatsTaken;
  const here = new Set(roster.places.map((place) => place.client.id));
  const admit = async (client: FoundClient) => {
    setBusy(client.id);
    setRefusal(null);
    try {
      const late = moment.running && Date.now() - Date.parse(roster.startsAt) > roster.lateAfterMinutes * 60_000;
      const arrivedAt = late ? new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString() : null;
      props.onAdmitted(await admitWalkIn(clinicId, roster.sessionId, { clientId: client.id, arrivedAt }, newKey()));
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Modal opened onClose={props.onClose} title="Walk-in" size="md">
      <Stack gap="sm">
        <Text c="dimmed" size="sm">
          {free} of {roster.capacity} seats free. Whoever you choose is booked and checked in at once.
        </Text>
        {refusal !== null && <ProblemAlert error={refusal} />}
        <SearchInput label="Find a client" value={words} onChange={setWords} placeholder="Name, chart number, phone or birth date" autoFocus />
        {found.data?.items.length === 0 && <Text c="dimmed">Nobody like that has a chart here.</Text>}
        {found.isError && <ProblemAlert error={found.error} />}
        <ul className={classes.found}>
          {found.data?.items.map((client) => (
            <li key={client.id} className={classes.person}>
              <div>
                <PersonName {...client} fw={500} withLegal />
                <Text size="xs" c="dimmed">
                  {[client.chartNumber, client.birthDate ? formatDate(client.birthDate) : null].filter(Boolean).join(' · ')}
                </Text>
              </div>
              {here.has(client.id) ? (
                <Text size="sm" c="dimmed">
                  On the roster
                </Text>
              ) : (
                <Button variant="default" h={44} loading={busy === client.id} disabled={busy !== null || client.status === 'archived'} onClick={() => void admit(client)} aria-label={`Check in ${sayName(client)}`}>
                  Check in
                </Button>
              )}
            </li>
          ))}
        </ul>
        {!moment.open && <Alert color="yellow">Check-in for this session is not open yet.</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            Close
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { newKey } from '@/lib/api/http';
import { useClinic } from '@/lib/session';
import { ClientSearch, ProblemAlert } from '@/ui';
import type { FoundClient } from '@/ui';
import { admitWalkIn } from '../api/attendance';
import type { Roster, StandingPlace } from '../api/attendance';
import type { Moment } from '../model/roster';

/** Takes in somebody who came without being booked, while a seat is free. */
export function WalkInDialog(props: { roster: Roster; moment: Moment; onClose: () => void; onAdmitted: (place: StandingPlace) => void }) {
  const { clinicId } = useClinic();
  const { roster, moment } = props;
  const [refusal, setRefusal] = useState<unknown>(null);
  const [busy, setBusy] = useState<string | null>(null);
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
        <ClientSearch
          label="Find a client"
          action="Check in"
          autoFocus
          standing
          busyId={busy}
          notedAs={(client) => (here.has(client.id) ? 'On the roster' : null)}
          onChoose={(client) => void admit(client)}
        />
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

import { ActionIcon, Alert, Button, Drawer, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconCheckbox, IconPencil, IconRestore, IconUserMinus, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { asProblem } from '@/lib/api/problem';
import { formatDay, formatDayLong, formatTimeRange, today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useScreenAddress } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { ClientSearch, ErrorState, PersonName, ProblemAlert, ScreenLink, StatusBadge, TakenNotice, ZoneNote, sayName, toast, useConfirm } from '@/ui';
import { addParticipants, calendarKeys, readSession, removeParticipant, restoreSession } from '../api/calendar';
import type { Place, SessionDetail } from '../api/calendar';
import { CancelDialog } from './cancel-dialog';
import { EditSession } from './edit-session';
import { isAboutTime } from './refusal-card';
import classes from './session-drawer.module.css';
import type { Moves } from './use-moves';
import type { Resources } from './use-resources';
import { namesOf } from './use-resources';

const KINDS = { individual: 'Individual session', group: 'Group session', family: 'Family session' } as const;
const ATTENDANCE: Record<string, string> = { attended: 'Present', late: 'Late', left_early: 'Left early', no_show: 'No-show', excused: 'Excused' };

/** One session, opened from the calendar: what it is, who is on it, and everything that can be done with it. */
export function SessionDrawer(props: { sessionId: string; resources: Resources; moves: Moves; onClose: () => void }) {
  const { clinicId } = useClinic();
  const [editing, setEditing] = useState(false);
  const session = useQuery({ queryKey: calendarKeys.session(clinicId, props.sessionId), queryFn: () => readSession(clinicId, props.sessionId) });
  if (editing && session.data) {
    return <EditSession session={session.data} resources={props.resources} moves={props.moves} onClose={() => setEditing(false)} />;
  }
  return (
    <Drawer opened onClose={props.onClose} title={session.data ? KINDS[session.data.kind] : 'Session'} size={500}>
      {session.isPending && (
        <Stack aria-busy="true" aria-label="Loading">
          <Skeleton h={26} w="70%" />
          <Skeleton h={18} w="50%" />
          <Skeleton h={160} />
        </Stack>
      )}
      {session.isError && <ErrorState error={session.error} retry={() => void session.refetch()} />}
      {session.data && <Opened session={session.data} resources={props.resources} moves={props.moves} onEdit={() => setEditing(true)} />}
    </Drawer>
  );
}

function Opened(props: { session: SessionDetail; resources: Resources; moves: Moves; onEdit: () => void }) {
  const { session, moves } = props;
  const { clinicId, timeZone } = useClinic();
  const canEdit = useCan('schedule.write');
  const mayCheckIn = useCan('attendance.read');
  const address = useScreenAddress();
  const [cancelling, setCancelling] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const cancelled = session.status === 'cancelled';
  useHotkey('e', 'Edit', props.onEdit, { enabled: canEdit && !cancelled, inDialog: true, group: 'Session' });

  const restore = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      const { version } = await restoreSession(clinicId, session.id, session.version);
      moves.restored(session.id, version, session.cancelReason ?? 'Restored by mistake');
    } catch (error) {
      setRefusal(error);
      void moves.refresh();
    } finally {
      setBusy(false);
    }
  };
  const problem = refusal === null ? null : asProblem(refusal);
  const nameOf = namesOf(props.resources, { staff: session.staff, room: session.roomId ? { id: session.roomId, name: session.roomName ?? '' } : null, clients: session.places.map((place) => place.client) });
  return (
    <Stack gap="md">
      <div>
        <Group gap="xs">
          <Text component="h3" fw={600} size="lg" m={0}>
            {session.groupName ?? session.title}
          </Text>
          {cancelled && <StatusBadge tone="off">Cancelled</StatusBadge>}
        </Group>
        <Text>
          {formatDayLong(session.clinicDay)}
          {session.clinicDay === today(timeZone) ? ', today' : ''}
          <br />
          {formatTimeRange(session.startsAt, session.endsAt, timeZone)}
        </Text>
        <ZoneNote />
      </div>
      {cancelled && (
        <Alert color="gray" title="This session is cancelled">
          {session.cancelReason}
        </Alert>
      )}
      {problem && (isAboutTime(problem) ? <TakenNotice problem={problem} nameOf={nameOf} day={session.clinicDay} /> : <ProblemAlert error={problem} />)}
      <Facts session={session} />
      <Group gap="xs">
        {!cancelled && mayCheckIn && (
          <Button variant="default" leftSection={<IconCheckbox size={16} />} renderRoot={(root) => <Link {...root} to={address({ screen: 'checkInSession', params: { sessionId: session.id } })} />}>
            Check-in
          </Button>
        )}
        {canEdit && !cancelled && (
          <>
            <Button variant="default" leftSection={<IconPencil size={16} />} onClick={props.onEdit}>
              Edit or move
            </Button>
            <Button variant="subtle" color="red" leftSection={<IconX size={16} />} onClick={() => setCancelling(true)}>
              Cancel session
            </Button>
          </>
        )}
        {canEdit && cancelled && (
          <Button leftSection={<IconRestore size={16} />} loading={busy} onClick={() => void restore()}>
            Restore
          </Button>
        )}
      </Group>
      <Roster session={session} canEdit={canEdit && !cancelled} onChanged={() => void moves.refresh()} />
      {cancelling && (
        <CancelDialog
          session={session}
          onClose={() => setCancelling(false)}
          onCancelled={(cancelled) => {
            setCancelling(false);
            if (cancelled.series) moves.seriesCancelled(cancelled.series.id, cancelled.series.version, cancelled.series.count);
            else moves.cancelled(session.id, cancelled.version);
          }}
        />
      )}
    </Stack>
  );
}

function Facts({ session }: { session: SessionDetail }) {
  const rows: [string, ReactNode][] = [
    ['Service', session.serviceName],
    ['Modality', session.modality],
    ['Led by', session.staff.map((one) => one.name).join(', ') || 'Nobody yet'],
    ['Where', session.telehealth ? <TelehealthPlace url={session.telehealthUrl} /> : (session.roomName ?? 'No room')],
    ['Program', session.programName],
    ['Series', session.seriesWords && <>{session.seriesWords}{session.seriesDay && `, moved here from ${formatDay(session.seriesDay)}`}</>],
    ['Topic', session.topic],
    ['Note', session.note],
    ['Outside hours', session.outsideHoursReason],
  ];
  return (
    <dl className={classes.facts}>
      {rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function TelehealthPlace({ url }: { url: string | null }) {
  if (!url) return 'Telehealth';
  return (
    <>
      Telehealth,{' '}
      <a href={url} target="_blank" rel="noreferrer">
        open the link
      </a>
    </>
  );
}

function Roster(props: { session: SessionDetail; canEdit: boolean; onChanged: () => void }) {
  const { session } = props;
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const confirm = useConfirm();
  const [adding, setAdding] = useState(false);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const booked = session.places.filter((place) => place.status !== 'cancelled');
  const run = async (clientId: string, work: () => Promise<unknown>, said: string) => {
    setBusyId(clientId);
    setRefusal(null);
    try {
      await work();
      toast.done(said);
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusyId(null);
      await queries.invalidateQueries({ queryKey: calendarKeys.session(clinicId, session.id) });
      props.onChanged();
    }
  };
  const remove = async (place: Place) => {
    const yes = await confirm({ title: 'Take this person off?', message: 'Their place in this session becomes free. Attendance of other sessions stays.', confirmLabel: 'Take off' });
    if (yes) await run(place.client.id, () => removeParticipant(clinicId, session.id, place.client.id), 'Taken off the session');
  };
  return (
    <section aria-labelledby="session-people">
      <Group justify="space-between" mb={6}>
        <Text component="h3" id="session-people" fw={600} m={0}>
          {booked.length === 0 ? 'Nobody is booked' : `${session.seatsTaken} of ${session.capacity} ${session.capacity === 1 ? 'seat' : 'seats'} taken`}
        </Text>
        {props.canEdit && session.seatsTaken < session.capacity && (
          <Button size="compact-sm" variant="default" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            Add a client
          </Button>
        )}
      </Group>
      {refusal !== null && <ProblemAlert error={refusal} onClose={() => setRefusal(null)} />}
      {adding && (
        <ClientSearch
          label="Find a client"
          action="Add"
          autoFocus
          notedAs={(client) => (booked.some((place) => place.client.id === client.id) ? 'Chosen' : null)}
          busyId={busyId}
          onChoose={(client) => void run(client.id, () => addParticipants(clinicId, session.id, [client.id]), 'Added to the session')}
        />
      )}
      <ul className={classes.people} aria-label="Who is booked">
        {booked.map((place) => (
          <li key={place.id}>
            <div>
              <ClientName place={place} />
              <Text span size="xs" c="dimmed">
                {[place.client.pronouns, place.client.chartNumber, place.isMakeUp && 'make-up', place.walkIn && 'walk-in', ATTENDANCE[place.status]].filter(Boolean).join(' · ')}
              </Text>
            </div>
            {props.canEdit && place.status === 'booked' && (
              <ActionIcon aria-label={`Take ${sayName(place.client)} off`} loading={busyId === place.client.id} onClick={() => void remove(place)}>
                <IconUserMinus size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ClientName({ place }: { place: Place }) {
  const mayOpen = useCan('clients.read');
  if (!mayOpen) return <PersonName {...place.client} fw={500} />;
  return (
    <ScreenLink to={{ screen: 'client', params: { clientId: place.client.id } }}>
      <PersonName {...place.client} fw={500} />
    </ScreenLink>
  );
}

import { Button, Card, Group, Text } from '@mantine/core';
import { IconCheckbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { formatTime, formatTimeRange } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useScreenAddress } from '@/lib/screens';
import { useClinic } from '@/lib/session';
import { PersonName, StatusBadge } from '@/ui';
import { ArrivalsBar } from '@/ui/arrivals-bar';
import { readRoster, todayKeys } from '../api/today';
import type { Arrivals, Roster } from '../api/today';
import { minutesUntil } from '../model/day';
import classes from './session-card.module.css';

/** A session that runs or comes next, with who is here and who is not yet. */
export function SessionCard({ session, now, withRoster }: { session: Arrivals; now: number; withRoster: boolean }) {
  const { clinicId, timeZone } = useClinic();
  const address = useScreenAddress();
  const roster = useQuery({ queryKey: todayKeys.roster(clinicId, session.sessionId), queryFn: ({ signal }) => readRoster(clinicId, session.sessionId, signal), enabled: withRoster, refetchInterval: 15_000 });
  const running = Date.parse(session.startsAt) <= now;
  const until = minutesUntil(session.startsAt, now);
  return (
    <Card className={classes.card} data-running={running || undefined}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <div>
          <Group gap={8} align="center">
            <Text fw={600}>{formatTimeRange(session.startsAt, session.endsAt, timeZone)}</Text>
            {running ? <StatusBadge tone="info">Until {formatTime(session.endsAt, timeZone)}</StatusBadge> : <Text size="sm" c="dimmed">in {formatMinutes(until)}</Text>}
          </Group>
          <Text size="lg" fw={600} lh={1.35} component="h3" m={0}>
            {session.title}
          </Text>
          <Text size="sm" c="dimmed">
            {[session.telehealth ? 'Telehealth' : session.roomName, session.staff.map((one) => one.name).join(' and ')].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <Button renderRoot={(props) => <Link {...props} to={address({ screen: 'checkInSession', params: { sessionId: session.sessionId } })} />} h={44} variant={running ? 'filled' : 'default'} leftSection={<IconCheckbox size={18} />} aria-label={`Check in: ${session.title}, ${formatTime(session.startsAt, timeZone)}`} className={classes.action}>
          Check in
        </Button>
      </Group>
      <ArrivalsBar arrivals={session} />
      {roster.data && <People roster={roster.data} />}
    </Card>
  );
}

const SIGN: Record<string, { sign: string; word: string }> = {
  booked: { sign: '○', word: 'expected' },
  attended: { sign: '✓', word: 'here' },
  late: { sign: '✓', word: 'came late' },
  left_early: { sign: '✓', word: 'left early' },
  no_show: { sign: '×', word: 'no-show' },
  excused: { sign: '–', word: 'excused' },
};

function People({ roster }: { roster: Roster }) {
  return (
    <ul className={classes.people} aria-label="Roster">
      {roster.places.map((place) => (
        <li key={place.participationId} data-status={place.status}>
          <span aria-hidden>{SIGN[place.status]?.sign}</span>
          <PersonName {...place.client} />
          <span className={classes.hidden}>, {SIGN[place.status]?.word}</span>
        </li>
      ))}
    </ul>
  );
}

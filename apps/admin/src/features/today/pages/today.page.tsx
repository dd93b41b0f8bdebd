import { Card, Group, SegmentedControl, Text } from '@mantine/core';
import { IconCircleCheck, IconUserOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { formatDayLong, formatTimeRange, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { maybeOneOf, useUrlFilters } from '@/lib/url-filters';
import { ErrorState, LoadingBlock, Page, ScreenLink, Section, ZoneNote } from '@/ui';
import { ArrivalsBar } from '@/ui/arrivals-bar';
import { readSessions, todayKeys } from '../api/today';
import type { Arrivals } from '../api/today';
import { NeedsYou } from '../components/needs-you';
import { SessionCard } from '../components/session-card';
import { ownDayFirst, partsOfDay, peopleOf } from '../model/day';
import classes from './today.module.css';

const FILTERS = { whose: maybeOneOf(['all', 'mine']) };
/** Sessions to come that are shown as cards; the rest is a list. */
const NEXT_CARDS = 4;
/** Cards that carry their roster: what one can take in at a glance. */
const ROSTERS = 3;

/** The day at a glance: what runs, what comes, what is owed, who is in danger of falling short. `before` stands above it: what a new clinic has still to set up. */
export function TodayPage(props: { before?: ReactNode }) {
  const { clinicId, timeZone, roles } = useClinic();
  const filters = useUrlFilters(FILTERS);
  const day = today(timeZone);
  const mine = (filters.values.whose ?? (ownDayFirst(roles) ? 'mine' : 'all')) === 'mine';
  const maySee = useCan('attendance.read');
  const maySeeAbsences = useCan('hours.read');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  const sessions = useQuery({ queryKey: todayKeys.sessions(clinicId, day, mine), queryFn: ({ signal }) => readSessions(clinicId, day, mine, signal), refetchInterval: 20_000, enabled: maySee });
  const items = sessions.data?.items ?? [];
  const { running, next, over } = partsOfDay(items, now);
  const people = peopleOf([...running, ...next]);
  const actions = (
    <Group gap="md">
      {maySeeAbsences && (
        <ScreenLink to={{ screen: 'absence' }} fw={500}>
          <Group gap={6} wrap="nowrap" mih={36}>
            <IconUserOff size={18} aria-hidden /> Someone is out
          </Group>
        </ScreenLink>
      )}
      <SegmentedControl aria-label="Whose day" data={[{ value: 'mine', label: 'Mine' }, { value: 'all', label: 'The clinic' }]} value={mine ? 'mine' : 'all'} onChange={(value) => filters.set({ whose: value as 'all' | 'mine' })} />
    </Group>
  );
  return (
    <Page title="Today" description={formatDayLong(day)} actions={actions} width="full">
      <ZoneNote />
      {props.before}
      <div className={classes.columns}>
        <div>
          {maySee && (
            <>
              {sessions.isPending && <LoadingBlock height={320} />}
              {sessions.isError && <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />}
              {sessions.data && items.length === 0 && <Nothing text={mine ? 'You lead no session today.' : 'No session is booked today.'} />}
              {sessions.data && items.length > 0 && (
                <Section title="Now and next" description={summary(running, next, people.expected)}>
                  <div className={classes.cards}>
                    {running.map((session, at) => (
                      <SessionCard key={session.sessionId} session={session} now={now} withRoster={at < ROSTERS} />
                    ))}
                    {next.slice(0, NEXT_CARDS).map((session, at) => (
                      <SessionCard key={session.sessionId} session={session} now={now} withRoster={running.length + at < ROSTERS} />
                    ))}
                    {running.length + next.length === 0 && <Nothing text="Every session of today is over." />}
                  </div>
                </Section>
              )}
              <SessionList title="Later today" sessions={next.slice(NEXT_CARDS)} />
              <SessionList title="Earlier today" sessions={over} />
            </>
          )}
        </div>
        <NeedsYou mine={mine} />
      </div>
    </Page>
  );
}

function summary(running: Arrivals[], next: Arrivals[], expected: number): string {
  const parts = [running.length > 0 ? `${running.length} running` : null, next.length > 0 ? `${next.length} to come` : null].filter(Boolean);
  if (parts.length === 0) return 'Nothing runs any more.';
  return `${parts.join(', ')}; ${expected === 0 ? 'nobody is still expected' : `${expected} ${expected === 1 ? 'person' : 'people'} still expected`}.`;
}

function SessionList({ title, sessions }: { title: string; sessions: Arrivals[] }) {
  const { timeZone } = useClinic();
  if (sessions.length === 0) return null;
  return (
    <Section title={title}>
      <Card py={4}>
        <ul className={classes.list}>
          {sessions.map((session) => (
            <li key={session.sessionId} className={classes.item}>
              <div>
                <ScreenLink to={{ screen: 'checkInSession', params: { sessionId: session.sessionId } }} fw={500}>
                  {session.title}
                </ScreenLink>
                <Text size="sm" c="dimmed">
                  {[formatTimeRange(session.startsAt, session.endsAt, timeZone), session.telehealth ? 'Telehealth' : session.roomName, session.staff.map((one) => one.name).join(' and ')].filter(Boolean).join(' · ')}
                </Text>
              </div>
              <div className={classes.arrivals}>
                <ArrivalsBar arrivals={session} />
              </div>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Nothing({ text }: { text: string }) {
  return (
    <Card className={classes.nothing}>
      <IconCircleCheck size={20} aria-hidden />
      <Text>{text}</Text>
    </Card>
  );
}

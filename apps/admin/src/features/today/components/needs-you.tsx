import { Card, Group, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatDateTime, formatDay, formatNearness, formatTimeRange, today } from '@/lib/clinic-time';
import { useCan, useClinic } from '@/lib/session';
import { ErrorState, HoursBar, LoadingBlock, PersonName, ScreenLink, StandingBadge, StatusBadge } from '@/ui';
import { readDanger, readOffers, readOwed, readTasks, readUntold, todayKeys } from '../api/today';
import type { BoardRow, Offer, Owed, Work } from '../api/today';
import { NoticeList } from './notice-list';
import classes from './needs-you.module.css';

const SHOWN = 6;

/** What changed for whoever looks; what is due and with whom: attendance nobody recorded, clients who will fall short. Nothing due is said plainly. */
export function NeedsYou({ mine }: { mine: boolean }) {
  return (
    <div className={classes.lists}>
      {useCan('messages.read') && <NoticeList />}
      {useCan('tasks.read') && <TaskList mine={mine} />}
      {useCan('intake.write') && <UntoldList mine={mine} />}
      {useCan('schedule.write') && <OfferList />}
      {useCan('attendance.read') && <OwedList mine={mine} />}
      {useCan('hours.read') && <DangerList mine={mine} />}
    </div>
  );
}

/** Tasks that are due or overdue, or come next: one's own, or with the clinic's day everyone's, where one may see them. */
function TaskList({ mine }: { mine: boolean }) {
  const { clinicId, timeZone } = useClinic();
  const all = useCan('tasks.everyone');
  const whose = mine ? 'mine' : all ? 'everyone' : 'unowned';
  const tasks = useQuery({ queryKey: todayKeys.tasks(clinicId, whose), queryFn: ({ signal }) => readTasks(clinicId, whose, signal), refetchInterval: 60_000 });
  const items: Work[] = tasks.data?.items ?? [];
  const day = today(timeZone);
  return (
    <List title="Tasks" count={null} query={tasks} empty={items.length === 0} nothing={mine ? 'Nothing is due.' : 'No task waits.'} more={<ScreenLink to={{ screen: 'workList', search: { whose: mine ? undefined : whose } }}>Open the work list</ScreenLink>}>
      {items.slice(0, SHOWN).map((one) => (
        <li key={one.id} className={classes.item}>
          <div>
            <Text fw={500}>
              {one.title}
              {one.client && (
                <>
                  {' · '}
                  <ScreenLink to={{ screen: 'client', params: { clientId: one.client.id } }}>
                    <PersonName {...one.client} />
                  </ScreenLink>
                </>
              )}
            </Text>
            <Text size="sm" c="dimmed">
              Due {formatDay(one.dueOn, day)}
              {mine ? '' : ` · ${one.owners.length > 0 ? one.owners.map((owner) => owner.name).join(' and ') : 'Nobody’s yet'}`}
            </Text>
          </div>
          {one.dueOn < day ? <StatusBadge tone="bad">Overdue</StatusBadge> : one.dueOn === day ? <StatusBadge tone="warning">Today</StatusBadge> : null}
        </li>
      ))}
    </List>
  );
}

/** Places of programs kept for people nobody has told yet: until somebody has tried, nobody else can have them. Silent while none is. */
function UntoldList({ mine }: { mine: boolean }) {
  const { clinicId, timeZone } = useClinic();
  const all = useCan('tasks.everyone');
  const whose = mine ? 'mine' : all ? 'everyone' : 'unowned';
  const untold = useQuery({ queryKey: todayKeys.untold(clinicId, whose), queryFn: ({ signal }) => readUntold(clinicId, whose, signal), refetchInterval: 60_000 });
  const items: Work[] = untold.data?.items ?? [];
  const day = today(timeZone);
  if (items.length === 0) return null;
  return (
    <List title="Places offered, to be told" count={untold.data?.nextCursor ? `${SHOWN} of many` : String(items.length)} query={untold} empty={false} nothing="">
      {items.slice(0, SHOWN).map((one) => (
        <li key={one.id} className={classes.item}>
          <div>
            {one.programId && (
              <ScreenLink to={{ screen: 'program', params: { programId: one.programId }, search: { part: 'intake' } }} fw={500}>
                {one.title}
              </ScreenLink>
            )}
            <Text size="sm" c="dimmed">
              {one.client && <PersonName {...one.client} />} · by {formatDay(one.dueOn, day)}
              {mine ? '' : ` · ${one.owners.length > 0 ? one.owners.map((owner) => owner.name).join(' and ') : 'Nobody’s yet'}`}
            </Text>
          </div>
          {one.dueOn < day && <StatusBadge tone="bad">Overdue</StatusBadge>}
        </li>
      ))}
    </List>
  );
}

function OwedList({ mine }: { mine: boolean }) {
  const { clinicId, timeZone } = useClinic();
  const owed = useQuery({ queryKey: todayKeys.owed(clinicId, mine), queryFn: ({ signal }) => readOwed(clinicId, mine, signal), refetchInterval: 60_000 });
  const items: Owed[] = owed.data?.items ?? [];
  return (
    <List title="Attendance owed" count={owed.data ? `${items.length > SHOWN ? `${SHOWN} of ${owed.data.nextCursor ? 'many' : items.length}` : items.length}` : null} query={owed} empty={items.length === 0} nothing={mine ? 'Nothing is owed. Every session you led is recorded.' : 'Nothing is owed. Everyone’s attendance is recorded.'}>
      {items.slice(0, SHOWN).map((one) => (
        <li key={one.sessionId} className={classes.item}>
          <div>
            <ScreenLink to={{ screen: 'checkInSession', params: { sessionId: one.sessionId } }} fw={500}>
              {one.title}
            </ScreenLink>
            <Text size="sm" c="dimmed">
              {one.clinicDay === today(timeZone) ? 'Today' : formatDay(one.clinicDay)}, {formatTimeRange(one.startsAt, one.endsAt, timeZone)}
              {one.staff.length > 0 ? ` · ${one.staff.map((person) => person.name).join(' and ')}` : ''}
            </Text>
          </div>
          <StatusBadge tone="warning">
            {one.owed} of {one.booked}
          </StatusBadge>
        </li>
      ))}
    </List>
  );
}

/** Seats kept for people who wait: somebody must ask them before the time is up. Silent while none is. */
function OfferList() {
  const { clinicId, timeZone } = useClinic();
  const offers = useQuery({ queryKey: todayKeys.offers(clinicId), queryFn: ({ signal }) => readOffers(clinicId, signal), refetchInterval: 60_000 });
  const items: Offer[] = offers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <List title="Seats offered" count={offers.data?.nextCursor ? `${SHOWN} of many` : String(items.length)} query={offers} empty={false} nothing="">
      {items.slice(0, SHOWN).map((one) => (
        <li key={one.id} className={classes.item}>
          <div>
            <ScreenLink to={{ screen: 'group', params: { groupId: one.groupId }, search: { part: 'waitlist' } }} fw={500}>
              {one.groupName}
            </ScreenLink>
            <Text size="sm" c="dimmed">
              <PersonName {...one.client} />, from {formatDay(one.startsOn)} · kept until {formatDateTime(one.expiresAt, timeZone)}
            </Text>
          </div>
          <div className={classes.state}>
            <StatusBadge tone="waiting">{formatNearness(one.expiresAt)}</StatusBadge>
          </div>
        </li>
      ))}
    </List>
  );
}

function DangerList({ mine }: { mine: boolean }) {
  const { clinicId } = useClinic();
  const risk = useQuery({ queryKey: todayKeys.danger(clinicId, mine, 'at_risk'), queryFn: ({ signal }) => readDanger(clinicId, mine, 'at_risk', signal), refetchInterval: 60_000 });
  const short = useQuery({ queryKey: todayKeys.danger(clinicId, mine, 'short'), queryFn: ({ signal }) => readDanger(clinicId, mine, 'short', signal), refetchInterval: 60_000 });
  const counts = risk.data?.counts;
  const rows: BoardRow[] = [...(risk.data?.items ?? []), ...(short.data?.items ?? [])].slice(0, SHOWN);
  const all = counts ? counts.at_risk + counts.short : 0;
  return (
    <List title="Short of hours this week" count={counts ? String(all) : null} query={risk} empty={rows.length === 0} nothing={mine ? 'Nobody of your clients falls short this week.' : 'Nobody falls short this week.'} more={all > SHOWN ? <ScreenLink to={{ screen: 'hours' }}>See all {all} on the hours board</ScreenLink> : null}>
      {rows.map((row) => (
        <li key={row.episodeId} className={classes.item}>
          <div className={classes.person}>
            <Group gap={8}>
              <ScreenLink to={{ screen: 'client', params: { clientId: row.clientId } }} fw={500}>
                <PersonName {...row} />
              </ScreenLink>
              <StandingBadge standing={row.standing} />
            </Group>
            <Text size="sm" c="dimmed">
              {row.sentence}
            </Text>
          </div>
          <div className={classes.bar}>
            <HoursBar attendedMinutes={row.attendedMinutes} plannedMinutes={row.plannedMinutes} prescribedMinutes={row.prescribedMinutes} size="sm" />
          </div>
        </li>
      ))}
    </List>
  );
}

function List(props: { title: string; count: string | null; query: { isPending: boolean; error: unknown; refetch: () => unknown }; empty: boolean; nothing: string; more?: ReactNode; children: ReactNode }) {
  const { query } = props;
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Text fw={600} component="h2" size="lg" m={0}>
          {props.title}
        </Text>
        {props.count !== null && !props.empty && <Text c="dimmed">{props.count}</Text>}
      </Group>
      {query.isPending && <LoadingBlock height={120} />}
      {query.error ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : null}
      {!query.isPending && !query.error && props.empty && (
        <Group gap={8} c="dimmed" py="sm">
          <IconCircleCheck size={20} aria-hidden />
          <Text>{props.nothing}</Text>
        </Group>
      )}
      <ul className={classes.list}>{props.children}</ul>
      {props.more && <Text mt="sm">{props.more}</Text>}
    </Card>
  );
}

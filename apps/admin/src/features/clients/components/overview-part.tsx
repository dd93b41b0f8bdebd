import { Button, Group, Progress, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDate, formatDay } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import { EmptyState, ErrorState, LoadingBlock, Section, StatusBadge } from '@/ui';
import { chartKeys, READ_ONCE, readTimeline } from '../api/chart';
import type { Chart, Stay } from '../api/chart';
import { readWaiting, waitingKeys } from '../api/intake';
import { isStanding, sayWeek } from '../model/stay';
import { DISPOSITIONS, ROLES } from '../model/words';
import type { ChartTask } from './chart-actions';
import classes from './overview-part.module.css';
import { Timeline } from './timeline';
import { WaitingPart } from './waiting-part';

/** Where the client stands: the stays, what they wait for, and everything that led here. */
export function OverviewPart(props: { chart: Chart; today: string; canAdmit: boolean; canWait: boolean; onTask: (task: ChartTask) => void }) {
  const { chart, today } = props;
  const { clinicId } = useClinic();
  const [showPast, setShowPast] = useState(false);
  const timeline = useQuery({ queryKey: chartKeys.timeline(clinicId, chart.client.id), queryFn: () => readTimeline(clinicId, chart.client.id), ...READ_ONCE });
  const intake = useQuery({ queryKey: waitingKeys.of(clinicId, chart.client.id), queryFn: () => readWaiting(clinicId, chart.client.id) });
  const waiting = (intake.data?.items ?? []).filter((entry) => entry.state === 'waiting' || entry.state === 'offered');
  const open = chart.stays.filter(({ state }) => state !== 'ended');
  const past = chart.stays.filter(({ state }) => state === 'ended');
  return (
    <div className={classes.columns}>
      <div className={classes.stays}>
        <Section title={open.length > 1 ? 'Stays' : 'Stay'}>
          {intake.isError && <ErrorState error={intake.error} retry={() => void intake.refetch()} />}
          <WaitingPart waiting={waiting} today={today} canAdmit={props.canAdmit} onTask={props.onTask} />
          {open.length === 0 && (
            <div className={classes.card}>
              <EmptyState
                title={past.length > 0 ? 'In no program now' : 'Not admitted yet'}
                action={
                  chart.client.status === 'active' && (
                    <Group gap="xs" justify="center">
                      {props.canAdmit && <Button onClick={() => props.onTask({ kind: 'admit' })}>Admit to a program</Button>}
                      {props.canWait && (
                        <Button variant="default" onClick={() => props.onTask({ kind: 'wait' })}>
                          Put on a waitlist
                        </Button>
                      )}
                    </Group>
                  )
                }
              >
                {past.length > 0 ? 'Past stays are below.' : 'With the admission come prescribed hours and a care team.'}
              </EmptyState>
            </div>
          )}
          {open.map((stay) => (
            <StayCard key={stay.id} stay={stay} today={today} {...(props.canAdmit ? { onTask: props.onTask } : {})} />
          ))}
          {past.length > 0 && (
            <UnstyledButton className={classes.more} aria-expanded={showPast} onClick={() => setShowPast(!showPast)}>
              {showPast ? 'Hide' : 'Show'} {past.length} past {past.length === 1 ? 'stay' : 'stays'}
            </UnstyledButton>
          )}
          {showPast && past.map((stay) => <StayCard key={stay.id} stay={stay} today={today} {...(props.canAdmit ? { onTask: props.onTask } : {})} />)}
        </Section>
      </div>
      <Section title="Timeline">
        {timeline.isPending && <LoadingBlock height={160} />}
        {timeline.isError && <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />}
        {timeline.data && (timeline.data.items.length === 0 ? <Text c="dimmed">Nothing has happened yet.</Text> : <Timeline entries={timeline.data.items} today={today} severalPrograms={new Set(chart.stays.map(({ programId }) => programId)).size > 1} />)}
      </Section>
    </div>
  );
}

function StayCard(props: { stay: Stay; today: string; onTask?: (task: ChartTask) => void }) {
  const { stay, today, onTask } = props;
  const team = stay.careTeam.filter(({ now, toDay }) => now || (stay.state !== 'current' && toDay === stay.dischargedOn));
  return (
    <article className={classes.card} aria-label={stay.programName}>
      <header className={classes.cardHead}>
        <div>
          <Text fw={600}>{stay.programName}</Text>
          <Text size="sm" c="dimmed">
            {stay.state === 'upcoming' ? 'comes' : 'since'} {formatDate(stay.admittedOn)}
            {stay.dischargedOn && ` until ${formatDate(stay.dischargedOn)}`}
          </Text>
        </div>
        {stay.state === 'ended' && stay.disposition && <StatusBadge tone="neutral">{DISPOSITIONS[stay.disposition].label}</StatusBadge>}
        {stay.state === 'upcoming' && <StatusBadge tone="waiting">To come</StatusBadge>}
      </header>
      {stay.week !== null && (
        <div>
          <Text size="sm">{sayWeek(stay)}</Text>
          {stay.plannedWeeks !== null && <Progress value={Math.min(100, (stay.week / stay.plannedWeeks) * 100)} size="sm" mt={4} aria-label={sayWeek(stay)} color={stay.week > stay.plannedWeeks ? 'yellow' : 'teal'} />}
        </div>
      )}
      <dl className={classes.facts}>
        <dt>Prescribed hours</dt>
        <dd>
          <ol className={classes.steps}>
            {stay.prescriptions.map((one) => (
              <li key={one.effectiveFrom} data-now={(stay.state === 'current' && isStanding(stay, one.effectiveFrom, today)) || undefined}>
                <span className={classes.stepDay}>{formatDay(one.effectiveFrom, today)}</span>
                <span>
                  {formatMinutes(one.minutesPerWeek)}
                  {one.daysPerWeek !== null && ` on ${one.daysPerWeek} ${one.daysPerWeek === 1 ? 'day' : 'days'}`}
                  {one.phaseName && <Text span inherit c="dimmed"> · {one.phaseName}</Text>}
                  {one.reason && <Text size="xs" c="dimmed">{one.reason}</Text>}
                </span>
                {stay.state === 'current' && isStanding(stay, one.effectiveFrom, today) && <Text span size="xs" fw={600} c="var(--mantine-color-teal-text)">now</Text>}
              </li>
            ))}
            {stay.prescriptions.length === 0 && <li>None</li>}
          </ol>
        </dd>
        <dt>Care team</dt>
        <dd>
          {team.length === 0 && 'Nobody'}
          {team.map((member) => (
            <div key={member.id}>
              {member.name} <Text span inherit c="dimmed">{ROLES[member.role]}{member.isPrimary ? ', primary' : ''}</Text>
            </div>
          ))}
        </dd>
      </dl>
      {onTask && stay.state !== 'ended' && (
        <div className={classes.cardActions}>
          <Button size="compact-sm" variant="default" onClick={() => onTask({ kind: 'hours', stay })}>
            Change hours
          </Button>
          {stay.dischargedOn === null ? (
            <Button size="compact-sm" variant="default" onClick={() => onTask({ kind: 'discharge', stay })}>
              Discharge
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={() => onTask({ kind: 'take-back', stay })}>
              Take back the discharge
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

import { Button, Text } from '@mantine/core';
import { dayOf, formatDate, formatDateTime, formatDay, formatNearness } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ScreenLink, StatusBadge } from '@/ui';
import type { Waiting } from '../api/intake';
import type { ChartTask } from './chart-actions';
import classes from './overview-part.module.css';

/** The programs a client waits for: which number in line, since when, and what is offered to them. */
export function WaitingPart(props: { waiting: readonly Waiting[]; today: string; canAdmit: boolean; onTask: (task: ChartTask) => void }) {
  const { timeZone } = useClinic();
  return props.waiting.map((entry) => {
    const { offer } = entry;
    return (
      <article key={entry.id} className={classes.card} aria-label={`Waits for ${entry.programName}`}>
        <header className={classes.cardHead}>
          <div>
            <Text fw={600}>
              Waits for{' '}
              <ScreenLink to={{ screen: 'program', params: { programId: entry.programId }, search: { part: 'intake' } }} fw={600}>
                {entry.programName}
              </ScreenLink>
            </Text>
            <Text size="sm" c="dimmed">
              Number {entry.number} in line, since {formatDate(dayOf(entry.since, timeZone))}
              {entry.owner ? ` · ${entry.owner.name} keeps in touch` : ''}
            </Text>
          </div>
          {offer && <StatusBadge tone={offer.contactedAt === null ? 'warning' : 'waiting'}>{offer.contactedAt === null ? 'Place offered, to be told' : 'Place offered'}</StatusBadge>}
        </header>
        {entry.note && <Text size="sm">{entry.note}</Text>}
        {offer && (
          <Text size="sm">
            {offer.startsOn > props.today ? `The place is free from ${formatDay(offer.startsOn, props.today)}` : 'The place is free now'}
            {offer.contactedAt === null ? '; nobody has told them yet.' : `; kept until ${formatDateTime(offer.expiresAt, timeZone)}, ${formatNearness(offer.expiresAt)}.`}
          </Text>
        )}
        {offer && props.canAdmit && (
          <div className={classes.cardActions}>
            <Button size="compact-sm" onClick={() => props.onTask({ kind: 'admit', programId: entry.programId })}>
              Admit to this place
            </Button>
          </div>
        )}
      </article>
    );
  });
}

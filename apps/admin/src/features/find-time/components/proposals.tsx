import { Button, Group, Text } from '@mantine/core';
import { dayOf, formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { StatusBadge } from '@/ui';
import type { ProposedTime } from '../api/find-time';
import classes from './proposals.module.css';

/** The free times, best first, each booked in one click. */
export function Proposals(props: { items: ProposedTime[]; busy: string | null; canBook: boolean; onBook: (time: ProposedTime) => void }) {
  const { timeZone } = useClinic();
  return (
    <ol className={classes.list} aria-label="Free times, best first">
      {props.items.map((time, index) => {
        const when = `${formatDay(dayOf(time.startsAt, timeZone))}, ${formatTimeRange(time.startsAt, time.endsAt, timeZone)}`;
        return (
          <li key={time.startsAt} className={classes.row} data-best={index === 0 || undefined}>
            <div>
              <Group gap="xs">
                <Text fw={600}>{when}</Text>
                {index === 0 && <StatusBadge tone="good">Best</StatusBadge>}
              </Group>
              <Text size="sm">{time.room ? time.room.name : 'No room'}</Text>
              <div className={classes.reasons}>
                {time.reasons.map((reason) => (
                  <span key={reason.code}>{reason.sentence}</span>
                ))}
              </div>
            </div>
            {props.canBook && (
              <Button variant={index === 0 ? 'filled' : 'default'} loading={props.busy === time.startsAt} disabled={props.busy !== null && props.busy !== time.startsAt} aria-label={`Book ${when}`} onClick={() => props.onBook(time)}>
                Book
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

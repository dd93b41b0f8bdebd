import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import type { MakeUp } from '../api/hours';
import classes from './make-up-drawer.module.css';

/** One way to win hours back; without `onBook` it is only shown. */
export function MakeUpOption(props: { item: MakeUp; busy: boolean; first?: boolean; expanded?: boolean; onBook?: () => void }) {
  const { item, busy, first = false, expanded, onBook } = props;
  const { timeZone } = useClinic();
  const where = [item.staffName, item.roomName, item.seatsLeft === null ? null : `${item.seatsLeft} ${item.seatsLeft === 1 ? 'seat' : 'seats'} left`];
  const badge = item.beyond ? { color: 'yellow', word: item.beyond === 'not_authorized' ? 'Not authorized' : 'Too little left' } : item.mendsAll ? { color: 'green', word: 'Mends all' } : { color: 'gray', word: 'Mends a part' };
  const what = (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Text fw={600}>{item.title}</Text>
        <Text size="sm">
          {formatDay(item.day)}, {formatTimeRange(item.startsAt, item.endsAt, timeZone)} · {formatMinutes(item.minutes)}
        </Text>
        <Text size="xs" c="dimmed">
          {where.filter(Boolean).join(' · ')}
        </Text>
        <Text size="xs" c="dimmed">
          {item.reason}
        </Text>
      </div>
      <Badge variant="light" color={badge.color} flex="none">
        {badge.word}
      </Badge>
    </Group>
  );
  if (!onBook) return <div className={classes.shown}>{what}</div>;
  return (
    <UnstyledButton className={classes.option} data-make-up data-busy={busy || undefined} {...(first ? { 'data-autofocus': true } : {})} {...(expanded === undefined ? {} : { 'aria-expanded': expanded })} onClick={onBook}>
      {what}
    </UnstyledButton>
  );
}

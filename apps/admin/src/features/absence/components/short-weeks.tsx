import { Text } from '@mantine/core';
import { formatDay } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { PersonName, ScreenLink } from '@/ui';
import type { ShortWeek } from '../model/decisions';
import classes from './stranded-list.module.css';

/** Whose week falls short by what is cancelled. */
export function ShortWeeks(props: { weeks: ShortWeek[] }) {
  if (props.weeks.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nobody’s week falls short by this.
      </Text>
    );
  }
  return (
    <ul className={classes.weeks} aria-label="Clients who fall short">
      {props.weeks.map(({ week, lost, shortBy }) => (
        <li key={`${week.episodeId} ${week.weekStart}`} className={classes.week}>
          <ScreenLink to={{ screen: 'client', params: { clientId: week.client.id } }}>
            <PersonName {...week.client} />
          </ScreenLink>
          <Text span size="sm">
            short by <b>{formatMinutes(shortBy)}</b> of {formatMinutes(week.prescribedMinutes)} in the week of {formatDay(week.weekStart)}; loses {formatMinutes(lost)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

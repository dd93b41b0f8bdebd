import { Text } from '@mantine/core';
import classes from './arrivals-bar.module.css';

/** Who came and who is still expected, as a bar and in words. */
export function ArrivalsBar({ arrivals }: { arrivals: { expected: number; present: number; missed: number; excused: number } }) {
  const { expected, present, missed, excused } = arrivals;
  const booked = expected + present + missed + excused;
  const percent = (count: number) => `${booked === 0 ? 0 : (count / booked) * 100}%`;
  const words = [`${present} of ${booked} came`, missed > 0 ? `${missed} no-show` : null, excused > 0 ? `${excused} excused` : null].filter(Boolean).join(', ');
  return (
    <div>
      <div className={classes.track} aria-hidden>
        <span className={classes.present} style={{ width: percent(present) }} />
        <span className={classes.missed} style={{ width: percent(missed) }} />
        <span className={classes.excused} style={{ width: percent(excused) }} />
      </div>
      <Text size="xs" c="dimmed">
        {booked === 0 ? 'Nobody booked' : words}
      </Text>
    </div>
  );
}

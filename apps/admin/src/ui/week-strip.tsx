import { formatWallTime } from '../lib/clinic-time';
import { WEEKDAYS } from '../lib/weekdays';
import classes from './week-strip.module.css';

/** A stretch of a weekday in wall times. */
export interface WeekStretch {
  weekday: number;
  from: string;
  until: string;
}

/** A week of wall times to look at: a bar and the times for each weekday. */
export function WeekStrip(props: { stretches: WeekStretch[]; emptyLabel: string }) {
  const minutes = props.stretches.flatMap((one) => [minuteOf(one.from), minuteOf(one.until)]);
  const first = Math.min(7 * 60, ...minutes);
  const last = Math.max(21 * 60, ...minutes);
  const percent = (time: string) => ((minuteOf(time) - first) / (last - first)) * 100;
  return (
    <dl className={classes.week}>
      {WEEKDAYS.map(({ weekday, name }) => {
        const day = props.stretches.filter((one) => one.weekday === weekday);
        return (
          <div key={weekday} className={classes.row} data-empty={day.length === 0 || undefined}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.track} aria-hidden>
              {day.map((one) => (
                <span key={one.from} className={classes.bar} style={{ left: `${percent(one.from)}%`, width: `${percent(one.until) - percent(one.from)}%` }} />
              ))}
            </dd>
            <dd className={classes.text}>{day.length === 0 ? props.emptyLabel : day.map((one) => `${formatWallTime(one.from)} – ${formatWallTime(one.until)}`).join(', ')}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

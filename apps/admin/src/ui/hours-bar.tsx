import { formatMinutes, speakMinutes } from '../lib/minutes';
import classes from './hours-bar.module.css';

export interface HoursBarProps {
  attendedMinutes: number;
  /** Still to come this week; stacked on what was attended. */
  plannedMinutes: number;
  prescribedMinutes: number;
  /** The policy's weekly maximum, marked when given. */
  maximumMinutes?: number;
  size?: 'sm' | 'md';
  /** Adds "9 h of 12 h · 3 h planned" under the bar. */
  withText?: boolean;
}

/** A week of hours: attended (solid), planned (hatched), and the line that must be reached. */
export function HoursBar(props: HoursBarProps) {
  const { attendedMinutes: attended, plannedMinutes: planned, prescribedMinutes: prescribed, maximumMinutes } = props;
  const span = Math.max(prescribed * 1.15, attended + planned, maximumMinutes ?? 0, 1);
  const percent = (minutes: number) => `${Math.max(0, Math.min(100, (minutes / span) * 100))}%`;
  const reached = attended >= prescribed;
  const enough = attended + planned >= prescribed;
  const spoken =
    `${speakMinutes(attended)} attended of ${speakMinutes(prescribed)} prescribed` +
    (planned > 0 ? `, ${speakMinutes(planned)} still planned` : '') +
    (enough ? '' : `, ${speakMinutes(prescribed - attended - planned)} missing`);
  return (
    <div className={classes.root}>
      <div
        className={classes.track}
        data-size={props.size ?? 'md'}
        data-state={reached ? 'reached' : enough ? 'enough' : 'missing'}
        role="img"
        aria-label={spoken}
        title={spoken}
      >
        <span className={classes.attended} style={{ width: percent(attended) }} />
        <span className={classes.planned} style={{ left: percent(attended), width: percent(planned) }} />
        {prescribed > 0 && <span className={classes.goal} style={{ left: percent(prescribed) }} />}
        {maximumMinutes !== undefined && maximumMinutes < span * 0.995 && (
          <span className={classes.maximum} style={{ left: percent(maximumMinutes) }} />
        )}
      </div>
      {props.withText && (
        <div className={classes.text} aria-hidden>
          <span>
            <strong>{formatMinutes(attended)}</strong> of {formatMinutes(prescribed)}
          </span>
          {planned > 0 && <span>{formatMinutes(planned)} planned</span>}
        </div>
      )}
    </div>
  );
}

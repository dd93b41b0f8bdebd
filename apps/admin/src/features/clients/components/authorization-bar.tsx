import type { Authorization } from '../api/authorizations';
import { barOf, isExceeded, sayLeft, sayUse } from '../model/authorization';
import classes from './authorization-bar.module.css';

/** What was granted: used (solid), booked (hatched), and a line where the grant ends when that is more. */
export function AuthorizationBar({ of }: { of: Authorization }) {
  const { used, booked, end } = barOf(of);
  const left = sayLeft(of);
  const spoken = `${sayUse(of)}.${left && ` ${left}.`}`;
  return (
    <div>
      <div
        className={classes.track}
        role="img"
        aria-label={spoken}
        title={spoken}
        data-exceeded={isExceeded(of) || undefined}
        data-past={of.status === 'ended' || of.status === 'withdrawn' || undefined}
      >
        <span className={classes.used} style={{ width: `${used}%` }} />
        <span className={classes.booked} style={{ left: `${used}%`, width: `${booked}%` }} />
        {end !== null && <span className={classes.end} style={{ left: `${end}%` }} />}
      </div>
      <div className={classes.text} aria-hidden>
        <span>{sayUse(of)}</span>
        <span className={classes.left}>{left}</span>
      </div>
    </div>
  );
}

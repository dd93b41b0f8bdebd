import { sayFree } from '../model/words';
import classes from './seats-bar.module.css';

/** Seats taken of all, as a bar and in words. */
export function SeatsBar(props: { taken: number; capacity: number; minimum?: number }) {
  const { taken, capacity, minimum = 0 } = props;
  return (
    <div>
      <div className={classes.words}>
        <b>
          {taken} of {capacity}
        </b>{' '}
        · {taken < minimum ? `${minimum - taken} below the minimum` : sayFree(taken, capacity)}
      </div>
      <div className={classes.track} aria-hidden>
        <span className={classes.taken} data-full={taken >= capacity || undefined} style={{ width: `${Math.min(100, (taken / Math.max(1, capacity)) * 100)}%` }} />
      </div>
    </div>
  );
}

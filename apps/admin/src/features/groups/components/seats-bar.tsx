import { sayFree } from '../model/words';
import classes from './seats-bar.module.css';

/** Seats taken of all, as a bar and in words. */
export function SeatsBar(props: { taken: number; capacity: number; minimum?: number; offered?: number }) {
  const { taken, capacity, minimum = 0, offered = 0 } = props;
  const share = (count: number) => Math.min(100, (count / Math.max(1, capacity)) * 100);
  return (
    <div>
      <div className={classes.words}>
        <b>
          {taken} of {capacity}
        </b>{' '}
        · {taken < minimum ? `${minimum - taken} below the minimum` : sayFree(taken, capacity, offered)}
      </div>
      <div className={classes.track} aria-hidden>
        <span className={classes.taken} data-full={taken >= capacity || undefined} style={{ width: `${share(taken)}%` }} />
        {offered > 0 && <span className={classes.offered} style={{ width: `${share(offered)}%` }} />}
      </div>
    </div>
  );
}

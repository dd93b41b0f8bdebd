import { WAYS_IN } from '../model/feed-words';
import classes from './feeds.module.css';

/** Where to paste the address. */
export function WaysIn() {
  return (
    <dl className={classes.ways}>
      {WAYS_IN.map(({ program, way }) => (
        <WayIn key={program} program={program} way={way} />
      ))}
    </dl>
  );
}

function WayIn(props: { program: string; way: string }) {
  return (
    <>
      <dt>{props.program}</dt>
      <dd>{props.way}</dd>
    </>
  );
}

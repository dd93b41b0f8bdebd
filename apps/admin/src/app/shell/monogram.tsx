import classes from './monogram.module.css';

/** Two letters for a clinic or a person of the team; decoration beside the name itself. */
export function Monogram(props: { of: string; round?: boolean }) {
  const words = props.of.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(props.round ? -1 : 1) : ''].map((word) => word?.[0] ?? '').join('');
  return <span className={classes.monogram} data-round={props.round || undefined} data-letters={letters.toUpperCase()} aria-hidden />;
}

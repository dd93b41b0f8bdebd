import { formatDay } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import type { BoardRow } from '../api/hours';
import { WORDS } from '../model/week-words';
import classes from './week-history.module.css';

/** The eight weeks before, the latest at the right: how much of the prescription was attended, and how each ended. */
export function WeekHistory({ row }: { row: Pick<BoardRow, 'history'> }) {
  const weeks = [...row.history].reverse();
  if (weeks.length === 0) return <span className={classes.none}>First week</span>;
  const words = weeks.map((week) => `${formatDay(week.weekStart)}: ${WORDS[week.standing]}, ${formatMinutes(week.attendedMinutes)} of ${formatMinutes(week.prescribedMinutes)}`);
  return (
    <span className={classes.weeks} role="img" aria-label={`Weeks before. ${words.join('. ')}`} title={words.join('\n')}>
      {weeks.map((week) => (
        <span key={week.weekStart} className={classes.week}>
          <span className={classes.bar} data-standing={week.standing} style={{ height: `${Math.max(8, Math.min(100, week.prescribedMinutes === 0 ? 100 : (week.attendedMinutes / week.prescribedMinutes) * 80))}%` }} />
          <span className={classes.sign} aria-hidden>
            {SIGNS[week.standing]}
          </span>
        </span>
      ))}
    </span>
  );
}

/** A sign beside the colour: met, short, over. A week of the past is never on track or at risk. */
const SIGNS: Record<string, string> = { met: '✓', on_track: '✓', short: '×', at_risk: '×', over: '+' };

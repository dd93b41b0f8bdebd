import { formatMinutes, speakMinutes } from '@/lib/minutes';
import type { PhaseValues } from '../api/programs';
import classes from './taper-steps.module.css';

type Step = PhaseValues & { outsidePolicy?: 'below_minimum' | 'above_maximum' | null };

/** The taper as a stair going down: as wide as its weeks, as high as its hours. */
export function TaperSteps(props: { phases: Step[]; caption?: string; size?: 'sm' | 'lg' }) {
  const { phases, size = 'sm' } = props;
  const highest = Math.max(...phases.map((phase) => phase.minutesPerWeek), 60);
  const spoken = phases.map((phase) => `${phase.name}: ${speakMinutes(phase.minutesPerWeek)} on ${phase.daysPerWeek} days for ${phase.weeks} weeks`).join('; ');
  return (
    <div className={classes.frame} data-size={size}>
      <div className={classes.stair} role="img" aria-label={spoken}>
        {phases.map((phase, index) => (
          <div key={index} className={classes.step} style={{ flexGrow: phase.weeks || 1, flexBasis: 0 }}>
            {size === 'lg' && (
              <div className={classes.label} aria-hidden>
                <strong>{formatMinutes(phase.minutesPerWeek)}</strong>
                <br />
                {phase.daysPerWeek} {phase.daysPerWeek === 1 ? 'day' : 'days'} · {phase.weeks} wk
              </div>
            )}
            <div className={classes.block} data-outside={phase.outsidePolicy ? true : undefined} style={{ height: `${(phase.minutesPerWeek / highest) * (size === 'lg' ? 68 : 100)}%` }} />
          </div>
        ))}
      </div>
      {size === 'lg' && <div className={classes.axis} />}
      {props.caption && <div className={classes.caption}>{props.caption}</div>}
    </div>
  );
}

import { VisuallyHidden } from '@mantine/core';
import { dayOf, formatDayLong, formatTime } from '@/lib/clinic-time';
import { PersonName } from '@/ui';
import type { Calendar, CalendarSession } from '../api/calendar';
import { sayWhat } from './session-block';
import classes from './month.module.css';

const SHOWN = 3;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Six weeks at a glance: how much is on each day, and the first of it. A day opens. */
export function Month(props: { days: readonly string[]; month: string; calendar: Calendar; zone: string; now: Date; onDayOpen: (day: string) => void }) {
  const { calendar, zone } = props;
  const today = dayOf(props.now, zone);
  const byDay = new Map<string, CalendarSession[]>();
  for (const session of calendar.sessions) byDay.set(session.clinicDay, [...(byDay.get(session.clinicDay) ?? []), session]);
  return (
    <div className={classes.month} role="region" aria-label="Month" tabIndex={0}>
      <div className={classes.week} aria-hidden>
        {WEEKDAYS.map((name) => (
          <span key={name} className={classes.weekday}>
            {name}
          </span>
        ))}
      </div>
      <ol className={classes.days}>
        {props.days.map((day) => {
          const sessions = byDay.get(day) ?? [];
          const closure = calendar.closures.find((one) => one.day === day)?.reason;
          return (
            <li key={day}>
              <button type="button" className={classes.day} data-other={day.slice(0, 7) !== props.month || undefined} data-today={day === today || undefined} data-closed={closure !== undefined || undefined} onClick={() => props.onDayOpen(day)}>
                <span className={classes.number}>
                  <span aria-hidden>{Number(day.slice(8))}</span>
                  <VisuallyHidden>
                    {formatDayLong(day)}: {sayCount(sessions.length)}
                  </VisuallyHidden>
                  {sessions.length > 0 && (
                    <span className={classes.count} aria-hidden>
                      {sessions.length}
                    </span>
                  )}
                </span>
                {closure && <span className={classes.closure}>Closed: {closure}</span>}
                {sessions.slice(0, SHOWN).map((session) => (
                  <span key={session.id} className={classes.line} data-kind={session.kind} data-cancelled={session.status === 'cancelled' || undefined}>
                    {formatTime(session.startsAt, zone)} {session.kind === 'group' || session.clients.length === 0 ? sayWhat(session) : <PersonName givenName={sayWhat(session)} />}
                  </span>
                ))}
                {sessions.length > SHOWN && <span className={classes.more}>and {sessions.length - SHOWN} more</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function sayCount(count: number): string {
  return count === 0 ? 'nothing booked' : count === 1 ? 'one session' : `${count} sessions`;
}

import { Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { dayOf, formatDay, formatTimeRange } from '@/lib/clinic-time';
import { formatMinutes } from '@/lib/minutes';
import { useClinic } from '@/lib/session';
import type { Forecast } from '../api/hours';
import classes from './forecast.module.css';

/** The forecast of a week: what it says, and, opened, session by session what it goes by. */
export function ForecastPart({ forecast }: { forecast: Forecast }) {
  const { timeZone } = useClinic();
  const [open, setOpen] = useState(false);
  return (
    <section className={classes.part} aria-label="Forecast">
      <Text fs="italic">{forecast.sentence}</Text>
      <UnstyledButton fz="xs" c="dimmed" aria-expanded={open} onClick={() => setOpen(!open)} mt={2}>
        {open ? <IconChevronDown size={12} aria-hidden /> : <IconChevronRight size={12} aria-hidden />} A forecast, not the standing. What it goes by
      </UnstyledButton>
      {open && (
        <>
          <Text size="xs" c="dimmed" mt={4}>
            {forecast.sessions === 0
              ? 'Nothing is recorded of this client yet, so it goes by what people usually attend.'
              : `${forecast.missed} of ${forecast.sessions} recorded sessions of the last ${forecast.weeks} weeks were missed or excused. The less is known of a client, the more what is usual counts.`}{' '}
            More hours than these and less are about equally likely
            {forecast.outlook === 'reached' ? '.' : `; the prescription is reached with a chance of about ${forecast.chancePercent} %.`}
          </Text>
          <ul className={classes.sessions}>
            {forecast.parts.map((part) => (
              <li key={part.sessionId}>
                <span>
                  {part.title}, {formatDay(dayOf(part.startsAt, timeZone))} {formatTimeRange(part.startsAt, part.endsAt, timeZone)}
                </span>
                <span>
                  {formatMinutes(part.minutes)}, {part.chance} % likely
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

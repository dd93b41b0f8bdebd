import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSeen } from '../../lib/seen';
import type { ScreenTarget } from '../../lib/screens';
import { useClinic, useMe, type Permission } from '../../lib/session';
import { ScreenLink } from '../../ui/screen-link';
import classes from './demo-tour.module.css';

/** Where to look first, in the order of somebody's day. Whoever may not open a screen is not led to it. */
const STEPS: readonly { to: ScreenTarget; name: string; needs?: Permission; title: string; text: string }[] = [
  { to: { screen: 'today' }, name: 'Today', title: 'The day begins here', text: 'Who is in a group now, what comes next, and what waits for you. Whatever needs doing is done from its row.' },
  { to: { screen: 'checkIn' }, name: 'Check-in', needs: 'attendance.read', title: 'Ten people come in at once', text: 'Open a session and mark each person with one tap, or with the keys 1 to 4. A mistake is undone.' },
  { to: { screen: 'hours' }, name: 'Hours', needs: 'hours.read', title: 'Nobody falls short unseen', text: 'Each client’s week against the hours prescribed. Open a figure to see the sessions it is made of.' },
];

/** Remembered for a person, in this browser. */
export function useTourSeen(): [seen: boolean, set: (seen: boolean) => void] {
  return useSeen(`tour:${useMe().user.id}`);
}

/**
 * Three screens to look at first, for whoever signs in to the demo for the first time. It lies in the page and covers
 * nothing: the screens it speaks of can be used meanwhile.
 */
export function DemoTour() {
  const { demo } = useMe();
  const [seen, setSeen] = useTourSeen();
  const [at, setAt] = useState(0);
  const { permissions } = useClinic();
  const steps = STEPS.filter(({ needs }) => needs === undefined || permissions.includes(needs));
  const step = steps[at];
  if (!demo || seen || !step) return null;
  const last = at === steps.length - 1;
  const end = () => {
    setSeen(true);
    setAt(0);
    // The button that had the focus is gone with the tour.
    document.getElementById('main')?.focus();
  };
  return (
    <section className={classes.tour} aria-label="A first look" data-print="hide">
      <div className={classes.words} aria-live="polite">
        <Text size="xs" c="dimmed">
          {`A first look, step ${at + 1} of ${steps.length}`}
        </Text>
        <Title order={2} size="h5">
          {step.title}
        </Title>
        <Text size="sm">{step.text}</Text>
        <ScreenLink to={step.to} fw={500} size="sm">
          {`Open ${step.name}`}
        </ScreenLink>
      </div>
      <div className={classes.ways}>
        {!last && (
          <Button variant="subtle" onClick={end}>
            Skip the tour
          </Button>
        )}
        {at > 0 && (
          <Button variant="default" onClick={() => setAt(at - 1)}>
            Back
          </Button>
        )}
        <Button onClick={last ? end : () => setAt(at + 1)}>{last ? 'Done' : 'Next'}</Button>
      </div>
    </section>
  );
}

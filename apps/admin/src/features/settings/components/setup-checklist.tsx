import { Progress, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { ScreenLink } from '@/ui';
import type { ScreenTarget } from '@/lib/screens';
import { readSetup, settingsKeys } from '../api/settings';
import classes from './setup-checklist.module.css';

type Step = { key: 'hours' | 'rooms' | 'services' | 'programs' | 'team'; name: string; why: string; action: string; to: ScreenTarget };

const STEPS: Step[] = [
  { key: 'hours', name: 'Opening hours', why: 'Sessions are offered while you are open.', action: 'Set hours', to: { screen: 'openingHours' } },
  { key: 'rooms', name: 'Rooms', why: 'Two sessions are never booked into one.', action: 'Add rooms', to: { screen: 'rooms' } },
  { key: 'team', name: 'Team', why: 'Who leads, with licenses and working hours.', action: 'Add people', to: { screen: 'team' } },
  { key: 'services', name: 'Services', why: 'What you offer, and whether it counts toward hours.', action: 'Add services', to: { screen: 'services' } },
  { key: 'programs', name: 'Programs', why: 'The hours a week asks for, and the taper.', action: 'Add a program', to: { screen: 'programs' } },
];

/** What a clinic needs before its first week, in order; gone once all of it is there. */
export function SetupChecklist() {
  const { clinicId } = useClinic();
  const setup = useQuery({ queryKey: settingsKeys.setup(clinicId), queryFn: () => readSetup(clinicId), staleTime: 0 });
  if (!setup.data) return null;
  const done = STEPS.filter((step) => setup.data[step.key]).length;
  if (done === STEPS.length) return null;
  return (
    <section className={classes.card} aria-label="Setting up the clinic">
      <div className={classes.head}>
        <div>
          <Title order={2}>Set up your clinic</Title>
          <Text c="dimmed" size="sm">
            {done} of {STEPS.length} done. The order below works best; nothing is final.
          </Text>
        </div>
        <Progress value={(done / STEPS.length) * 100} w={160} size="sm" aria-label={`${done} of ${STEPS.length} steps done`} />
      </div>
      <ol className={classes.list}>
        {STEPS.map((step) => {
          const isDone = setup.data[step.key];
          return (
            <li key={step.key} className={classes.step} data-done={isDone || undefined}>
              <span className={classes.mark}>
                {isDone ? <IconCircleCheck size={20} aria-hidden /> : <IconCircle size={20} aria-hidden />}
                <VisuallyHidden>{isDone ? 'Done' : 'To do'}</VisuallyHidden>
              </span>
              <div>
                <Text className={classes.name} fw={500}>
                  {step.name}
                </Text>
                <Text size="sm" c="dimmed">
                  {step.why}
                </Text>
              </div>
              <ScreenLink to={step.to} fw={500}>
                {isDone ? 'Open' : step.action}
              </ScreenLink>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

import { CloseButton, Progress, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSeen } from '@/lib/seen';
import { useCan, useClinic, useMe } from '@/lib/session';
import type { ScreenName } from '@/lib/screens';
import { ScreenLink, toast } from '@/ui';
import { readSetup, setupKeys } from '../api/setup';
import { STEPS } from '../model/steps';
import classes from './setup-checklist.module.css';

/**
 * What a clinic needs before its first week, in order; gone once all of it is there. `screens` are those this Stepwell has.
 * Where it can be put away, it stays away for this person in this browser.
 */
export function SetupChecklist(props: { screens: ReadonlySet<ScreenName>; canPutAway?: boolean }) {
  const { clinicId } = useClinic();
  const { user } = useMe();
  const [away, putAway] = useSeen(`setup:${clinicId}:${user.id}`);
  const shown = useCan('clinics.manage') && !(away && props.canPutAway);
  const setup = useQuery({ queryKey: setupKeys.state(clinicId), queryFn: ({ signal }) => readSetup(clinicId, signal), staleTime: 0, enabled: shown });
  if (!shown || !setup.data) return null;
  const steps = STEPS.filter((step) => props.screens.has(step.to.screen));
  const done = steps.filter((step) => setup.data[step.key]).length;
  if (done === steps.length) return null;
  const dismiss = () => {
    putAway(true);
    toast.done('Put away. You find it under Settings until all is done.', { undo: () => putAway(false) });
  };
  return (
    <section className={classes.card} aria-label="Setting up the clinic">
      <div className={classes.head}>
        <div>
          <Title order={2}>Set up your clinic</Title>
          <Text c="dimmed" size="sm">
            {done} of {steps.length} done. The order below works best; nothing is final.
          </Text>
        </div>
        <div className={classes.progress}>
          <Progress value={(done / steps.length) * 100} w={160} size="sm" aria-label={`${done} of ${steps.length} steps done`} />
          {props.canPutAway && <CloseButton aria-label="Put the checklist away" onClick={dismiss} />}
        </div>
      </div>
      <ol className={classes.list}>
        {steps.map((step) => {
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
              <div className={classes.ways}>
                {!isDone && step.also && props.screens.has(step.also.to.screen) && (
                  <ScreenLink to={step.also.to} c="dimmed">
                    {step.also.action}
                  </ScreenLink>
                )}
                <ScreenLink to={step.to} fw={500}>
                  {isDone ? `Open ${step.name.toLowerCase()}` : step.action}
                </ScreenLink>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

import { Button, Checkbox, Group, Loader, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatDay, formatTimeRange } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ProblemAlert, StatusBadge } from '@/ui';
import type { SessionDetail } from '../api/calendar';
import { sayWhere } from '../model/say';
import { sayCancelled, sayKept } from '../model/series-dates';
import { ScopeChoice } from './scope-choice';
import classes from './series-dates.module.css';
import { useCancel } from './use-cancel';
import type { Cancelled } from './use-cancel';

const USUAL = ['Clinician is out', 'Client cannot come', 'Too few people', 'Weather'];

/** Why a session is cancelled, and of a series which: a tap for the usual reasons, else in words. */
export function CancelDialog(props: { session: SessionDetail; onCancelled: (cancelled: Cancelled) => void; onClose: () => void }) {
  const { timeZone } = useClinic();
  const { session } = props;
  const cancelling = useCancel(session);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  // Nothing is cancelled before its dates were seen.
  const isOff = busy || cancelling.isLoading || cancelling.error !== null;
  const send = async (reason: string) => {
    if (reason === '' || isOff) return;
    setBusy(true);
    setRefusal(null);
    try {
      props.onCancelled(await cancelling.cancel(reason));
    } catch (error) {
      setRefusal(error);
      setBusy(false);
    }
  };
  return (
    // Built from parts: it stands over a drawer, and two headers would be two banners.
    <Modal.Root opened onClose={props.onClose} zIndex={300} centered>
      <Modal.Overlay backgroundOpacity={0.32} />
      <Modal.Content radius="lg">
        <Modal.Body p="lg">
          <Stack gap="md">
            <div>
              <Modal.Title component="h2">Why is it cancelled?</Modal.Title>
              <Text c="dimmed" mt={6}>
                {sayWhere(session.startsAt, session.endsAt, timeZone)}: room and people become free, nobody is credited. It can be restored.
              </Text>
            </div>
            {refusal !== null && <ProblemAlert error={refusal} />}
            {session.seriesId !== null && <ScopeChoice label="What is cancelled" description={session.seriesWords && `One of a series: ${session.seriesWords}.`} value={cancelling.scope} onChange={cancelling.setScope} />}
            {cancelling.isWhole && <CancelledDates cancelling={cancelling} />}
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
              {USUAL.map((reason, at) => (
                <Button key={reason} variant="default" h={44} disabled={busy} onClick={() => void send(reason)} {...(at === 0 ? { 'data-autofocus': true } : {})}>
                  {reason}
                </Button>
              ))}
            </SimpleGrid>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                void send(text.trim());
              }}
            >
              <Group align="flex-end" gap="xs" wrap="nowrap">
                <TextInput label="Another reason" maxLength={300} flex={1} value={text} onChange={(event) => setText(event.currentTarget.value)} />
                <Button type="submit" color="red" disabled={text.trim() === ''} loading={busy}>
                  {cancelling.isWhole ? 'Cancel them' : 'Cancel session'}
                </Button>
              </Group>
            </form>
            <Group justify="flex-end">
              <Button variant="subtle" color="gray" onClick={props.onClose}>
                Keep the session
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** What is cancelled of a series, date by date, and what stays. */
function CancelledDates({ cancelling }: { cancelling: ReturnType<typeof useCancel> }) {
  const { timeZone } = useClinic();
  if (cancelling.error) return <ProblemAlert error={cancelling.error} />;
  if (cancelling.isLoading) return <Loader aria-label="Looking at the dates" role="status" color="gray" />;
  const shown = cancelling.dates.filter((date) => date.kept !== 'past' && date.kept !== 'cancelled');
  return (
    <div>
      <div className={classes.box}>
        <Text size="sm" role="status" className={classes.head}>
          <strong>{sayCancelled(cancelling.dates)}</strong> The past never changes.
        </Text>
        {shown.length > 0 && (
          <ul className={classes.list} data-few tabIndex={0} aria-label="Dates">
            {shown.map((date) => (
              <li key={date.sessionId} className={classes.date} data-out={date.kept !== null || undefined}>
                <span className={classes.when}>
                  {formatDay(date.day)}, {formatTimeRange(date.startsAt, date.endsAt, timeZone)}
                </span>
                {date.kept !== null && <StatusBadge tone="neutral">Stays: {sayKept(date.kept).toLowerCase()}</StatusBadge>}
              </li>
            ))}
          </ul>
        )}
      </div>
      {shown.some((date) => date.changedByHand) && <Checkbox mt="sm" label="Those changed by hand too" checked={cancelling.overwrite} onChange={(event) => cancelling.setOverwrite(event.currentTarget.checked)} />}
    </div>
  );
}

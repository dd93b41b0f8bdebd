import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { ProblemAlert } from '@/ui';
import type { SessionDetail } from '../api/calendar';
import { sayWhere } from '../model/say';

const USUAL = ['Clinician is out', 'Client cannot come', 'Too few people', 'Weather'];

/** Why a session is cancelled: a tap for the usual reasons, else in words. */
export function CancelDialog(props: { session: SessionDetail; cancel: (reason: string) => Promise<{ version: number }>; onCancelled: (version: number) => void; onClose: () => void }) {
  const { timeZone } = useClinic();
  const { session } = props;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const send = async (reason: string) => {
    if (reason === '' || busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      props.onCancelled((await props.cancel(reason)).version);
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
                  Cancel session
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

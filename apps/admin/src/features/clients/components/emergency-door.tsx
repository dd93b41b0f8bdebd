import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useId, useState } from 'react';
import { useClinic } from '@/lib/session';
import { ProblemAlert, Section, toast } from '@/ui';
import { openInEmergency } from '../api/chart';

/** What stands before a chart of somebody else's clients: the way in for an emergency, with its reason. */
export function EmergencyDoor(props: { clientId: string; onOpened: () => void }) {
  const { clinicId } = useClinic();
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'asking' | 'opening'>('asking');
  const [refusal, setRefusal] = useState<unknown>(null);
  const hint = useId();
  const open = async () => {
    setState('opening');
    setRefusal(null);
    try {
      await openInEmergency(clinicId, { clientId: props.clientId, reason: reason.trim() });
      toast.done('Chart opened. Somebody will review it.');
      props.onOpened();
    } catch (error) {
      setRefusal(error);
      setState('asking');
    }
  };
  return (
    <Section title="You are not on this client’s care team">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <Stack gap="md" maw={560}>
          <Text id={hint}>Their chart is open to the people who care for them. If you need it now, say why: it opens for a shift, what you wrote stays in the audit trail, and a director reviews it.</Text>
          {refusal !== null && <ProblemAlert error={refusal} />}
          <Textarea label="Why you need this chart now" aria-describedby={hint} autosize minRows={2} maxLength={500} required withAsterisk value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <div>
            <Button type="submit" loading={state === 'opening'} disabled={reason.trim() === ''}>
              Open the chart
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}

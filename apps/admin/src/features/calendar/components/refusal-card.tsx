import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '@/lib/api/problem';
import { ProblemAlert, TakenNotice } from '@/ui';
import type { FreeSlot, NameOf } from '@/ui';

/** Whether a refusal is about the time: what is in the way, or what it lies outside of. */
export function isAboutTime(problem: Problem): boolean {
  return problem.code === 'time-taken' || problem.code === 'needs-reason';
}

/** Why a session cannot stand where it was dropped, and what can be done about it. */
export function RefusalCard(props: {
  problem: Problem;
  day: string;
  nameOf: NameOf;
  busy: boolean;
  onSlot: (slot: FreeSlot) => void;
  onReason: (reason: string) => void;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const { problem } = props;
  const stale = problem.code === 'stale-edit';
  return (
    <Stack gap="sm">
      {isAboutTime(problem) ? (
        <TakenNotice problem={problem} nameOf={props.nameOf} day={props.day} onSlot={props.onSlot} />
      ) : (
        <ProblemAlert error={problem} {...(stale ? { title: 'Somebody else changed this session just now' } : {})}>
          {stale && ' It is shown as they left it. Move it again if it should still go here.'}
        </ProblemAlert>
      )}
      {problem.code === 'needs-reason' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') props.onReason(reason.trim());
          }}
        >
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput label="Reason to put it here all the same" value={reason} maxLength={300} onChange={(event) => setReason(event.currentTarget.value)} flex={1} />
            <Button type="submit" loading={props.busy} disabled={reason.trim() === ''}>
              Put it here
            </Button>
          </Group>
        </form>
      )}
      <Group justify="flex-end">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={props.onClose}>
          Leave it where it was
        </Button>
      </Group>
    </Stack>
  );
}

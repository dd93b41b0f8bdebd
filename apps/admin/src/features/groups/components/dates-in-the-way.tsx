import { Alert, Button, List, Text } from '@mantine/core';
import { IconCalendarX } from '@tabler/icons-react';
import { formatDay } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import type { Problem } from '@/lib/api/problem';
import { datesInTheWay, sayConflict } from '../model/words';

const SHOWN = 8;

/** The dates that keep somebody out of a group, each with what is in the way, and the way on without them. */
export function DatesInTheWay(props: { problem: Problem; isSaving: boolean; onWithout: (sessionIds: string[]) => void; groupName?: string | undefined }) {
  const { timeZone } = useClinic();
  const { full, busy, sessionIds } = datesInTheWay(props.problem);
  if (sessionIds.length === 0) return null;
  const lines = [
    ...busy.map((one) => ({ id: one.sessionId, day: one.day, why: [...new Set(one.conflicts.map((conflict) => sayConflict(conflict, timeZone)))].join('; ') })),
    ...full.map((one) => ({ id: one.sessionId, day: one.day, why: 'no seat left' })),
  ];
  return (
    <Alert color="yellow" variant="light" icon={<IconCalendarX size={18} />} title={props.groupName ? `In the way in ${props.groupName}` : 'In the way'}>
      <List size="sm">
        {lines.slice(0, SHOWN).map((line) => (
          <List.Item key={line.id}>
            {formatDay(line.day)}: {line.why}
          </List.Item>
        ))}
      </List>
      {lines.length > SHOWN && <Text size="sm">and {lines.length - SHOWN} more</Text>}
      <Button mt="sm" size="compact-sm" variant="default" loading={props.isSaving} onClick={() => props.onWithout(sessionIds)}>
        Enrol without {lines.length === 1 ? 'this date' : `these ${lines.length} dates`}
      </Button>
    </Alert>
  );
}

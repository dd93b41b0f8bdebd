import { Group, SegmentedControl, Select, SimpleGrid, Stack, Switch } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { StaffPicker } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { absenceKeys, readRooms } from '../api/absence';

const KEPT = { staleTime: 300_000 } as const;

/** Who or what is out, and when. */
export interface Who {
  kind: 'staff' | 'room';
  id: string | null;
  from: string;
  to: string;
  wholeDays: boolean;
  fromTime: string;
  toTime: string;
}

export function WhoAndWhen(props: { who: Who; onChange: (change: Partial<Who>) => void }) {
  const { who, onChange } = props;
  const { clinicId } = useClinic();
  const rooms = useQuery({ queryKey: absenceKeys.choices(clinicId, 'rooms'), queryFn: () => readRooms(clinicId), enabled: who.kind === 'room', ...KEPT });
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Who or what is out"
        data={[
          { value: 'staff', label: 'A clinician' },
          { value: 'room', label: 'A room' },
        ]}
        value={who.kind}
        onChange={(kind) => onChange({ kind: kind as Who['kind'], id: null })}
      />
      {who.kind === 'staff' ? (
        <StaffPicker label="Who is out" placeholder="Choose a clinician" data-autofocus allowDeselect={false} value={who.id} onChange={(id) => onChange({ id })} />
      ) : (
        <Select label="Which room is out" placeholder="Choose a room" searchable allowDeselect={false} data={(rooms.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} value={who.id} onChange={(id) => onChange({ id })} />
      )}
      <SimpleGrid cols={2} spacing="sm">
        <DayInput label="From" value={who.from} onChange={(from) => from && onChange({ from, ...(from > who.to ? { to: from } : {}) })} />
        <DayInput label="To, that day too" value={who.to} minDate={who.from} onChange={(to) => to && onChange({ to })} />
      </SimpleGrid>
      <Switch label="Whole days" checked={who.wholeDays} onChange={(event) => onChange({ wholeDays: event.currentTarget.checked })} />
      {!who.wholeDays && (
        <Group grow>
          <TimeInput label="From, on the first day" value={who.fromTime} onChange={(event) => onChange({ fromTime: event.currentTarget.value })} />
          <TimeInput label="Until, on the last day" value={who.toTime} onChange={(event) => onChange({ toTime: event.currentTarget.value })} />
        </Group>
      )}
    </Stack>
  );
}

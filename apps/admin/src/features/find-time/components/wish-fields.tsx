import { Chip, Group, Input, NumberInput, SegmentedControl, Select, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { StaffMultiPicker } from '@/ui';
import { DayInput } from '@/ui/day-input';
import { findTimeKeys, readRooms, readServices } from '../api/find-time';
import type { FoundClient } from '@/ui';
import { DAY_PARTS, WEEKDAYS, WEEKDAY_WORDS } from '../model/wish';
import type { DayPart, WeekdayCode, Wish } from '../model/wish';
import { ClientField } from './client-field';

const KEPT = { staleTime: 300_000 } as const;
const PART_WORDS: Record<DayPart, string> = { any: 'Any time', morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' };
const SPANS = [7, 14, 28, 42];

/** For whom, how long, where and between when. */
export function WishFields(props: { wish: Wish; clients: FoundClient[]; onChange: (change: Partial<Wish>) => void; onClients: (clients: FoundClient[]) => void }) {
  const { wish, onChange } = props;
  const { clinicId } = useClinic();
  const services = useQuery({ queryKey: findTimeKeys.choices(clinicId, 'services'), queryFn: () => readServices(clinicId), ...KEPT });
  const rooms = useQuery({ queryKey: findTimeKeys.choices(clinicId, 'rooms'), queryFn: () => readRooms(clinicId), ...KEPT });
  const service = services.data?.items.find((one) => one.id === wish.serviceId);
  return (
    <Stack gap="sm">
      <Select
        label="What for"
        placeholder="Choose a service"
        searchable
        allowDeselect={false}
        data-autofocus
        data={(services.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={wish.serviceId}
        onChange={(serviceId) => {
          const chosen = services.data?.items.find((one) => one.id === serviceId);
          onChange({ serviceId, ...(chosen ? { minutes: Math.max(15, chosen.defaultMinutes) } : {}) });
        }}
      />
      <StaffMultiPicker label="Who leads" placeholder={wish.staffIds.length === 0 ? 'Choose one or more' : undefined} value={wish.staffIds} onChange={(staffIds) => onChange({ staffIds })} />
      <ClientField value={props.clients} max={Math.min(service?.capacity ?? 20, 20)} onChange={props.onClients} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NumberInput label="Minutes" min={15} max={720} step={15} allowDecimal={false} value={wish.minutes} onChange={(minutes) => onChange({ minutes })} />
        <DayInput label="From" value={wish.from} onChange={(from) => from && onChange({ from })} />
      </SimpleGrid>
      <Select label="Within" allowDeselect={false} data={SPANS.map((days) => ({ value: String(days), label: days === 7 ? 'One week' : `${days / 7} weeks` }))} value={String(wish.days)} onChange={(days) => days && onChange({ days: Number(days) })} />
      <Input.Wrapper label="Time of day" labelElement="div">
        <SegmentedControl fullWidth size="xs" aria-label="Time of day" data={DAY_PARTS.map((value) => ({ value, label: PART_WORDS[value] }))} value={wish.part} onChange={(part) => onChange({ part: part as DayPart })} />
      </Input.Wrapper>
      <Input.Wrapper label="Weekdays" labelElement="div" description="None chosen: any.">
        <Chip.Group multiple value={wish.weekdays} onChange={(weekdays) => onChange({ weekdays: weekdays as WeekdayCode[] })}>
          <Group gap={6} mt={6} role="group" aria-label="Weekdays">
            {WEEKDAYS.map((code) => (
              <Chip key={code} value={code} size="xs">
                {WEEKDAY_WORDS[code]}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
      <Input.Wrapper label="Where" labelElement="div">
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Where"
          data={[
            { value: 'any', label: 'Any room' },
            { value: 'room', label: 'One room' },
            { value: 'none', label: 'Telehealth' },
          ]}
          value={wish.where}
          onChange={(where) => onChange({ where: where as Wish['where'] })}
        />
      </Input.Wrapper>
      {wish.where === 'room' && (
        <Select label="Room" placeholder="Choose the room" searchable allowDeselect={false} data={(rooms.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · holds ${one.capacity}` }))} value={wish.roomId} onChange={(roomId) => onChange({ roomId })} />
      )}
    </Stack>
  );
}

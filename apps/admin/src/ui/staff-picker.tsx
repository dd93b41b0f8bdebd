import { MultiSelect, Select } from '@mantine/core';
import type { ComboboxItem, MultiSelectProps, SelectProps } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { useTypedChoice } from '@/lib/query/use-typed-choice';
import { useCan, useClinic } from '@/lib/session';

type Colleague = Schema<'StaffListItemDto'>;

interface Choice {
  /** Chosen before, and perhaps no longer among those who work here. */
  known?: readonly { id: string; name: string }[] | undefined;
  /** Only some of them. */
  among?: ((one: Colleague) => boolean) | undefined;
  /** By name unless said. */
  labelOf?: ((one: Colleague) => string) | undefined;
  /** What may be chosen besides a person; comes first. */
  before?: readonly ComboboxItem[] | undefined;
}

const MOST = 200;
const readStaff = (clinicId: string, search: string, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/staff', { params: { path: { clinicId }, query: { active: true, limit: MOST, ...(search && { search }) } }, signal }));
const readPerson = (clinicId: string, staffId: string) => call(client.GET('/api/clinics/{clinicId}/staff/{staffId}', { params: { path: { clinicId, staffId } } }));

/** Those who work here, to choose among. Whoever is chosen is always among them. */
function useStaffChoice(chosen: readonly string[], { known = [], among, labelOf, before = [] }: Choice) {
  const { clinicId } = useClinic();
  const mayRead = useCan('team.read');
  const [kept, setKept] = useState<Record<string, string>>({});
  const { items, isReady, search } = useTypedChoice({ queryKey: (words) => ['team', clinicId, 'choices', words], read: (words, signal) => readStaff(clinicId, words, signal), enabled: mayRead });
  const listed = items.filter((one) => among?.(one) ?? true);
  const labels = new Map<string, string>([
    ...before.map((one) => [one.value, one.label] as const),
    ...known.filter((one) => chosen.includes(one.id)).map((one) => [one.id, one.name] as const),
    ...Object.entries(kept).filter(([id]) => chosen.includes(id)),
    ...listed.map((one) => [one.id, labelOf?.(one) ?? one.name] as const),
  ]);
  const strangers = chosen.filter((id) => !labels.has(id));
  const asked = useQueries({ queries: strangers.map((id) => ({ queryKey: ['team', clinicId, 'person', id, 'name'], queryFn: () => readPerson(clinicId, id), enabled: isReady, staleTime: 300_000 })) });
  for (const { data } of asked) if (data) labels.set(data.id, data.name);
  return {
    data: [...labels].map(([value, label]) => ({ value, label })),
    shown: chosen.filter((id) => labels.has(id)),
    search,
    /** What somebody was chosen by, so that they keep it when something else is looked for. */
    keep: (ids: readonly string[]) => setKept(Object.fromEntries(ids.flatMap((id) => (labels.has(id) ? [[id, labels.get(id) as string]] : [])))),
  };
}

/** Chooses one of those who work here, however many they are. */
export function StaffPicker(props: Omit<SelectProps, 'data' | 'value' | 'onChange'> & Choice & { value?: string | null; onChange?: (id: string | null) => void }) {
  const { known, among, labelOf, before, value = null, onChange, ...select } = props;
  const choice = useStaffChoice(value === null ? [] : [value], { known, among, labelOf, before });
  return (
    <Select
      searchable
      {...select}
      {...choice.search}
      data={choice.data}
      value={choice.shown[0] ?? null}
      onChange={(id) => {
        choice.keep(id === null ? [] : [id]);
        onChange?.(id);
      }}
    />
  );
}

/** Chooses some of those who work here, the first first. */
export function StaffMultiPicker(props: Omit<MultiSelectProps, 'data' | 'value' | 'onChange'> & Choice & { value?: string[]; onChange?: (ids: string[]) => void }) {
  const { known, among, labelOf, before, value = [], onChange, ...select } = props;
  const choice = useStaffChoice(value, { known, among, labelOf, before });
  return (
    <MultiSelect
      searchable
      maxValues={10}
      {...select}
      {...choice.search}
      data={choice.data}
      value={choice.shown}
      onChange={(ids) => {
        choice.keep(ids);
        onChange?.(ids);
      }}
    />
  );
}

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClinic } from '@/lib/session';
import { auditKeys, readPeople } from '../api/audit';
import type { AuditEntry } from '../api/audit';

/**
 * Narrows the trail to what one person did: everybody with an account while they fit in one answer, else those found by what is
 * typed. Whoever is chosen stays among them, also when they are not of the clinic any more.
 */
export function PersonFilter(props: { value: string | null; rows: readonly AuditEntry[]; onChange: (userId: string | null) => void }) {
  const { value } = props;
  const { clinicId } = useClinic();
  const [words, setWords] = useState('');
  const [typed] = useDebouncedValue(words.trim(), 200);
  const [kept, setKept] = useState<{ id: string; name: string } | null>(null);
  const people = (q: string) => ({ queryKey: auditKeys.people(clinicId, q), queryFn: ({ signal }: { signal: AbortSignal }) => readPeople(clinicId, q, signal), staleTime: 5 * 60_000 });
  const everybody = useQuery(people(''));
  const isLong = (everybody.data?.nextCursor ?? null) !== null;
  const found = useQuery({ ...people(typed), enabled: isLong && typed !== '', placeholderData: keepPreviousData });
  const names = new Map([...(everybody.data?.items ?? []), ...(isLong ? (found.data?.items ?? []) : [])].map((one) => [one.id, one.displayName]));
  if (value && !names.has(value)) {
    const entry = props.rows.find(({ actorUserId, actorKind }) => actorUserId === value && actorKind === 'user');
    names.set(value, kept?.id === value ? kept.name : (entry?.actorName ?? 'Somebody else'));
  }
  return (
    <Select
      aria-label="Person"
      placeholder="Every person"
      w={{ base: '100%', xs: 190 }}
      clearable
      searchable
      searchValue={words}
      onSearchChange={setWords}
      nothingFoundMessage={found.isFetching ? 'Looking…' : 'Nobody found'}
      data={[...names].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={(id) => {
        setKept(id === null ? null : { id, name: names.get(id) ?? '' });
        props.onChange(id);
      }}
    />
  );
}

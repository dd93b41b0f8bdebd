import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTypedChoice } from '@/lib/query/use-typed-choice';
import { useClinic } from '@/lib/session';
import { auditKeys, readPeople } from '../api/audit';
import type { AuditEntry } from '../api/audit';

/**
 * Narrows the trail to what one person did: everybody with an account. Whoever is chosen stays among them, also when they are not of the clinic any more.
 */
export function PersonFilter(props: { value: string | null; rows: readonly AuditEntry[]; onChange: (userId: string | null) => void }) {
  const { value } = props;
  const { clinicId } = useClinic();
  const [kept, setKept] = useState<{ id: string; name: string } | null>(null);
  const { items, search } = useTypedChoice({ queryKey: (words) => auditKeys.people(clinicId, words), read: (words, signal) => readPeople(clinicId, words, signal) });
  const names = new Map(items.map((one) => [one.id, one.displayName]));
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
      {...search}
      data={[...names].map(([id, label]) => ({ value: id, label }))}
      value={value}
      onChange={(id) => {
        setKept(id === null ? null : { id, name: names.get(id) ?? '' });
        props.onChange(id);
      }}
    />
  );
}

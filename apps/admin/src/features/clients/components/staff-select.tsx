import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { clientKeys, readCaseload } from '../api/clients';
import type { Caseload } from '../api/clients';

/** "Ada Okafor · 12 clients": whoever is chosen, their load is in view. */
export function sayCarer(one: Caseload): string {
  const clients = one.primary + one.other;
  return `${`${one.givenName} ${one.familyName}`.trim()} · ${clients === 0 ? 'no clients' : clients === 1 ? '1 client' : `${clients} clients`}`;
}

/** Everyone who works here today, with how many they care for. */
export function useCarers(): Caseload[] {
  const { clinicId } = useClinic();
  const caseload = useQuery({ queryKey: clientKeys.caseload(clinicId), queryFn: () => readCaseload(clinicId), staleTime: 60_000 });
  return (caseload.data?.items ?? []).filter((one) => one.active).sort((a, b) => `${a.familyName} ${a.givenName}`.localeCompare(`${b.familyName} ${b.givenName}`));
}

/** Chooses one of the people who work here. */
export function StaffSelect(props: SelectProps & { except?: readonly string[] }) {
  const { except, ...select } = props;
  const carers = useCarers();
  return (
    <Select
      searchable
      openOnFocus={false}
      nothingFoundMessage="Nobody found"
      placeholder="Choose a person"
      data={carers.filter((one) => !except?.includes(one.staffId)).map((one) => ({ value: one.staffId, label: sayCarer(one) }))}
      {...select}
    />
  );
}

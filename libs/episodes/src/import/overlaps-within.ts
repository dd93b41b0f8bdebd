import type { ClinicDay } from '#platform';

interface Stay {
  externalId: string;
  clientId: string;
  programId: string;
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
}

/** The stays that share a day with an earlier one of the same client in the same program; of two, the one that begins later. */
export function overlapsWithin(stays: readonly Stay[]): Set<string> {
  const lastDay = new Map<string, ClinicDay>();
  const clashing = new Set<string>();
  const inOrder = [...stays].sort((a, b) => (a.admittedOn < b.admittedOn ? -1 : a.admittedOn > b.admittedOn ? 1 : 0));
  for (const { externalId, clientId, programId, admittedOn, dischargedOn } of inOrder) {
    const key = `${clientId} ${programId}`;
    const before = lastDay.get(key);
    if (before !== undefined && admittedOn <= before) {
      clashing.add(externalId);
      continue;
    }
    lastDay.set(key, dischargedOn ?? ('9999-12-31' as ClinicDay));
  }
  return clashing;
}

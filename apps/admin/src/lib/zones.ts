/** Zones of the United States first, with the words people use for them; then every other zone the browser knows. */
const COMMON: readonly [zone: string, words: string][] = [
  ['America/New_York', 'Eastern'],
  ['America/Chicago', 'Central'],
  ['America/Denver', 'Mountain'],
  ['America/Phoenix', 'Mountain, no daylight saving'],
  ['America/Los_Angeles', 'Pacific'],
  ['America/Anchorage', 'Alaska'],
  ['Pacific/Honolulu', 'Hawaii'],
  ['America/Puerto_Rico', 'Atlantic'],
];

/** The choice of time zones, in groups; `also` is in it even where the browser does not know it. */
export function zoneChoice(also?: string): { group: string; items: { value: string; label: string }[] }[] {
  const common = COMMON.map(([zone, words]) => ({ value: zone, label: `${words} (${cityOf(zone)})` }));
  const known = new Set(COMMON.map(([zone]) => zone));
  const others = [...new Set([...Intl.supportedValuesOf('timeZone'), ...(also ? [also] : [])])].filter((zone) => !known.has(zone)).sort();
  return [
    { group: 'United States', items: common },
    { group: 'Everywhere else', items: others.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })) },
  ];
}

function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

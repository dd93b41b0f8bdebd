import type { PageTab } from '@/ui';

/** Programs and what they stand on, each at an address of its own. */
export const PROGRAMS_TABS: PageTab[] = [
  { value: 'programs', label: 'Programs', to: { screen: 'programs' } },
  { value: 'services', label: 'Services', to: { screen: 'services' } },
  { value: 'rules', label: 'Rule profiles', to: { screen: 'ruleProfiles' } },
];

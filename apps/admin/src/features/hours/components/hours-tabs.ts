import type { PageTab } from '@/ui';

/** The hours of clients and of clinicians, each at an address of its own. */
export const HOURS_TABS: PageTab[] = [
  { value: 'week', label: 'Clients', to: { screen: 'hours' } },
  { value: 'delivered', label: 'By clinician', to: { screen: 'hoursDelivered' } },
];

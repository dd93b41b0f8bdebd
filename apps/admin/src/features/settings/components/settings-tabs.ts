import type { PageTab } from '@/ui';

/** The parts of Settings, each at an address of its own. */
export const SETTINGS_TABS: PageTab[] = [
  { value: 'clinic', label: 'Clinic', to: { screen: 'settings' } },
  { value: 'rooms', label: 'Rooms', to: { screen: 'rooms' } },
  { value: 'hours', label: 'Opening hours', to: { screen: 'openingHours' } },
  { value: 'closures', label: 'Closed days', to: { screen: 'closures' } },
];

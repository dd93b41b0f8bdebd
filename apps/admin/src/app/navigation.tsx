import {
  IconBuilding, IconCalendar, IconCalendarSearch, IconCheckbox, IconChecklist, IconClipboardList, IconClock, IconDoor, IconFileImport, IconKey,
  IconListDetails, IconLockOpen, IconMessage, IconScale, IconSun, IconUserOff, IconUserShield, IconUsers, IconUsersGroup, IconZoomScan,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ScreenName } from '../lib/screens';
import type { Permission } from '../lib/session';
import { screenRoutes } from './routes';

/** An entry of the left navigation; it shows once its screen is registered and the person's roles allow it. */
export interface NavigationItem {
  screen: ScreenName;
  label: string;
  icon: Icon;
  permission: Permission | null;
  /** Two keys in a row. */
  keys?: string;
  /** Further words that ⌘K finds it by. */
  words?: string;
}

export interface NavigationGroup {
  label: string | null;
  items: NavigationItem[];
}

const GROUPS: NavigationGroup[] = [
  {
    label: null,
    items: [
      { screen: 'today', label: 'Today', icon: IconSun, permission: null, keys: 'g t', words: 'home now next' },
      { screen: 'workList', label: 'Work list', icon: IconChecklist, permission: 'tasks.read', keys: 'g w', words: 'tasks due owed to do' },
      { screen: 'calendar', label: 'Calendar', icon: IconCalendar, permission: 'schedule.read', keys: 'g c', words: 'schedule week day sessions' },
      { screen: 'checkIn', label: 'Check-in', icon: IconCheckbox, permission: 'attendance.read', keys: 'g k', words: 'attendance roster arrive' },
      { screen: 'hours', label: 'Hours', icon: IconClock, permission: 'hours.read', keys: 'g h', words: 'standing week short make-up' },
    ],
  },
  {
    label: 'Care',
    items: [
      { screen: 'clients', label: 'Clients', icon: IconUsers, permission: 'clients.read', keys: 'g p', words: 'charts people patients search' },
      { screen: 'groups', label: 'Groups', icon: IconUsersGroup, permission: 'groups.read', keys: 'g g', words: 'curriculum roster seats' },
    ],
  },
  {
    label: 'Clinic',
    items: [
      { screen: 'team', label: 'Team', icon: IconClipboardList, permission: 'team.read', keys: 'g e', words: 'staff credentials availability' },
      { screen: 'caseload', label: 'Caseload', icon: IconScale, permission: 'episodes.read', words: 'weight primary clients clinician hand over' },
      { screen: 'programs', label: 'Programs', icon: IconListDetails, permission: 'programs.read', words: 'policy phases services' },
      { screen: 'messages', label: 'Messages', icon: IconMessage, permission: 'messages.read', words: 'told call consent reminders notices' },
      { screen: 'imports', label: 'Import', icon: IconFileImport, permission: 'imports.read', words: 'csv fhir upload file' },
    ],
  },
  {
    label: 'Administration',
    items: [
      { screen: 'users', label: 'Users', icon: IconUserShield, permission: 'users.read', words: 'roles access people' },
      { screen: 'tokens', label: 'Tokens', icon: IconKey, permission: 'tokens.manage', words: 'api machines' },
      { screen: 'audit', label: 'Audit', icon: IconZoomScan, permission: 'audit.read', words: 'log who saw changed' },
      { screen: 'settings', label: 'Settings', icon: IconBuilding, permission: 'clinics.manage', words: 'clinic opening hours time zone' },
      { screen: 'rooms', label: 'Rooms', icon: IconDoor, permission: 'clinics.manage', words: 'locations' },
      { screen: 'closures', label: 'Closures', icon: IconCalendar, permission: 'clinics.manage', words: 'holidays closed days' },
    ],
  },
];

/** Screens without a place at the left: other screens lead to them, and ⌘K finds them. */
const FOUND_ONLY: NavigationItem[] = [
  { screen: 'findTime', label: 'Find a time', icon: IconCalendarSearch, permission: 'schedule.read', words: 'free slot book session when' },
  { screen: 'emergencies', label: 'Charts opened in an emergency', icon: IconLockOpen, permission: 'audit.read', words: 'break glass care team review' },
  { screen: 'absence', label: 'Someone is out', icon: IconUserOff, permission: 'hours.read', words: 'absence ill sick vacation substitute cover room' },
];

/** The screens there are. */
export const registeredScreens: ReadonlySet<ScreenName> = new Set(screenRoutes.map((route) => route.screen));
// Parts of Settings have their own entry only while there is no settings screen to reach them from.
const partOfSettings = new Set<ScreenName>(registeredScreens.has('settings') ? ['rooms', 'closures'] : []);

/** What a person with these permissions finds at the left, in order. */
export function navigationFor(permissions: readonly Permission[]): NavigationGroup[] {
  return GROUPS.map((group) => ({
    label: group.label,
    items: group.items.filter((item) => registeredScreens.has(item.screen) && !partOfSettings.has(item.screen) && mayOpen(item.screen, permissions)),
  })).filter((group) => group.items.length > 0);
}

/** What ⌘K finds for a person with these permissions besides. */
export function foundOnlyFor(permissions: readonly Permission[]): NavigationItem[] {
  return FOUND_ONLY.filter((item) => registeredScreens.has(item.screen) && mayOpen(item.screen, permissions));
}

const permissionOf = new Map([...GROUPS.flatMap((group) => group.items), ...FOUND_ONLY].map((item) => [item.screen, item.permission] as const));

/** Whether these permissions open a screen; screens without an entry here decide for themselves. */
export function mayOpen(screen: ScreenName, permissions: readonly Permission[]): boolean {
  const permission = permissionOf.get(screen) ?? null;
  return permission === null || permissions.includes(permission);
}

/** The screen a person lands on: the first they may open. */
export function firstScreen(permissions: readonly Permission[]): ScreenName | null {
  return navigationFor(permissions)[0]?.items[0]?.screen ?? null;
}

/** Whether a screen exists yet. */
export function isRegistered(screen: ScreenName): boolean {
  return registeredScreens.has(screen);
}

/** A part of the clinic the trail speaks of: how its actions begin, and what people call it. */
export const AREAS: { area: string; label: string; thing: string }[] = [
  { area: 'clients', label: 'Clients', thing: 'Client' },
  { area: 'episodes', label: 'Episodes of care', thing: 'Episode' },
  { area: 'scheduling', label: 'Schedule', thing: 'Session' },
  { area: 'attendance', label: 'Attendance', thing: 'Attendance' },
  { area: 'hours', label: 'Hours', thing: 'Hours' },
  { area: 'programs', label: 'Programs', thing: 'Program' },
  { area: 'team', label: 'Team', thing: 'Staff' },
  { area: 'clinics', label: 'Clinic', thing: 'Clinic' },
  { area: 'exchange', label: 'Import and calendar feeds', thing: 'Import' },
  { area: 'identity', label: 'Sign-in and access', thing: 'Account' },
];

const THINGS = new Map(AREAS.map(({ area, thing }) => [area, thing]));

/** Where taking the action's own words apart would read badly. */
const WORDS: Record<string, string> = {
  'clients.details-read': 'Client details read',
  'clients.imported': 'Clients imported',
  'clients.import-undone': 'Import of clients undone',
  'episodes.opened-in-emergency': 'Chart opened in an emergency',
  'episodes.emergency-reviewed': 'Emergency reviewed',
  'episodes.imported': 'Episodes imported',
  'episodes.import-undone': 'Import of episodes undone',
  'exchange.feed-made': 'Calendar feed made',
  'exchange.feed-rotated': 'Calendar feed given a new address',
  'exchange.feed-revoked': 'Calendar feed revoked',
  'scheduling.keep-apart-ended': 'No longer kept apart',
  'scheduling.clients-kept-apart': 'Kept apart from another client',
  'identity.signed-in': 'Signed in',
  'identity.signed-out': 'Signed out',
  'identity.signed-out-everywhere': 'Signed out everywhere',
  'identity.sign-in-failed': 'Sign-in failed',
  'identity.sign-in-locked': 'Account locked after wrong passwords',
  'identity.session-ended': 'Session ended from another device',
  'identity.session-unlocked': 'Screen unlocked',
  'identity.house-set-up': 'Stepwell set up',
  'identity.user-created': 'Account made',
  'identity.user-added-to-clinic': 'Let into the clinic',
  'identity.user-removed-from-clinic': 'Removed from the clinic',
  'identity.user-edited': 'Account edited',
  'identity.user-disabled': 'Account disabled',
  'identity.user-enabled': 'Account enabled',
  'identity.user-unlocked': 'Account unlocked',
  'identity.token-created': 'Token made',
  'identity.audit-exported': 'Audit trail exported',
};

/** `episodes.chart-opened` → "Chart opened"; `clients.edited` → "Client edited". */
export function sayAction(action: string): string {
  const known = WORDS[action];
  if (known !== undefined) return known;
  const [area = '', ...rest] = action.split('.');
  const words = rest.join(' ').split('-').filter(Boolean);
  if (words.length === 0) return AREAS.find((candidate) => candidate.area === area)?.label ?? action;
  if (words.length === 1) words.unshift(THINGS.get(area) ?? area);
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One line of what changed. `before` is undefined for a plain fact. */
export interface ChangeLine {
  field: string;
  label: string;
  before: string | undefined;
  after: string;
}

/** `{phone: [null, "555"]}` → Phone: — → 555; what is no pair is a fact. */
export function changeLines(changes: Readonly<Record<string, unknown>>): ChangeLine[] {
  return Object.entries(changes).map(([field, value]) => {
    const label = sayField(field);
    if (Array.isArray(value) && value.length === 2) return { field, label, before: sayValue(value[0]), after: sayValue(value[1]) };
    return { field, label, before: undefined, after: sayValue(value) };
  });
}

/** `weeklyMinMinutes` → "Weekly min minutes" */
export function sayField(field: string): string {
  const words = field.replace(/_/g, ' ').replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().replace(/\bid\b/g, 'ID');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sayValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(sayValue).join(', ');
  return JSON.stringify(value);
}

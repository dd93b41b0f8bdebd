import { useNavigate, useParams } from '@tanstack/react-router';
import { useContext } from 'react';
import { ClinicContext } from './session';

/**
 * The address of every screen under `/c/<clinic>`, by name. Features link to each other by these names and never
 * import each other. No name of a client may ever be part of an address: ids only.
 */
export const screenPaths = {
  today: '/today',
  calendar: '/calendar',
  findTime: '/find-time',
  absence: '/absence',
  checkIn: '/check-in',
  checkInSession: '/check-in/$sessionId',
  signInSheets: '/check-in/sheets',
  workList: '/work-list',
  messages: '/messages',
  caseload: '/caseload',
  hours: '/hours',
  hoursDelivered: '/hours/delivered',
  policySimulation: '/hours/try-policy/$programId',
  clients: '/clients',
  clientNew: '/clients/new',
  client: '/clients/$clientId',
  groups: '/groups',
  groupNew: '/groups/new',
  group: '/groups/$groupId',
  team: '/team',
  staff: '/team/$staffId',
  programs: '/programs',
  program: '/programs/$programId',
  services: '/programs/services',
  ruleProfiles: '/programs/rules',
  ruleProfile: '/programs/rules/$profileId',
  imports: '/import',
  importNew: '/import/new',
  importRun: '/import/$importId',
  users: '/users',
  user: '/users/$userId',
  tokens: '/tokens',
  audit: '/audit',
  emergencies: '/audit/emergencies',
  settings: '/settings',
  rooms: '/settings/rooms',
  openingHours: '/settings/hours',
  closures: '/settings/closures',
  mySessions: '/my-sessions',
  feeds: '/feeds',
} as const;

export type ScreenName = keyof typeof screenPaths;

type ParamNames<Path extends string> = Path extends `${string}$${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}$${infer Name}`
    ? Name
    : never;

/** The parameters in a screen's address: `ScreenParams<'client'>` is `{clientId: string}`. */
export type ScreenParams<Name extends ScreenName> = Record<ParamNames<(typeof screenPaths)[Name]>, string>;

/** Where a link leads: a screen's name, its parameters when its address has any, and search parameters. */
export type ScreenTarget = {
  [Name in ScreenName]: {
    screen: Name;
    search?: Record<string, string | undefined>;
  } & ([ParamNames<(typeof screenPaths)[Name]>] extends [never]
    ? { params?: undefined }
    : { params: ScreenParams<Name> });
}[ScreenName];

/** The address of a screen in a clinic: `/c/harbor/clients/0190…`. */
export function screenAddress(clinicSlug: string, target: ScreenTarget): string {
  const values: Record<string, string> = target.params ?? {};
  const path = screenPaths[target.screen].replace(/\$(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const search = Object.entries(target.search ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = search.length > 0 ? `?${new URLSearchParams(search).toString()}` : '';
  return `/c/${clinicSlug}${path}${query}`;
}

/** Turns a target into an address of the current clinic. */
export function useScreenAddress(): (target: ScreenTarget) => string {
  const clinic = useContext(ClinicContext);
  return (target) => screenAddress(clinic?.clinicSlug ?? '', target);
}

/** Opens a screen of the current clinic. `replace` leaves no step behind to go back to. */
export function useOpenScreen(): (target: ScreenTarget, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  const address = useScreenAddress();
  return (target, options) => void navigate({ href: address(target), replace: options?.replace ?? false });
}

/** The parameters of the screen on show: `const { clientId } = useScreenParams('client')`. */
export function useScreenParams<Name extends ScreenName>(_screen: Name): ScreenParams<Name> {
  return useParams({ strict: false }) as ScreenParams<Name>;
}

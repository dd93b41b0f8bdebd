import type { ScreenTarget } from '@/lib/screens';
import type { SetupState } from '../api/setup';

/** One thing a clinic needs, why, and where it is made. */
export interface Step {
  key: keyof SetupState;
  name: string;
  why: string;
  action: string;
  to: ScreenTarget;
  /** Another way to the same thing. */
  also?: { action: string; to: ScreenTarget };
}

/** In the order that needs no going back: what is chosen later stands on what was made before. */
export const STEPS: readonly Step[] = [
  { key: 'hours', name: 'Opening hours', why: 'Sessions are offered while you are open.', action: 'Set hours', to: { screen: 'openingHours' } },
  { key: 'rooms', name: 'Rooms', why: 'Two sessions are never booked into one.', action: 'Add rooms', to: { screen: 'rooms' } },
  { key: 'team', name: 'Team', why: 'Who leads, with licenses and working hours.', action: 'Add people', to: { screen: 'team' }, also: { action: 'Import a file', to: { screen: 'importNew' } } },
  { key: 'services', name: 'Services', why: 'What you offer, and whether it counts toward hours.', action: 'Add services', to: { screen: 'services' } },
  { key: 'programs', name: 'Programs', why: 'The hours a week asks for, and the taper.', action: 'Add a program', to: { screen: 'programs' } },
  { key: 'clients', name: 'Clients', why: 'One chart each; a file of another system can be imported.', action: 'Add a client', to: { screen: 'clientNew' }, also: { action: 'Import a file', to: { screen: 'importNew' } } },
  { key: 'groups', name: 'Groups', why: 'With their series of sessions, which fill the calendar.', action: 'Add groups', to: { screen: 'groups' } },
];

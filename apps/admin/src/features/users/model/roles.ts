import type { Tone } from '@/ui';
import type { Role, User, UserState } from '../api/users';

export const ROLES: { role: Role; label: string; does: string }[] = [
  { role: 'administrator', label: 'Administrator', does: 'Everything, and decides who may do what' },
  { role: 'director', label: 'Director', does: 'Everything but users and tokens; reads the audit trail' },
  { role: 'therapist', label: 'Therapist', does: 'Reads charts, books, records and corrects attendance' },
  { role: 'prescriber', label: 'Prescriber', does: 'Reads charts, books, records and corrects attendance' },
  { role: 'case_manager', label: 'Case manager', does: 'As a therapist; edits clients, admits and discharges' },
  { role: 'front_desk', label: 'Front desk', does: 'Clients, bookings, check-in and import; corrects nothing' },
  { role: 'auditor', label: 'Auditor', does: 'Reads everything, changes nothing' },
];

const LABELS = new Map(ROLES.map(({ role, label }) => [role, label]));

/** "Therapist, Director" in the order of the list of roles. */
export function sayRoles(roles: readonly Role[]): string {
  return ROLES.filter(({ role }) => roles.includes(role)).map(({ label }) => label).join(', ');
}

export function sayRole(role: Role): string {
  return LABELS.get(role) ?? role;
}

export const STATES: Record<UserState, { label: string; tone: Tone; means: string }> = {
  active: { label: 'Active', tone: 'good', means: 'Can sign in.' },
  invited: { label: 'Not signed in yet', tone: 'waiting', means: 'Has a password to hand over and has not chosen their own.' },
  locked: { label: 'Locked', tone: 'warning', means: 'Too many wrong passwords.' },
  disabled: { label: 'Disabled', tone: 'off', means: 'Cannot sign in.' },
};

/** What an administrator may do to an account from here. */
export interface Offers {
  rename: boolean;
  reset: boolean;
  unlock: boolean;
  disable: boolean;
  enable: boolean;
  remove: boolean;
}

/**
 * What to offer for an account. One's own stays out of one's own reach, demo accounts keep their password, and someone
 * of several clinics is renamed, reset or disabled by who administers them all: the server decides, this only hides
 * what is certain to be refused.
 */
export function offersFor(user: User, viewer: { userId: string; canManage: boolean; clinics: number }): Offers {
  const own = user.id === viewer.userId;
  const whole = viewer.canManage && user.otherClinics < viewer.clinics;
  return {
    rename: whole,
    reset: whole && !own && !user.demo && user.state !== 'disabled',
    unlock: whole && user.state === 'locked',
    disable: whole && !own && user.state !== 'disabled',
    enable: whole && user.state === 'disabled',
    remove: viewer.canManage && !own,
  };
}

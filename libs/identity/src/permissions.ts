/**
 * Everything a person or a machine may be allowed to do in a clinic. A closed list: a route names one of these, a role
 * and a token hold some of them. Add here first, then to the roles that need it.
 */
export const PERMISSIONS = [
  'clinics.read',
  'clinics.manage',
  'users.read',
  'users.manage',
  'tokens.manage',
  'audit.read',
  'clients.read',
  'clients.write',
  // The chart of any client; without it, the charts of one's own care teams, and any other in an emergency.
  'charts.read',
  'charts.review',
  'team.read',
  'team.write',
  'programs.read',
  'programs.write',
  'policy.write',
  'episodes.read',
  'episodes.write',
  // Who waits to be taken into a program, and who was told that a place is theirs.
  'intake.write',
  'schedule.read',
  'schedule.write',
  'groups.read',
  'groups.write',
  'keep-apart.read',
  'keep-apart.write',
  'attendance.read',
  'attendance.record',
  'attendance.correct',
  'hours.read',
  'authorizations.read',
  'authorizations.write',
  // Booking beyond what a payer granted, with a reason.
  'authorizations.exceed',
  'tasks.read',
  'tasks.write',
  'tasks.everyone',
  'messages.read',
  'messages.write',
  'imports.read',
  'imports.run',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** The work a person does in a clinic. One person may do several kinds of work in one clinic. */
export const ROLES = ['administrator', 'director', 'therapist', 'prescriber', 'case_manager', 'front_desk', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

/** What every member of the clinic's staff may look at to do a day's work. */
const DAILY_READING: readonly Permission[] = [
  'clinics.read',
  'clients.read',
  'team.read',
  'programs.read',
  'episodes.read',
  'schedule.read',
  'groups.read',
  'attendance.read',
  'hours.read',
  'authorizations.read',
  'tasks.read',
  'messages.read',
];

const CLINICAL: readonly Permission[] = [...DAILY_READING, 'keep-apart.read', 'keep-apart.write', 'attendance.record', 'attendance.correct', 'schedule.write', 'tasks.write', 'messages.write'];

/** What each role may do. Least necessary access by role: 45 CFR 164.308(a)(4) and 164.502(b). */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: PERMISSIONS,
  director: PERMISSIONS.filter((permission) => permission !== 'users.manage' && permission !== 'tokens.manage'),
  therapist: CLINICAL,
  prescriber: CLINICAL,
  case_manager: [...CLINICAL, 'charts.read', 'clients.write', 'episodes.write', 'intake.write', 'authorizations.write', 'authorizations.exceed'],
  front_desk: [...DAILY_READING, 'charts.read', 'clients.write', 'intake.write', 'authorizations.write', 'schedule.write', 'attendance.record', 'tasks.write', 'messages.write', 'imports.read', 'imports.run'],
  auditor: PERMISSIONS.filter((permission) => permission.endsWith('.read')),
};

const inOrder = new Map<string, number>(PERMISSIONS.map((permission, index) => [permission, index]));

/** Whether a text names a permission. */
export function isPermission(value: string): value is Permission {
  return inOrder.has(value);
}

/** Whether a text names a role. */
export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

/** What several roles together allow, each permission once, in the order of the list. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const held = new Set(roles.flatMap((role) => ROLE_PERMISSIONS[role]));
  return PERMISSIONS.filter((permission) => held.has(permission));
}

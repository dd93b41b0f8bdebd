import type { TokenPermission } from '../api/tokens';

/** What a machine can be allowed, by the part of the clinic it touches, reading first. */
export const PERMISSION_GROUPS: { area: string; permissions: { permission: TokenPermission; label: string }[] }[] = [
  {
    area: 'Clients',
    permissions: [
      { permission: 'clients.read', label: 'Find clients' },
      { permission: 'charts.read', label: 'Read every chart' },
      { permission: 'clients.write', label: 'Create and edit clients' },
    ],
  },
  { area: 'Episodes', permissions: [{ permission: 'episodes.read', label: 'Read episodes' }, { permission: 'episodes.write', label: 'Admit, prescribe, discharge' }, { permission: 'intake.write', label: 'Keep the waitlists of programs' }] },
  {
    area: 'Schedule',
    permissions: [
      { permission: 'schedule.read', label: 'Read sessions' },
      { permission: 'schedule.write', label: 'Book, move, cancel' },
      { permission: 'groups.read', label: 'Read groups' },
      { permission: 'groups.write', label: 'Edit groups' },
      { permission: 'keep-apart.read', label: 'Read who is kept apart' },
      { permission: 'keep-apart.write', label: 'Keep clients apart' },
    ],
  },
  {
    area: 'Attendance and hours',
    permissions: [
      { permission: 'attendance.read', label: 'Read attendance' },
      { permission: 'attendance.record', label: 'Record attendance' },
      { permission: 'attendance.correct', label: 'Correct attendance' },
      { permission: 'hours.read', label: 'Read hours' },
    ],
  },
  {
    area: 'Coverage',
    permissions: [
      { permission: 'authorizations.read', label: 'Read authorizations' },
      { permission: 'authorizations.write', label: 'Record authorizations' },
      { permission: 'authorizations.exceed', label: 'Book beyond an authorization' },
    ],
  },
  {
    area: 'Clinic',
    permissions: [
      { permission: 'clinics.read', label: 'Read rooms and hours' },
      { permission: 'clinics.manage', label: 'Edit clinic and rooms' },
      { permission: 'team.read', label: 'Read team' },
      { permission: 'team.write', label: 'Edit team' },
      { permission: 'programs.read', label: 'Read programs' },
      { permission: 'programs.write', label: 'Edit programs' },
      { permission: 'policy.write', label: 'Change policies' },
    ],
  },
  {
    area: 'Records',
    permissions: [
      { permission: 'imports.read', label: 'Read imports' },
      { permission: 'imports.run', label: 'Run imports' },
      { permission: 'users.read', label: 'Read users' },
      { permission: 'audit.read', label: 'Read the audit trail' },
      { permission: 'charts.review', label: 'Review emergencies' },
    ],
  },
];

const LABELS = new Map(PERMISSION_GROUPS.flatMap(({ permissions }) => permissions.map(({ permission, label }) => [permission, label] as const)));

/** "Find clients, Read sessions and 3 more" */
export function sayPermissions(permissions: readonly string[], most = 2): string {
  const words = permissions.map((permission) => LABELS.get(permission as TokenPermission) ?? permission);
  const rest = words.length - most;
  return rest > 0 ? `${words.slice(0, most).join(', ')} and ${rest} more` : words.join(', ');
}

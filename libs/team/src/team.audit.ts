/** Everything this module writes to the audit trail. */
export const TEAM_ACTIONS = [
  'team.staff-created',
  'team.staff-edited',
  'team.staff-deactivated',
  'team.staff-activated',
  'team.staff-imported',
  'team.import-undone',
  'team.user-linked',
  'team.user-unlinked',
  'team.credential-added',
  'team.credential-edited',
  'team.credential-removed',
  'team.availability-set',
  'team.time-off-added',
  'team.time-off-edited',
  'team.time-off-removed',
] as const;

export type TeamAction = (typeof TEAM_ACTIONS)[number];

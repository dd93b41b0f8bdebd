/** Everything this module writes to the audit trail. */
export const PROGRAMS_ACTIONS = [
  'programs.program-created',
  'programs.program-edited',
  'programs.program-deactivated',
  'programs.program-activated',
  'programs.policy-changed',
  'programs.profile-created',
  'programs.profile-renamed',
  'programs.profile-changed',
  'programs.profile-attached',
  'programs.profile-ended',
  'programs.phases-set',
  'programs.service-created',
  'programs.service-edited',
] as const;

export type ProgramsAction = (typeof PROGRAMS_ACTIONS)[number];

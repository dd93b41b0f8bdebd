/** Everything this module writes to the audit trail. */
export const SCHEDULING_ACTIONS = [
  'scheduling.session-booked',
  'scheduling.session-moved',
  'scheduling.session-edited',
  'scheduling.session-cancelled',
  'scheduling.session-restored',
  'scheduling.participant-added',
  'scheduling.participant-removed',
  'scheduling.sessions-registered',
  'scheduling.sessions-withdrawn',
  'scheduling.episode-ended',
  'scheduling.group-created',
  'scheduling.group-edited',
  'scheduling.group-joined',
  'scheduling.group-left',
  'scheduling.enrolment-undone',
  'scheduling.series-created',
  'scheduling.series-extended',
  'scheduling.roster-opened',
] as const;

export type SchedulingAction = (typeof SCHEDULING_ACTIONS)[number];

/** Everything this module writes to the audit trail. */
export const EPISODES_ACTIONS = [
  'episodes.chart-opened',
  'episodes.timeline-read',
  'episodes.opened-in-emergency',
  'episodes.emergency-reviewed',
  'episodes.client-admitted',
  'episodes.prescription-changed',
  'episodes.client-discharged',
  'episodes.discharge-taken-back',
  'episodes.care-team-changed',
  'episodes.caseload-handed-over',
  'episodes.imported',
  'episodes.import-undone',
  'episodes.task-opened',
  'episodes.task-changed',
  'episodes.task-reassigned',
  'episodes.task-snoozed',
  'episodes.task-done',
  'episodes.task-dropped',
  'episodes.task-reopened',
] as const;

export type EpisodesAction = (typeof EPISODES_ACTIONS)[number];

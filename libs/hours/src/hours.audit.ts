/** Everything this module writes to the audit trail; the sessions themselves are in the schedule's. */
export const HOURS_ACTIONS = ['hours.make-up-booked', 'hours.make-up-taken-back', 'hours.authorization-exceeded'] as const;

export type HoursAction = (typeof HOURS_ACTIONS)[number];

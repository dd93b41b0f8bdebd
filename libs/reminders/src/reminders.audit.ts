/** Everything this module writes to the audit trail. */
export const REMINDERS_ACTIONS = ['reminders.messages-made', 'reminders.messages-superseded', 'reminders.message-read', 'reminders.call-recorded', 'reminders.call-taken-back'] as const;

export type RemindersAction = (typeof REMINDERS_ACTIONS)[number];

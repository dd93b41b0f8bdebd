import type { ClinicDay } from '#platform';

/** Why somebody is told something. */
export const MESSAGE_RULES = ['you_lead', 'led_by_another', 'another_room', 'cancelled', 'changed', 'not_yours'] as const;
export type MessageRule = (typeof MESSAGE_RULES)[number];

/** How it reaches them: in the app, or from outside on their telephone. */
export const MESSAGE_CHANNELS = ['app', 'sms'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** Superseded: the session was changed again before it was told. */
export const MESSAGE_STATES = ['due', 'held_back', 'told', 'superseded'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Why nothing is sent, so that somebody has to call. */
export const HELD_REASONS = ['no_consent', 'no_account'] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

export const MESSAGE_OUTCOMES = ['read', 'reached', 'left_word', 'not_reached'] as const;
export type MessageOutcome = (typeof MESSAGE_OUTCOMES)[number];

/** What can come of a call. */
export const CALL_OUTCOMES = ['reached', 'left_word', 'not_reached'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What a message says besides which session and when. Nothing clinical, and nobody's name. */
export const MESSAGE_WORDS: Readonly<Record<MessageRule, string>> = {
  you_lead: 'You lead this session now.',
  led_by_another: 'Somebody else leads this session.',
  another_room: 'This session is in another room.',
  cancelled: 'This session does not take place.',
  changed: 'This session was changed. This is how it stands now.',
  not_yours: 'You do not lead this session any more.',
};

/** A message with the session as it stands. */
export interface Message {
  id: string;
  rule: MessageRule;
  text: string;
  channel: MessageChannel;
  state: MessageState;
  heldReason: HeldReason | null;
  outcome: MessageOutcome | null;
  outcomeAt: Date | null;
  outcomeByName: string | null;
  tries: number;
  dueOn: ClinicDay;
  madeAt: Date;
  version: number;
  session: { id: string; title: string; day: ClinicDay; startsAt: Date; endsAt: Date; roomName: string | null; cancelled: boolean; staff: string[] };
  staff: { id: string; name: string } | null;
  client: { id: string; givenName: string; familyName: string; preferredName: string | null; phone: string | null } | null;
}

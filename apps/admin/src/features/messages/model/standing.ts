import { formatDateTime } from '@/lib/clinic-time';
import type { Tone } from '@/ui';
import type { CallOutcome, Message } from '../api/messages';

export const CALL_WORDS: Record<CallOutcome, string> = { reached: 'Reached', left_word: 'Left word', not_reached: 'Not reached' };

const HELD_WORDS: Record<'no_consent' | 'no_account', string> = { no_consent: 'no consent on record', no_account: 'no account in Stepwell' };

/** How a message stands, in a word and in a sentence. */
export function standingOf(message: Pick<Message, 'state' | 'heldReason' | 'outcome' | 'outcomeAt' | 'outcomeByName' | 'tries'>, zone: string): { tone: Tone; word: string; more: string } {
  const { state, heldReason, outcome, outcomeAt, outcomeByName, tries } = message;
  const when = outcomeAt === null ? '' : `${outcomeByName ?? ''}, ${formatDateTime(outcomeAt, zone)}`;
  if (state === 'due') return { tone: 'waiting', word: 'Due', more: 'Waits in Stepwell until it is seen' };
  if (state === 'superseded') return { tone: 'off', word: 'Superseded', more: 'The session was changed again first' };
  if (state === 'told') return { tone: 'good', word: outcome === 'read' ? 'Seen' : CALL_WORDS[outcome as CallOutcome], more: when };
  const held = `Held back: ${heldReason === null ? '' : HELD_WORDS[heldReason]}`;
  return { tone: 'warning', word: 'To call', more: outcome === 'not_reached' ? `Not reached${tries > 1 ? ` ${tries} times` : ''}, last by ${when}` : held };
}

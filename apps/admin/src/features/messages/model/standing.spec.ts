import { describe, expect, it } from '@jest/globals';
import { standingOf } from './standing';

describe('how a message stands', () => {
  const message = { state: 'held_back', heldReason: 'no_consent', outcome: null, outcomeAt: null, outcomeByName: null, tries: 0 } as const;
  const by = { outcomeAt: '2026-03-03T15:00:00Z', outcomeByName: 'Robin Hale' };
  it.each([
    [message, 'To call', 'Held back: no consent on record'],
    [{ ...message, heldReason: 'no_account' as const }, 'To call', 'Held back: no account in Stepwell'],
    [{ ...message, outcome: 'not_reached' as const, tries: 1, ...by }, 'To call', /^Not reached, last by Robin Hale, .*10:00 AM/],
    [{ ...message, outcome: 'not_reached' as const, tries: 3, ...by }, 'To call', /^Not reached 3 times, last by/],
    [{ ...message, state: 'told' as const, outcome: 'left_word' as const, tries: 1, ...by }, 'Left word', /^Robin Hale, /],
    [{ ...message, state: 'told' as const, heldReason: null, outcome: 'read' as const, ...by }, 'Seen', /^Robin Hale, /],
    [{ ...message, state: 'due' as const, heldReason: null }, 'Due', 'Waits in Stepwell until it is seen'],
    [{ ...message, state: 'superseded' as const }, 'Superseded', 'The session was changed again first'],
  ])('%j', (one, word, more) => {
    const said = standingOf(one, 'America/New_York');
    expect(said.word).toBe(word);
    expect(said.more).toMatch(more);
  });
});

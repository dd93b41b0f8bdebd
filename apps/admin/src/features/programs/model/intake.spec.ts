import { describe, expect, it } from '@jest/globals';
import { sayAttempts, sayMove, sayOffer, sayPlaces, sayReason } from './intake';

describe('the places of a program, in words', () => {
  it.each([
    [{ places: 8, taken: 6, kept: 1, free: 1 }, '8 places: 6 taken, 1 kept, 1 free'],
    [{ places: 8, taken: 8, kept: 0, free: 0 }, '8 places: 8 taken, none free'],
    [{ places: 3, taken: 3, kept: 1, free: 0 }, '3 places: 3 taken, 1 kept for when somebody leaves, none free'],
    [{ places: 1, taken: 0, kept: 0, free: 1 }, '1 place: 0 taken, 1 free'],
    [{ places: 5, taken: 8, kept: 0, free: 0 }, '5 places: 8 taken, 3 more than there are'],
    [{ places: null, taken: 8, kept: 0, free: null }, '8 in care, no limit'],
  ])('%j', (places, words) => expect(sayPlaces({ waiting: 0, freeFrom: null, ...places })).toBe(words));
});

describe('an offer, in words', () => {
  const offer = { startsOn: '2026-03-07', offeredAt: '2026-03-02T14:00:00Z', expiresAt: '2026-03-04T14:00:00Z', contactDueOn: '2026-03-04', contactedAt: null, attempts: 0, lastOutcome: null };

  it('says that somebody must be told, and by when', () => {
    expect(sayOffer(offer, 'America/New_York', '2026-03-02')).toMatch(/^Free from Sat, Mar 7; nobody has told them yet\. Tell them by Wed, Mar 4$/);
    expect(sayAttempts(offer)).toBeNull();
  });

  it('says until when it stands once they were told, and what came of it', () => {
    const told = { ...offer, startsOn: '2026-03-02', contactedAt: '2026-03-02T15:00:00Z', attempts: 2, lastOutcome: 'left_word' as const };
    expect(sayOffer(told, 'America/New_York', '2026-03-02')).toMatch(/^Free now; kept until .*9:00 AM/);
    expect(sayAttempts(told)).toBe('2 attempts, last: left word');
  });
});

it('says moves and the reasons the system gives', () => {
  const move = { id: 'm', reason: null, at: '', by: '', fromPlace: null, toPlace: null };
  expect(sayMove({ ...move, move: 'moved', fromPlace: 3, toPlace: 1 })).toBe('Moved from 3 to 1');
  expect(sayMove({ ...move, move: 'returned' })).toBe('Back in line');
  expect([sayReason(null), sayReason('fewer-places'), sayReason('Too far')]).toEqual([null, 'The program has fewer places now.', 'Too far']);
});

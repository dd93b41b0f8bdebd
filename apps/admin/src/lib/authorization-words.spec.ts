import { describe, expect, it } from '@jest/globals';
import { sayAmount, sayWhyNoneWithin, type Beyond } from './authorization-words';

describe('what a payer granted', () => {
  it.each([
    ['day', 1, '1 day'],
    ['day', 12, '12 days'],
    ['day', -1, '−1 day'],
    ['day', 0, '0 days'],
    ['minute', 1830, '30 h 30 min'],
    ['minute', -60, '−1 h'],
  ] as const)('is said in its unit: %s %i', (unit, amount, words) => {
    expect(sayAmount(unit, amount)).toBe(words);
  });

  it.each<[string, (Beyond | null)[], RegExp | null]>([
    ['there is no make-up at all', [], null],
    ['one is within it', ['not_authorized', null], null],
    ['no day is covered', ['not_authorized', 'not_authorized'], /No authorization covers/],
    ['nothing is left', ['authorization_used_up'], /not enough/],
    ['both', ['authorization_used_up', 'not_authorized'], /On some days/],
  ])('says why no make-up is within it: %s', (_, beyond, words) => {
    const said = sayWhyNoneWithin(beyond.map((one) => ({ beyond: one })));
    if (words === null) expect(said).toBe(null);
    else expect(said).toMatch(words);
  });
});

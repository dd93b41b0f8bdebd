import { describe, expect, it } from '@jest/globals';
import { isFullOn, sayFull } from './waiting';

describe('how full a program is', () => {
  it.each([
    [{ places: 8, taken: 8, kept: 0, waiting: 0 }, '8 of 8 places are taken. Nobody else waits.'],
    [{ places: 8, taken: 7, kept: 1, waiting: 3 }, '7 of 8 places are taken. 1 is kept for somebody it was offered to. 3 people wait.'],
    [{ places: 8, taken: 5, kept: 2, waiting: 1 }, '5 of 8 places are taken. 2 are kept for people they were offered to. 1 person waits.'],
    [{ places: 1, taken: 2, kept: 0, waiting: 0 }, '2 of 1 place is taken. Nobody else waits.'],
    [{ places: null, taken: 40, kept: 0, waiting: 0 }, 'The program takes in as many as come.'],
  ])('is said: %j', (places, words) => expect(sayFull(places)).toBe(words));

  it.each([
    [{ places: null, freeFrom: '2026-03-02' }, '2026-03-02', false],
    [{ places: 8, freeFrom: null }, '2026-03-02', true],
    [{ places: 8, freeFrom: '2026-03-10' }, '2026-03-09', true],
    [{ places: 8, freeFrom: '2026-03-10' }, '2026-03-10', false],
  ])('decides whether somebody can come in: %j on %s', (places, day, full) => expect(isFullOn(places, day)).toBe(full));
});

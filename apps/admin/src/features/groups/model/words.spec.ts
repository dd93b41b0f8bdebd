import { describe, expect, it } from '@jest/globals';
import type { GridStatus } from '../api/groups';
import { sayCame, sayFree, standingOf } from './words';

describe('how often somebody came', () => {
  it.each<[(GridStatus | null)[], string]>([
    [['attended', 'late', 'no_show', 'left_early'], '3 of 4, 75 %'],
    [['attended', 'excused', 'booked', null], '1 of 2, 100 %'],
    [['excused'], '0 of 1'],
    [['booked', null, 'cancelled'], '–'],
  ])('%j is %s', (cells, words) => expect(sayCame(cells.map((status) => ({ status })))).toBe(words));
});

describe('how somebody stands in a group', () => {
  it.each<[string, string | null, string]>([
    ['2026-03-01', null, 'Member'],
    ['2026-03-12', null, 'From Thu, Mar 12'],
    ['2026-03-01', '2026-03-10', 'Last day today'],
    ['2026-03-01', '2026-03-13', 'Until Fri, Mar 13'],
    ['2026-03-01', '2026-03-09', 'Left'],
  ])('from %s to %s on 10 March: %s', (joinedOn, leftOn, word) => expect(standingOf({ joinedOn, leftOn }, '2026-03-10').word).toBe(word));
});

describe('seats', () => {
  it.each([[7, 8, 0, '1 seat free'], [3, 8, 0, '5 seats free'], [8, 8, 0, 'Full'], [9, 8, 0, '1 over'], [7, 8, 1, '1 seat offered'], [5, 8, 2, '1 seat free, 2 offered'], [6, 8, 2, '2 offered']])('%i of %i with %i offered: %s', (taken, capacity, offered, words) => expect(sayFree(taken, capacity, offered)).toBe(words));
});

import { describe, expect, it } from '@jest/globals';
import { standingOf } from './credentials';

describe('a license in words', () => {
  it.each<[number | null, boolean, string, string]>([
    [null, true, 'good', 'Does not expire'],
    [400, true, 'good', 'Valid'],
    [91, true, 'good', 'Valid'],
    [90, true, 'warning', '90 days left'],
    [31, true, 'warning', '31 days left'],
    [30, true, 'bad', '30 days left'],
    [1, true, 'bad', '1 day left'],
    [0, true, 'bad', 'Expires today'],
    [-1, false, 'bad', 'Expired 1 day ago'],
    [200, false, 'waiting', 'Valid from Apr 1, 2026'],
  ])('with %s days left (valid: %s) is %s: "%s"', (daysLeft, valid, tone, label) => {
    expect(standingOf({ daysLeft, valid, issuedOn: '2026-04-01' })).toEqual({ tone, label });
  });
});

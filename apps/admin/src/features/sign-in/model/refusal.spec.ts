import { describe, expect, it } from '@jest/globals';
import { Problem, offlineProblem } from '../../../lib/api/problem';
import { safeNext, sayRefusal, sayWait } from './refusal';

describe('a sign-in that is refused', () => {
  it('says the same whether the account is unknown or the password is wrong', () => {
    expect(sayRefusal(new Problem(401, { title: 'No such account' }))).toBe('The email or the password is not right.');
  });

  it('says when to try again', () => {
    expect(sayRefusal(new Problem(429, {}, '540'))).toBe('Too many attempts. Try again in 9 minutes.');
    expect(sayRefusal(new Problem(423, {}))).toBe('Too many attempts. Try again in a few minutes.');
    expect(sayRefusal(new Problem(429, { type: 'urn:stepwell:problem:sign-in-locked', title: 'Too many failed sign-ins. Try again in 2 minutes, or ask an administrator.' }))).toContain('ask an administrator');
    expect(sayRefusal(offlineProblem())).toContain('could not be reached');
  });

  it.each([
    [1, '1 second'],
    [59.2, '60 seconds'],
    [60, '1 minute'],
    [61, '2 minutes'],
  ])('rounds %p seconds up to %p', (seconds, said) => {
    expect(sayWait(seconds)).toBe(said);
  });

  it.each([
    ['/c/harbor/hours?week=2026-11-23', '/c/harbor/hours?week=2026-11-23'],
    ['https://elsewhere.example', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/sign-in?next=/sign-in', '/'],
    [undefined, '/'],
  ])('goes on to %p as %p', (next, where) => {
    expect(safeNext(next)).toBe(where);
  });
});

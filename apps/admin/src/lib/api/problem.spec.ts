import { describe, expect, it } from '@jest/globals';
import { Problem, asProblem, fieldOfPointer, offlineProblem, sentence } from './problem';

describe('a refusal of the server', () => {
  it('keeps its code, its words, the fields it names and every further fact', () => {
    const problem = new Problem(409, {
      type: 'urn:stepwell:problem:session-conflict',
      title: 'The room is taken',
      detail: 'Evening DBT meets there until 7:00 PM.',
      errors: [{ pointer: '/roomId', detail: 'is taken' }, { broken: true }],
      conflicts: [{ sessionId: '1' }],
    });
    expect(problem).toMatchObject({ status: 409, code: 'session-conflict', title: 'The room is taken', message: 'Evening DBT meets there until 7:00 PM.' });
    expect(problem.errors).toEqual([{ pointer: '/roomId', detail: 'is taken' }]);
    expect(problem.facts['conflicts']).toEqual([{ sessionId: '1' }]);
  });

  it.each([['<html>bad gateway</html>'], [null], [undefined], [42], [[]]])('has words even when the answer is %p', (body) => {
    expect(new Problem(502, body)).toMatchObject({ code: 'http-502', title: 'The server could not answer' });
  });

  it('knows when it is worth trying again, from the header or from the document', () => {
    expect(new Problem(429, {}, '90').retryAfterSeconds).toBe(90);
    expect(new Problem(429, { retryAfterSeconds: 30 }).retryAfterSeconds).toBe(30);
    expect(new Problem(429, {}, 'soon').retryAfterSeconds).toBeUndefined();
  });

  it('never shows the inside of a programming error', () => {
    const problem = asProblem(new TypeError('x is undefined at client Sam Rivera'));
    expect(`${problem.title} ${problem.detail}`).not.toContain('Rivera');
    expect(asProblem(offlineProblem()).isOffline).toBe(true);
  });

  it.each([
    ['/email', 'email'],
    ['#/address/line1', 'address.line1'],
    ['/staff/0/role', 'staff.0.role'],
    ['/a~1b/c~0d', 'a/b.c~d'],
    ['', ''],
  ])('points with %p at the field %p', (pointer, field) => {
    expect(fieldOfPointer(pointer)).toBe(field);
  });

  it('is a sentence under its field', () => {
    expect(sentence('is used by another account')).toBe('Is used by another account.');
    expect(sentence('The policy allows 9 to 20 hours.')).toBe('The policy allows 9 to 20 hours.');
  });
});

import { describe, expect, it } from '@jest/globals';
import { matches } from './matches';

describe('what is typed to find a screen', () => {
  it.each([
    ['Check-in', true],
    ['check in', true],
    ['che', true],
    ['roster check', true],
    ['-in', true],
    ['', true],
    ['heck', false],
    ['check out', false],
  ])('%s', (query, found) => {
    expect(matches('Check-in attendance roster arrive', query)).toBe(found);
  });
});

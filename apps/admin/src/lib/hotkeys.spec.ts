import { describe, expect, it } from '@jest/globals';
import { keyOf } from './hotkeys';

describe('a key as shortcuts write it', () => {
  it.each([
    ['n', false, 'n'],
    ['N', false, 'n'],
    ['P', true, 'shift+p'],
    ['?', true, '?'],
    ['1', false, '1'],
    [' ', false, 'Space'],
    ['ArrowDown', false, 'ArrowDown'],
    ['ArrowDown', true, 'shift+ArrowDown'],
  ])('%p with shift %p is %p', (key, shiftKey, written) => {
    expect(keyOf({ key, shiftKey })).toBe(written);
  });
});

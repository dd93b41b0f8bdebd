import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './password-rules.js';
import { temporaryPassword } from './temporary-password.js';

const owner = { email: 'mira.castellano@clinic.test', displayName: 'Mira Castellano' };

describe('a password', () => {
  it.each([
    ['eleven char', 'must be at least 12 characters'],
    ['stepwell-demo', 'is one that people try first'],
    ['Password1234', 'is one that people try first'],
    ['PASSWORD!!!!', 'is one that people try first'],
    ['Summer2026!!', 'is one that people try first'],
    ['welcomewelcome', 'is one that people try first'],
    ['letmeinletmeinletmein1', 'is one that people try first'],
    ['qwertyuiopas', 'is a row of keys or digits'],
    ['123456789012', 'is a row of keys or digits'],
    ['210987654321', 'is a row of keys or digits'],
    ['abababababab', 'repeats a few characters'],
    ['Mira Castellano 1', 'is your own name or address'],
    ['mira.castellano1', 'is your own name or address'],
    ['mira.castellano@clinic.test', 'is your own name or address'],
  ])('%j is refused: it %s', (password, fault) => {
    expect(passwordFault(password, owner, 12)).toBe(fault);
  });

  it.each(['violet harbour lantern', 'Tr0ubadour&3xx', 'ünïcödé-påss-wörd', '日本語のパスワードを使えます', 'a1b2c3d4e5f6', 'password for the lighthouse'])('%j is good', (password) => {
    expect(passwordFault(password, owner, 12)).toBeUndefined();
  });

  it('made by the system is always good and never the same', () => {
    const made = Array.from({ length: 500 }, temporaryPassword);
    expect(new Set(made).size).toBe(500);
    expect(made.filter((password) => passwordFault(password, owner, 12) !== undefined)).toEqual([]);
  });
});

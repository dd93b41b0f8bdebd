import { describe, expect, it } from '@jest/globals';
import { isSameCode, setupCode } from './setup-code.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const NONCE = '0190a000-0000-7000-8000-000000000001';

describe('the setup code', () => {
  const code = setupCode(SECRET, NONCE);

  it('is sixteen digits nobody misreads, the same in every process', () => {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(setupCode(SECRET, NONCE)).toBe(code);
  });

  it('is another one for another database or another secret', () => {
    expect(setupCode(SECRET, NONCE.replace(/1$/, '2'))).not.toBe(code);
    expect(setupCode(`${SECRET}!`, NONCE)).not.toBe(code);
  });

  it.each([
    ['as printed', 'AB10-CD20-EF30-GH40', true],
    ['in small letters', 'ab10-cd20-ef30-gh40', true],
    ['without hyphens, with spaces', ' ab10cd20 ef30gh40 ', true],
    ['with letters for the digits they look like', 'ABIO-CD2O-EF3o-GH40', true],
    ['with another digit', 'AB10-CD20-EF30-GH41', false],
    ['cut short', 'AB10-CD20-EF30', false],
    ['not at all', '', false],
    ['in letters of elsewhere', 'ÄB10-CD20-EF30-GH40', false],
  ])('typed %s', (_how, typed, right) => {
    expect(isSameCode(typed, 'AB10-CD20-EF30-GH40')).toBe(right);
  });
});

import { describe, expect, it } from '@jest/globals';
import { initialsOf } from './initials.js';

const named = (givenName: string, familyName: string, preferredName: string | null = null, chartNumber = 'HS-0101') => ({ givenName, familyName, preferredName, chartNumber });

describe('initials on a sheet', () => {
  it.each([
    ['given and family name', named('Leo', 'Abara'), 'L. A.'],
    ['the preferred name first', named('Leo', 'Abara', 'Max'), 'M. A.'],
    ['a letter beyond the alphabet', named('élodie', 'Öz'), 'É. Ö.'],
    ['a single name', named('Madonna', ''), 'M.'],
    ['a letter of two halves is one', named('𝒜da', 'Ruiz'), '𝒜. R.'],
  ])('are %s', (_, person, expected) => {
    expect(initialsOf([person])).toEqual([expected]);
  });

  it('tell two people with the same ones apart by their chart numbers, and nobody else', () => {
    expect(initialsOf([named('Ana', 'Ruiz', null, 'HS-0114'), named('Ben', 'Stone', null, 'HS-0115'), named('Amir', 'Rahimi', null, 'HS-0116')])).toEqual(['A. R. 14', 'B. S.', 'A. R. 16']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { User } from '../api/users';
import { ROLES, offersFor, sayRoles } from './roles';

const user: User = {
  id: 'u', email: 'mira@clinic.test', displayName: 'Mira', roles: ['therapist'], state: 'active', lockedUntil: null, demo: false, otherClinics: 0,
  lastSignInAt: null, createdAt: '2026-01-01T00:00:00Z', version: 1,
};
const administrator = { userId: 'me', canManage: true, clinics: 1 };
const offered = (changes: Partial<User>, viewer = administrator) => Object.entries(offersFor({ ...user, ...changes }, viewer)).filter(([, yes]) => yes).map(([name]) => name);

describe('what is offered for an account', () => {
  it('is everything that fits its state', () => {
    expect(offered({})).toEqual(['rename', 'reset', 'disable', 'remove']);
    expect(offered({ state: 'locked' })).toEqual(['rename', 'reset', 'unlock', 'disable', 'remove']);
    expect(offered({ state: 'disabled' })).toEqual(['rename', 'enable', 'remove']);
  });

  it('never lets people shut themselves out', () => {
    expect(offered({ id: 'me' })).toEqual(['rename']);
  });

  it('leaves the whole account alone when the person works where the viewer does not', () => {
    expect(offered({ otherClinics: 1 })).toEqual(['remove']);
    expect(offered({ otherClinics: 1 }, { ...administrator, clinics: 2 })).toEqual(['rename', 'reset', 'disable', 'remove']);
  });

  it('is nothing for those who only look', () => {
    expect(offered({ state: 'locked' }, { ...administrator, canManage: false })).toEqual([]);
  });

  it('leaves the password of a demo account', () => {
    expect(offered({ demo: true })).not.toContain('reset');
  });
});

describe('roles in words', () => {
  it('come in one order, each explained', () => {
    expect(sayRoles(['auditor', 'director'])).toBe('Director, Auditor');
    expect(new Set(ROLES.map(({ role }) => role)).size).toBe(7);
  });
});

import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS, ROLES, ROLE_PERMISSIONS, permissionsOf } from './permissions.js';

describe('the roles', () => {
  it('let an administrator do everything, and only an administrator decide who may do what', () => {
    expect(ROLE_PERMISSIONS.administrator).toEqual(PERMISSIONS);
    for (const role of ROLES.filter((name) => name !== 'administrator')) {
      expect(ROLE_PERMISSIONS[role]).not.toContain('users.manage');
      expect(ROLE_PERMISSIONS[role]).not.toContain('tokens.manage');
    }
  });

  it('let an auditor look at everything and change nothing', () => {
    expect(ROLE_PERMISSIONS.auditor).toEqual(PERMISSIONS.filter((permission) => permission.endsWith('.read')));
  });

  it('let the front desk record who came, and not correct it after the day', () => {
    expect(ROLE_PERMISSIONS.front_desk).toEqual(expect.arrayContaining(['attendance.record', 'imports.run', 'clients.write', 'schedule.write']));
    expect(ROLE_PERMISSIONS.front_desk).not.toContain('attendance.correct');
  });

  it('keep charts to the care team for those who treat, and the review of emergencies to those who answer for the clinic', () => {
    expect(ROLES.filter((role) => !ROLE_PERMISSIONS[role].includes('charts.read'))).toEqual(['therapist', 'prescriber']);
    expect(ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('charts.review'))).toEqual(['administrator', 'director']);
  });

  it('keep the audit trail to those who answer for the clinic', () => {
    expect(ROLES.filter((role) => ROLE_PERMISSIONS[role].includes('audit.read'))).toEqual(['administrator', 'director', 'auditor']);
  });

  it('add up, each permission once, in the order of the list', () => {
    const both = permissionsOf(['auditor', 'front_desk']);
    expect(new Set(both).size).toBe(both.length);
    expect(both).toEqual(PERMISSIONS.filter((permission) => both.includes(permission)));
    expect(permissionsOf([])).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { PERMISSION_GROUPS, sayPermissions } from './permissions';

describe('what a token may do, in words', () => {
  it('names the first and counts the rest', () => {
    expect(sayPermissions(['clients.read'])).toBe('Find clients');
    expect(sayPermissions(['clients.read', 'schedule.read', 'hours.read', 'team.read'])).toBe('Find clients, Read sessions and 2 more');
    expect(sayPermissions(['something.new'])).toBe('something.new');
  });

  it('offers each permission once, and none over people or tokens', () => {
    const all = PERMISSION_GROUPS.flatMap(({ permissions }) => permissions.map(({ permission }) => permission as string));
    expect(new Set(all).size).toBe(all.length);
    expect(all).not.toContain('users.manage');
    expect(all).not.toContain('tokens.manage');
  });
});

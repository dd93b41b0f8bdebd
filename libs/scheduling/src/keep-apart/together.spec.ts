import { describe, expect, it } from '@jest/globals';
import { bringsTogether, type Gathering } from './together.js';

const pairs = [{ clientId: 'ann', otherClientId: 'bob', since: new Date('2026-03-02T12:00:00Z') }];
const session = (extra: Partial<Gathering>): Gathering => ({ startsAt: new Date('2026-03-03T15:00:00Z'), clientIds: ['ann', 'bob', 'cem'], coming: ['bob'], ...extra });

describe('somebody who comes to a session', () => {
  it.each<[string, Partial<Gathering>, boolean]>([
    ['meets whom they must not', {}, true],
    ['does so whichever of the two comes', { coming: ['ann'] }, true],
    ['does not, where the other is not there', { clientIds: ['bob', 'cem'] }, false],
    ['changes nothing for two who are there already', { coming: ['cem'] }, false],
    ['met before anybody said so', { startsAt: new Date('2026-03-02T11:00:00Z') }, false],
    ['belongs to its group as the other does', { belonging: ['ann', 'bob'] }, false],
    ['does not belong to it, though the other does', { belonging: ['ann', 'cem'] }, true],
  ])('%s', (_, extra, expected) => expect(bringsTogether(session(extra), pairs)).toBe(expected));
});

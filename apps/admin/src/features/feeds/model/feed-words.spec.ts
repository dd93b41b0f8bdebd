import { describe, expect, it } from '@jest/globals';
import { SCOPES, TITLES, sayScope, sayTitles } from './feed-words';

describe('a feed in words', () => {
  it.each([
    [{ scope: 'own', groupName: null, roomName: null }, true, 'My sessions'],
    [{ scope: 'own', groupName: null, roomName: null }, false, 'Their own sessions'],
    [{ scope: 'group', groupName: 'Morning circle', roomName: null }, true, 'Sessions of Morning circle'],
    [{ scope: 'room', groupName: null, roomName: 'Room 2' }, true, 'Sessions in Room 2'],
    [{ scope: 'clinic', groupName: null, roomName: null }, true, 'All sessions of the clinic'],
  ] as const)('%j is “%s”', (feed, mine, words) => {
    expect(sayScope(feed, mine)).toBe(words);
  });

  it('offers each choice once, the most private title first', () => {
    expect(new Set(SCOPES.map(({ value }) => value)).size).toBe(4);
    expect(TITLES.map(({ value }) => value)).toEqual(['kind', 'service', 'group']);
    expect(sayTitles('kind')).toBe('neutral titles');
  });
});

import { describe, expect, it } from '@jest/globals';
import { calendarPrograms } from '../../../../test/support/calendars.js';
import { CALENDAR_TAIL, calendarEntry, calendarHead, type FeedEntry } from './feed-calendar.js';
import type { FeedTitles } from './feed-rules.js';

const entry = (changes: Partial<FeedEntry> = {}): FeedEntry => ({
  id: '01990000-0000-7000-8000-000000000001',
  kind: 'group',
  serviceName: 'Skills training',
  groupName: 'DBT, evening',
  roomName: 'Room 2',
  telehealth: false,
  startsAt: new Date('2026-03-03T22:30:00Z'),
  endsAt: new Date('2026-03-04T01:30:00Z'),
  cancelled: false,
  version: 3,
  changedAt: new Date('2026-03-01T12:00:00.500Z'),
  ...changes,
});
const file = (titles: FeedTitles, ...entries: FeedEntry[]): string => calendarHead('own') + entries.map((one) => calendarEntry(one, titles)).join('') + CALENDAR_TAIL;

const NASTY = 'Mañana; „Über, Straße“\\ 团体 🧘 \n'.repeat(6).trim();

describe.each(Object.entries(calendarPrograms))('in %s a session', (_program, read) => {
  it('is what it is, when and where it is', () => {
    expect(read(file('kind', entry()))).toEqual([
      {
        uid: '01990000-0000-7000-8000-000000000001', starts: '2026-03-03T22:30:00.000Z', ends: '2026-03-04T01:30:00.000Z', summary: 'Group',
        location: 'Room 2', status: 'CONFIRMED', sequence: 2, changedAt: '2026-03-01T12:00:00.000Z',
      },
    ]);
  });

  it.each<[FeedTitles, Partial<FeedEntry>, string]>([
    ['kind', { kind: 'individual', groupName: null }, 'Individual session'],
    ['kind', { kind: 'family', groupName: null }, 'Family session'],
    ['service', {}, 'Skills training'],
    ['group', {}, 'DBT, evening'],
    ['group', { kind: 'individual', groupName: null }, 'Individual session'],
    ['kind', { cancelled: true }, 'Cancelled: Group'],
    ['group', { groupName: NASTY }, NASTY],
  ])('by %s with %j is called so', (titles, changes, summary) => {
    expect(read(file(titles, entry(changes))).map((event) => event.summary)).toEqual([summary]);
  });

  it('that was cancelled says so, and one by telehealth has no room', () => {
    expect(read(file('kind', entry({ cancelled: true, roomName: null, telehealth: true })))).toMatchObject([{ status: 'CANCELLED', location: 'Telehealth' }]);
    expect(read(file('kind', entry({ roomName: null })))).toMatchObject([{ location: null }]);
  });

  it('may be in no room with an easy name', () => {
    expect(read(file('kind', entry({ roomName: 'Größe 1;2,3\\4' }))).map((event) => event.location)).toEqual(['Größe 1;2,3\\4']);
  });

  it('need not be there at all', () => {
    expect(read(file('kind'))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { WorkItem } from '../api/work-list';
import { nearnessOf, opens, partsOf, snoozeDays } from './work';

const item = (more: Partial<WorkItem>): WorkItem => ({
  kind: 'task', id: 'a', title: 'Call', about: null, dueOn: '2026-03-05', client: null, episodeId: null, sessionId: null, staffId: null, owners: [], rule: null, snoozedUntil: null, snoozeReason: null, version: 1, ...more,
});

describe('a work list on screen', () => {
  // A Thursday; the clocks go forward on the Sunday.
  it.each([
    ['2026-03-04', 'overdue'],
    ['2026-03-05', 'today'],
    ['2026-03-08', 'week'],
    ['2026-03-09', 'later'],
  ])('what is due on %s is %s', (day, nearness) => {
    expect(nearnessOf(day, '2026-03-05')).toBe(nearness);
  });

  it('stands in parts, the empty ones left out', () => {
    const parts = partsOf([item({ dueOn: '2026-03-01' }), item({ dueOn: '2026-03-20' })], '2026-03-05');
    expect(parts.map((part) => [part.nearness, part.items.length])).toEqual([['overdue', 1], ['later', 1]]);
  });

  it('opens each thing where it is done', () => {
    const client = { id: 'c', givenName: 'Ana', familyName: 'Ruiz', preferredName: null };
    expect(opens(item({ kind: 'attendance', sessionId: 's' }))).toEqual({ screen: 'checkInSession', params: { sessionId: 's' } });
    expect(opens(item({ kind: 'authorization', client: { id: 'c', givenName: 'Leo', familyName: 'Abara', preferredName: null } }))).toMatchObject({ screen: 'client', search: { part: 'coverage' } });
    expect(opens(item({ kind: 'credential', staffId: 'p' }))).toMatchObject({ screen: 'staff', params: { staffId: 'p' } });
    expect(opens(item({ kind: 'intake', programId: 'g' }))).toEqual({ screen: 'program', params: { programId: 'g' }, search: { part: 'intake' } });
    expect(opens(item({ kind: 'call', sessionId: 's' }))).toEqual({ screen: 'messages', search: { view: 'to_call', session: 's' } });
    expect(opens(item({ client, sessionId: 's' }))).toEqual({ screen: 'client', params: { clientId: 'c' } });
    expect(opens(item({}))).toBe(null);
  });

  it('offers days to put a task off to, all of them ahead', () => {
    expect(snoozeDays('2026-03-06').map((one) => one.day)).toEqual(['2026-03-07', '2026-03-09', '2026-03-09']);
    expect(snoozeDays('2026-03-09').at(-1)?.day).toBe('2026-03-16');
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Roster, RosterPlace } from '../api/attendance';
import { backTo, countOf, isBehind, markable, momentOf, nextRow, shownPlaces } from './roster';

const place = (participationId: string, status: RosterPlace['status']): RosterPlace => ({
  participationId, status, episodeId: null, arrivedAt: null, departedAt: null, creditedMinutes: 0, reason: null, recordedAt: null, recordedBy: null, version: 3,
  client: { id: participationId, chartNumber: 'A-1', givenName: 'Ana', familyName: 'Ruiz', preferredName: null, pronouns: null }, programName: null, walkIn: false, makeUp: false,
});
const hours = { opensAt: '2026-03-02T22:00:00Z', startsAt: '2026-03-02T22:30:00Z', endsAt: '2026-03-03T01:30:00Z', clinicDay: '2026-03-02' };

describe('a roster on screen', () => {
  it('shows marks under way as if they were saved', () => {
    const roster = { places: [place('a', 'booked'), place('b', 'booked')] } as Roster;
    const pending = new Map([['b', { participationId: 'b', status: 'late' as const, arrivedAt: '2026-03-02T22:50:00Z', departedAt: null, reason: null, version: 3, force: false }]]);
    const shown = shownPlaces(roster, { pending, conflicts: new Map(), refused: new Map(), offline: false });
    expect(shown.map((one) => [one.status, one.pending])).toEqual([['booked', false], ['late', true]]);
    expect(countOf(shown)).toEqual({ places: 2, open: 1, present: 1, missed: 0, excused: 0 });
  });

  it.each([
    ['before check-in opens only an excuse', '2026-03-02T21:59:00Z', [false, false, false, true]],
    ['at the door who is there', '2026-03-02T22:10:00Z', [true, false, false, true]],
    ['once it has begun everything', '2026-03-02T22:30:00Z', [true, true, true, true]],
  ])('%s can be marked', (_, now, allowed) => {
    const moment = momentOf(hours, Date.parse(now), '2026-03-02');
    expect((['attended', 'late', 'no_show', 'excused'] as const).map((status) => markable(status, moment))).toEqual(allowed);
  });

  it('goes on to the next nobody has recorded, around the end', () => {
    const statuses = (...list: RosterPlace['status'][]) => list.map((status) => ({ status }));
    expect(nextRow(statuses('attended', 'no_show', 'booked'), 0)).toBe(2);
    expect(nextRow(statuses('booked', 'attended', 'attended'), 2)).toBe(0);
    expect(nextRow(statuses('attended', 'attended', 'attended'), 1)).toBe(2);
    expect(nextRow(statuses('attended'), 0)).toBe(0);
  });

  it.each<[string, Record<string, number>, boolean]>([
    ['as the server has it', { a: 3, b: 3 }, false],
    ['another’s mark', { a: 4, b: 3 }, true],
    ['one’s own mark, told before it was heard of', { a: 2, b: 3 }, false],
    ['somebody more', { a: 3, b: 3, c: 1 }, true],
    ['somebody less', { a: 3 }, true],
  ])('is behind what was told or not: %s', (_, told, behind) => {
    expect(isBehind({ places: [place('a', 'booked'), place('b', 'booked')] }, told)).toBe(behind);
  });

  it('takes a mark back to what stood before', () => {
    expect(backTo(place('a', 'booked'), 4)).toMatchObject({ status: 'booked', version: 4 });
    expect(backTo({ ...place('a', 'excused'), reason: 'Ill' }, 4)).toMatchObject({ status: 'excused', reason: 'Ill' });
  });
});

import { describe, expect, it } from '@jest/globals';
import type { Arrivals } from '../api/today';
import { minutesUntil, ownDayFirst, partsOfDay, peopleOf } from './day';

const session = (startsAt: string, endsAt: string, expected = 2): Arrivals => ({ sessionId: startsAt, title: 'Group', kind: 'group', startsAt, endsAt, roomName: null, telehealth: false, staff: [], expected, present: 3, missed: 1, excused: 0 });

describe('today', () => {
  const morning = session('2026-03-02T14:00:00Z', '2026-03-02T15:00:00Z');
  const noon = session('2026-03-02T16:30:00Z', '2026-03-02T18:00:00Z');
  const evening = session('2026-03-02T22:30:00Z', '2026-03-03T01:30:00Z');

  it('falls into what is over, what runs and what comes; a session that ends this minute is over', () => {
    expect(partsOfDay([morning, noon, evening], Date.parse('2026-03-02T17:00:00Z'))).toEqual({ over: [morning], running: [noon], next: [evening] });
    expect(partsOfDay([noon], Date.parse('2026-03-02T18:00:00Z')).over).toEqual([noon]);
  });

  it('counts the people still expected and those who came', () => {
    expect(peopleOf([noon, evening])).toEqual({ expected: 4, present: 6 });
    expect(minutesUntil(evening.startsAt, Date.parse('2026-03-02T22:05:00Z'))).toBe(25);
  });

  it('shows a therapist their own day first, and a director the clinic’s', () => {
    expect(ownDayFirst(['therapist'])).toBe(true);
    expect(ownDayFirst(['front_desk'])).toBe(false);
    expect(ownDayFirst(['director', 'therapist'])).toBe(false);
  });
});

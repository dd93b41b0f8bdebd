import { describe, expect, it } from '@jest/globals';
import type { Ripple, StrandedSession, WeekAtStake } from '../api/absence';
import { choicesOf, countOf, optionsOf, shortWeeks, suggestionOf } from './decisions';

const session = (id: string, extra: Partial<StrandedSession> = {}): StrandedSession => ({
  id, version: 3, kind: 'individual', title: 'Individual therapy', day: '2026-03-03', startsAt: '2026-03-03T15:00:00Z', endsAt: '2026-03-03T16:00:00Z', room: null, staff: [{ id: 'out', name: 'Out' }], clients: [], present: false,
  substitutes: [{ staffId: 'a', name: 'Ada', reasons: ['knows_them', 'free_day'] }, { staffId: 'b', name: 'Ben', reasons: [] }], rooms: [], suggestion: { action: 'substitute', staffId: 'a', roomId: null }, ...extra,
});
const week = (clientId: string, sessions: [string, number][], prescribedMinutes = 540, projectedMinutes = 560): WeekAtStake => ({
  episodeId: clientId, client: { id: clientId, givenName: 'C', familyName: '', preferredName: null }, weekStart: '2026-03-02', prescribedMinutes, projectedMinutes, shortBy: 0, shortWithout: 40, sessions: sessions.map(([sessionId, minutes]) => ({ sessionId, minutes })),
});
const ripple = (sessions: StrandedSession[], weeks: WeekAtStake[] = []): Ripple => ({ out: { id: 'out', name: 'Out' }, startsAt: '', endsAt: '', noted: false, sessions, weeks });

describe('what is decided about an absence', () => {
  it('can be a substitute with the reason, carrying on, cancelling or nothing', () => {
    expect(optionsOf(session('s', { staff: [{ id: 'out', name: 'Out' }, { id: 'c', name: 'Chi' }] })).map((one) => [one.label, one.hint].join(' · '))).toEqual(['Ada · knows them, nothing else that day', 'Ben · ', 'The others carry on · ', 'Cancel it · ', 'Leave it as it is · ']);
    expect(optionsOf(session('s', { present: true, substitutes: [] })).map((one) => one.value)).toEqual(['keep']);
    expect(optionsOf(session('s', { substitutes: [], rooms: [{ id: 'r', name: 'Den', capacity: 8 }] })).map((one) => one.hint ?? one.label)).toEqual(['holds 8', 'Cancel it', 'Leave it as it is']);
  });

  it('is what is suggested unless somebody decides, and never what is no longer offered', () => {
    const seen = ripple([session('s'), session('t'), session('u', { suggestion: { action: 'room', staffId: null, roomId: 'r' }, substitutes: [], rooms: [{ id: 'r', name: 'Den', capacity: 8 }] })]);
    expect(suggestionOf(seen.sessions[2] as StrandedSession)).toBe('room:r');
    expect(choicesOf(seen, { s: 'cancel', t: 'substitute:gone' })).toEqual([
      { sessionId: 's', version: 3, action: 'cancel' },
      { sessionId: 't', version: 3, action: 'substitute', staffId: 'a' },
      { sessionId: 'u', version: 3, action: 'room', roomId: 'r' },
    ]);
    expect(countOf(seen, { s: 'cancel' })).toEqual({ substitute: 1, room: 1, without: 0, cancel: 1, keep: 0 });
  });

  it('leaves short whoever loses too much by what is cancelled, and nobody else', () => {
    const seen = ripple([session('s'), session('t')], [week('little', [['s', 60]]), week('much', [['s', 60], ['t', 60]]), week('enough', [['t', 20]])]);
    expect(shortWeeks(seen, {})).toEqual([]);
    expect(shortWeeks(seen, { s: 'cancel', t: 'cancel' }).map((one) => [one.week.client.id, one.lost, one.shortBy])).toEqual([['much', 120, 100], ['little', 60, 40]]);
  });
});

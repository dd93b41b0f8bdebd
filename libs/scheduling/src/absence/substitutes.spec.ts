import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clinicDay, timeZone, wallTime } from '#platform';
import { roomsFor, substitutesFor, type Candidate, type SpareRoom, type StrandedSession } from './substitutes.js';

const ZONE = timeZone('America/New_York');
// Sunday 8 March 2026: the clock skips an hour at two in the morning.
const SESSION: StrandedSession = { startsAt: new Date('2026-03-08T14:00:00Z'), endsAt: new Date('2026-03-08T15:00:00Z'), day: clinicDay('2026-03-08'), disciplines: ['therapist'], staffIds: ['out'], seats: 8 };
const ms = (time: string): number => Date.parse(`2026-03-08T${time}:00Z`);
const someone = (staffId: string, extra: Partial<Candidate> = {}): Candidate => ({
  staffId, name: staffId, discipline: 'therapist', active: true, supervised: false, credentials: [{ issuedOn: null, expiresOn: null }], availability: [], away: [], busy: [], ...extra,
});
const hours = (starts: string, ends: string): Candidate['availability'] => [[7, wallTime(starts), wallTime(ends), clinicDay('2026-01-01'), null]];
const chosen = (candidates: Candidate[], knows: string[] = []) => substitutesFor(SESSION, candidates, new Set(knows), ZONE).map((one) => [one.staffId, one.reasons.join(' ')]);

describe('who leads it instead', () => {
  it.each<[string, Candidate[], string[], string[][]]>([
    ['may lead the service, and is not on the session already', [someone('a'), someone('b', { discipline: 'nurse' as Candidate['discipline'] }), someone('c', { credentials: [] }), someone('out')], [], [['a', 'free_day']]],
    ['has a licence that is valid on that day', [someone('a', { credentials: [{ issuedOn: null, expiresOn: clinicDay('2026-03-07') }] }), someone('b', { credentials: [{ issuedOn: null, expiresOn: clinicDay('2026-03-08') }] })], [], [['b', 'free_day']]],
    ['is neither busy nor away then; touching is free', [someone('a', { busy: [[ms('14:30'), ms('16:00')]] }), someone('b', { away: [[ms('10:00'), ms('14:15')]] }), someone('c', { busy: [[ms('13:00'), ms('14:00')], [ms('15:00'), ms('16:00')]] })], [], [['c', '']]],
    ['works then, on the wall clock of the day the clocks change', [someone('a', { availability: hours('10:00', '11:00') }), someone('b', { availability: hours('09:00', '10:00') })], [], [['a', 'within_said_hours free_day']]],
    ['comes first when they know the people, then by hours given, then by how little they have that day', [someone('a'), someone('b', { busy: [[ms('17:00'), ms('18:00')]] }), someone('c', { availability: hours('08:00', '18:00') }), someone('d')], ['d'], [['d', 'knows_them free_day'], ['c', 'within_said_hours free_day'], ['a', 'free_day'], ['b', '']]],
  ])('%s', (_, candidates, knows, expected) => {
    expect(chosen(candidates, knows)).toEqual(expected);
  });

  it('is never somebody who is elsewhere, whatever they have that day', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 12 })).map(([from, length]) => [ms('00:00') + from * 900_000, ms('00:00') + (from + length) * 900_000] as const), { maxLength: 6 });
    fc.assert(fc.property(fc.array(fc.tuple(spans, spans), { maxLength: 8 }), (people) => {
      const candidates = people.map(([busy, away], n) => someone(`p${n}`, { busy, away }));
      const free = candidates.filter((one) => [...one.busy, ...one.away].every(([from, to]) => to <= SESSION.startsAt.getTime() || from >= SESSION.endsAt.getTime()));
      expect(substitutesFor(SESSION, candidates, new Set(), ZONE).map((one) => one.staffId).sort()).toEqual(free.map((one) => one.staffId).sort());
    }));
  });
});

describe('the room it moves to', () => {
  it('holds everybody, is open and free then, and is the smallest such', () => {
    const room = (id: string, capacity: number, extra: Partial<SpareRoom> = {}): SpareRoom => ({ id, name: id, capacity, hours: [], busy: [], ...extra });
    const rooms = [room('hall', 40), room('small', 4), room('den', 8), room('busy', 9, { busy: [[ms('14:30'), ms('15:30')]] }), room('shut', 9, { hours: [[1, wallTime('09:00'), wallTime('17:00')]] })];
    expect(roomsFor(SESSION, rooms, ZONE).map((one) => one.id)).toEqual(['den', 'hall']);
  });
});

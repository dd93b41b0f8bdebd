import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clinicDay, clinicDayOf, timeZone, wallTime, wallTimeOf } from '#platform';
import type { BookingFacts } from './booking-facts.query.js';
import { merged, openTimes, type Busy, type OpenTime } from './free-slots.js';
import { rankSlots, type Ranking } from './rank-slots.js';

const NEW_YORK = timeZone('America/New_York');
// Monday 2 March 2026, in New York.
const at = (day: number, time: string): Date => new Date(`2026-03-0${2 + day}T${time}:00-05:00`);
const busy = (day: number, from: string, to: string): Busy => ({ startsAt: at(day, from), endsAt: at(day, to) });
const hour = (day: number, from: string, to: string): OpenTime => ({ day: clinicDay(`2026-03-0${2 + day}`), startsAt: at(day, from), endsAt: at(day, to), within: { startsAt: at(day, '09:00'), endsAt: at(day, '17:00') } });
const nothing: Ranking = { staffBusy: [], taken: [], rooms: null, usualRoomId: null, hoursSaid: false, count: 8 };
const room = (id: string, taken: Busy[] = [], open = true) => ({ id, name: id, taken, open: () => open });
const found = (times: OpenTime[], ranking: Partial<Ranking>) =>
  rankSlots(times, { ...nothing, ...ranking }).map((one) => [one.day.slice(8), wallTimeOf(one.startsAt, NEW_YORK), one.room?.id ?? null, one.reasons.map((reason) => reason.code).join(' ')]);

describe('the best free time', () => {
  it.each<[string, OpenTime[], Partial<Ranking>, unknown[][]]>([
    ['is the soonest where nothing else tells them apart', [hour(0, '12:00', '13:00'), hour(1, '12:00', '13:00')], {}, [['02', '12:00', null, 'soonest'], ['03', '12:00', null, '']]],
    ['follows on another session before it breaks up the day', [hour(0, '12:00', '13:00'), hour(0, '14:00', '15:00')], { staffBusy: [busy(0, '15:00', '16:00')] }, [['02', '14:00', null, 'follows_on'], ['02', '12:00', null, 'soonest']]],
    ['leaves no half hour nobody can use', [hour(0, '10:30', '11:30'), hour(0, '12:00', '13:00')], { staffBusy: [busy(0, '09:00', '10:00')] }, [['02', '12:00', null, ''], ['02', '10:30', null, 'soonest leaves_hole']]],
    ['is in the room they usually meet in, else in the first that fits', [hour(0, '12:00', '13:00'), hour(0, '14:00', '15:00')], { rooms: [room('a'), room('b', [busy(0, '12:00', '13:00')])], usualRoomId: 'b' }, [['02', '14:00', 'b', 'usual_room'], ['02', '12:00', 'a', 'soonest usual_room_taken']]],
    ['is not when somebody is taken, or no room is free', [hour(0, '12:00', '13:00'), hour(0, '14:00', '15:00')], { taken: [busy(0, '11:00', '12:15')], rooms: [room('a', [busy(0, '14:45', '15:30')]), room('b', [], false)] }, []],
    ['says that it is within the hours everybody gave', [hour(0, '12:00', '13:00')], { hoursSaid: true }, [['02', '12:00', null, 'soonest within_said_hours']]],
  ])('%s', (_, times, ranking, expected) => {
    expect(found(times, ranking)).toEqual(expected);
  });

  it('leaves a choice: none overlaps another, four of a day at most, as many as asked for', () => {
    const quarter = Array.from({ length: 28 }, (_, n) => {
      const startsAt = new Date(at(0, '09:00').getTime() + n * 900_000);
      return { ...hour(0, '09:00', '10:00'), startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
    });
    expect(rankSlots([...quarter, hour(1, '12:00', '13:00')], nothing)).toHaveLength(5);
    expect(rankSlots(quarter, { ...nothing, count: 2 })).toHaveLength(2);
  });

  it('is always free, whoever is busy', () => {
    const span = fc.record({ day: fc.nat(2), from: fc.integer({ min: 32, max: 67 }), quarters: fc.integer({ min: 1, max: 12 }) }).map(({ day, from, quarters }): Busy => {
      const startsAt = new Date(at(day, '00:00').getTime() + from * 900_000);
      return { startsAt, endsAt: new Date(startsAt.getTime() + quarters * 900_000) };
    });
    const spans = fc.array(span, { maxLength: 12 });
    fc.assert(fc.property(spans, spans, spans, fc.constantFrom(15, 45, 60, 90, 240), (people, one, other, minutes) => {
      const times = [0, 1, 2].flatMap((day) => Array.from({ length: 32 }, (_, n) => {
        const startsAt = new Date(at(day, '09:00').getTime() + n * 900_000);
        return { ...hour(day, '09:00', '10:00'), startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
      }));
      const proposals = rankSlots(times, { ...nothing, staffBusy: merged(people), taken: merged(people), rooms: [room('a', merged(one)), room('b', merged(other))], usualRoomId: 'b' });
      for (const proposal of proposals) {
        for (const taken of [...people, ...(proposal.room?.id === 'a' ? one : other)]) expect(taken.startsAt < proposal.endsAt && taken.endsAt > proposal.startsAt).toBe(false);
      }
      expect(proposals.map((each) => each.score)).toEqual(proposals.map((each) => each.score).sort((a, b) => b - a));
    }));
  });

  it('is the same however many are asked for: the search may end early, and misses nothing by it', () => {
    const span = fc.record({ day: fc.nat(6), from: fc.integer({ min: 32, max: 67 }), quarters: fc.integer({ min: 1, max: 20 }) }).map(({ day, from, quarters }): Busy => {
      const startsAt = new Date(at(day, '00:00').getTime() + from * 900_000);
      return { startsAt, endsAt: new Date(startsAt.getTime() + quarters * 900_000) };
    });
    const spans = fc.array(span, { maxLength: 25 });
    fc.assert(fc.property(spans, spans, fc.integer({ min: 1, max: 12 }), fc.constantFrom(30, 60, 180), (people, one, count, minutes) => {
      // The third day is closed.
      const times = [0, 1, 3, 4, 5, 6].flatMap((day) => Array.from({ length: 32 }, (_, n) => {
        const startsAt = new Date(at(day, '09:00').getTime() + n * 900_000);
        return { ...hour(day, '09:00', '10:00'), startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
      }));
      const ranking = { ...nothing, staffBusy: merged(people), taken: merged(people), rooms: [room('a', merged(one)), room('b', merged(people))], usualRoomId: 'b' };
      expect(rankSlots(times, { ...ranking, count })).toEqual(rankSlots(times, { ...ranking, count: 1000 }).slice(0, count));
    }));
  });
});

describe('open hours', () => {
  const facts = {
    service: null, program: null, room: null, staff: [], clients: [], keepsHours: false, roomKeepsHours: false, openingHours: [], closures: [{ day: clinicDay('2026-03-09'), reason: 'Holiday' }], timeOff: [], roomOutages: [],
    withAvailability: ['s'], availability: [7, 1, 2].map((weekday) => ({ staffId: 's', weekday, starts: '01:00', ends: '04:00', from: clinicDay('2026-01-01'), to: null })),
  } as unknown as BookingFacts;

  it('are those of the wall clock in the night it changes: the hour it skips is not offered, none twice', () => {
    const times = openTimes(facts, { minutes: 60, notBefore: new Date(0), from: clinicDay('2026-03-08'), to: clinicDay('2026-03-10'), zone: NEW_YORK, withRoom: false });
    const of = (day: string) => times.filter((one) => one.day === day).map((one) => wallTimeOf(one.startsAt, NEW_YORK));
    expect([...new Set(times.map((one) => one.day))]).toEqual(['2026-03-08', '2026-03-10']);
    expect(of('2026-03-08')).toEqual(['01:00', '01:15', '01:30', '01:45', '03:00']);
    expect(openTimes({ ...facts, availability: facts.availability.map((one) => ({ ...one, ends: wallTime('02:30') })) }, { minutes: 60, notBefore: new Date(0), from: clinicDay('2026-03-08'), to: clinicDay('2026-03-08'), zone: NEW_YORK, withRoom: false })).toEqual([]);
    expect(of('2026-03-10')).toHaveLength(9);
    for (const one of times) expect(clinicDayOf(one.startsAt, NEW_YORK)).toBe(one.day);
  });

  it('are narrowed to the hours and weekdays asked for', () => {
    const times = openTimes(facts, { minutes: 60, notBefore: new Date(0), from: clinicDay('2026-03-01'), to: clinicDay('2026-03-07'), zone: NEW_YORK, withRoom: false, earliest: 120, latest: 200, weekdays: [2] });
    expect(times.map((one) => [one.day, wallTimeOf(one.startsAt, NEW_YORK)])).toEqual([['2026-03-03', '02:00'], ['2026-03-03', '02:15']]);
  });
});

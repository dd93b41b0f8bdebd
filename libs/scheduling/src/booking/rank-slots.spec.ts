import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clinicDay, clinicDayOf, timeZone, wallTime, wallTimeOf } from '#platform';
import type { BookingFacts } from './booking-facts.query.js';
import { merged, openTimes, type OpenDay, type OpenTime, type Span } from './free-slots.js';
import { SlotRanking, type Proposal, type Ranking, type Taken } from './rank-slots.js';

const NEW_YORK = timeZone('America/New_York');
// Monday 2 March 2026, in New York.
const at = (day: number, time: string): number => Date.parse(`2026-03-0${2 + day}T${time}:00-05:00`);
const span = (day: number, from: string, to: string): Span => ({ from: at(day, from), to: at(day, to) });
const hour = (day: number, from: string, to: string): OpenTime => ({ day: clinicDay(`2026-03-0${2 + day}`), ...span(day, from, to), within: span(day, '09:00', '17:00') });
const nothing = { staffBusy: [], people: [], rooms: null, usualRoomId: null, hoursSaid: false, count: 8 };
const room = (id: string, taken: Span[] = [], open = true) => ({ id, name: id, taken, open: () => open });

/** Day after day, until the ranking says that no later one can be better; to the last day where it is not asked. */
function rankSlots(times: readonly OpenTime[], { usualRoomId, hoursSaid, count, ...taken }: Ranking & Taken, mayEnd = true): Proposal[] {
  const ranking = new SlotRanking({ usualRoomId, hoursSaid, count });
  for (const day of new Set(times.map((one) => one.day))) {
    if (mayEnd && ranking.settledBefore(day)) break;
    ranking.weigh(times.filter((one) => one.day === day) as unknown as OpenDay, taken);
  }
  return ranking.proposals();
}
const found = (times: OpenTime[], ranking: Partial<Ranking & Taken>) =>
  rankSlots(times, { ...nothing, ...ranking }).map((one) => [one.day.slice(8), wallTimeOf(one.startsAt, NEW_YORK), one.room?.id ?? null, one.reasons.map((reason) => reason.code).join(' ')]);

/** Hours of 09:00 to 17:00, on each quarter hour of so many days, so long. */
const everyQuarter = (days: number[], minutes: number): OpenTime[] =>
  days.flatMap((day) => Array.from({ length: 32 }, (_, n) => ({ ...hour(day, '09:00', '10:00'), from: at(day, '09:00') + n * QUARTER, to: at(day, '09:00') + n * QUARTER + minutes * 60_000 })));
const QUARTER = 900_000;
const someSpans = (days: number, longest: number, most: number) =>
  fc.array(
    fc.record({ day: fc.nat(days), from: fc.integer({ min: 32, max: 67 }), quarters: fc.integer({ min: 1, max: longest }) }).map(({ day, from, quarters }): Span => {
      const start = at(day, '00:00') + from * QUARTER;
      return { from: start, to: start + quarters * QUARTER };
    }),
    { maxLength: most },
  );

describe('the best free time', () => {
  it.each<[string, OpenTime[], Partial<Ranking & Taken>, unknown[][]]>([
    ['is the soonest where nothing else tells them apart', [hour(0, '12:00', '13:00'), hour(1, '12:00', '13:00')], {}, [['02', '12:00', null, 'soonest'], ['03', '12:00', null, '']]],
    ['follows on another session before it breaks up the day', [hour(0, '12:00', '13:00'), hour(0, '14:00', '15:00')], { staffBusy: [span(0, '15:00', '16:00')] }, [['02', '14:00', null, 'follows_on'], ['02', '12:00', null, 'soonest']]],
    ['leaves no half hour nobody can use', [hour(0, '10:30', '11:30'), hour(0, '12:00', '13:00')], { staffBusy: [span(0, '09:00', '10:00')] }, [['02', '12:00', null, ''], ['02', '10:30', null, 'soonest leaves_hole']]],
    ['is in the room they usually meet in, else in the first that fits', [hour(0, '12:00', '13:00'), hour(0, '14:00', '15:00')], { rooms: [room('a'), room('b', [span(0, '12:00', '13:00')])], usualRoomId: 'b' }, [['02', '14:00', 'b', 'usual_room'], ['02', '12:00', 'a', 'soonest usual_room_taken']]],
    ['is not when somebody is taken, or no room is free', [hour(0, '12:00', '13:00'), hour(0, '14:00', '15:00')], { people: [span(0, '11:00', '12:15')], rooms: [room('a', [span(0, '14:45', '15:30')]), room('b', [], false)] }, []],
    ['says that it is within the hours everybody gave', [hour(0, '12:00', '13:00')], { hoursSaid: true }, [['02', '12:00', null, 'soonest within_said_hours']]],
  ])('%s', (_, times, ranking, expected) => {
    expect(found(times, ranking)).toEqual(expected);
  });

  it('leaves a choice: none overlaps another, four of a day at most, as many as asked for', () => {
    const quarters = everyQuarter([0], 60).slice(0, 28);
    expect(rankSlots([...quarters, hour(1, '12:00', '13:00')], nothing)).toHaveLength(5);
    expect(rankSlots(quarters, { ...nothing, count: 2 })).toHaveLength(2);
  });

  it('is always free, whoever is busy', () => {
    const spans = someSpans(2, 12, 12);
    fc.assert(fc.property(spans, spans, spans, fc.constantFrom(15, 45, 60, 90, 240), (people, one, other, minutes) => {
      const taken = { staffBusy: merged(people), people: merged(people), rooms: [room('a', merged(one)), room('b', merged(other))] };
      const proposals = rankSlots(everyQuarter([0, 1, 2], minutes), { ...nothing, ...taken, usualRoomId: 'b' });
      for (const { startsAt, endsAt, room: where } of proposals) {
        for (const { from, to } of [...people, ...(where?.id === 'a' ? one : other)]) expect(from < endsAt.getTime() && to > startsAt.getTime()).toBe(false);
      }
      expect(proposals.map((each) => each.score)).toEqual(proposals.map((each) => each.score).sort((a, b) => b - a));
    }));
  });

  it('is the same when the search goes on to the last day: where it ends early, it misses nothing', () => {
    const spans = someSpans(6, 20, 25);
    let ended = 0;
    fc.assert(fc.property(spans, spans, fc.integer({ min: 1, max: 12 }), fc.constantFrom(30, 60, 180), fc.constantFrom('b', null), (people, one, count, minutes, usualRoomId) => {
      // The third day is closed.
      const times = everyQuarter([0, 1, 3, 4, 5, 6], minutes);
      const ranking = { ...nothing, staffBusy: merged(people), people: merged(people), rooms: [room('a', merged(one)), room('b', merged(people))], usualRoomId, count };
      expect(rankSlots(times, ranking)).toEqual(rankSlots(times, ranking, false));
      expect(rankSlots(times, ranking)).toEqual(rankSlots(times, { ...ranking, count: 1000 }, false).slice(0, count));
      if (settlesEarly(times, ranking)) ended++;
    }));
    expect(ended).toBeGreaterThan(0);
  });

  /** Whether the last day need not be weighed. */
  function settlesEarly(times: readonly OpenTime[], { usualRoomId, hoursSaid, count, ...taken }: Ranking & Taken): boolean {
    const ranking = new SlotRanking({ usualRoomId, hoursSaid, count });
    const days = [...new Set(times.map((one) => one.day))];
    for (const day of days.slice(0, -1)) ranking.weigh(times.filter((one) => one.day === day) as unknown as OpenDay, taken);
    return ranking.settledBefore(days.at(-1) as OpenTime['day']);
  }
});

describe('open hours', () => {
  const facts = {
    service: null, program: null, room: null, staff: [], clients: [], keepsHours: false, roomKeepsHours: false, openingHours: [], closures: [{ day: clinicDay('2026-03-09'), reason: 'Holiday' }], timeOff: [], roomOutages: [],
    withAvailability: ['s'], availability: [7, 1, 2].map((weekday) => ({ staffId: 's', weekday, starts: '01:00', ends: '04:00', from: clinicDay('2026-01-01'), to: null })),
  } as unknown as BookingFacts;

  it('are those of the wall clock in the night it changes: the hour it skips is not offered, none twice', () => {
    const times = openTimes(facts, { minutes: 60, notBefore: new Date(0), from: clinicDay('2026-03-08'), to: clinicDay('2026-03-10'), zone: NEW_YORK, withRoom: false });
    const of = (day: string) => times.filter((one) => one.day === day).map((one) => wallTimeOf(new Date(one.from), NEW_YORK));
    expect([...new Set(times.map((one) => one.day))]).toEqual(['2026-03-08', '2026-03-10']);
    expect(of('2026-03-08')).toEqual(['01:00', '01:15', '01:30', '01:45', '03:00']);
    expect(openTimes({ ...facts, availability: facts.availability.map((one) => ({ ...one, ends: wallTime('02:30') })) }, { minutes: 60, notBefore: new Date(0), from: clinicDay('2026-03-08'), to: clinicDay('2026-03-08'), zone: NEW_YORK, withRoom: false })).toEqual([]);
    expect(of('2026-03-10')).toHaveLength(9);
    for (const one of times) expect(clinicDayOf(new Date(one.from), NEW_YORK)).toBe(one.day);
  });

  it('are narrowed to the hours and weekdays asked for', () => {
    const times = openTimes(facts, { minutes: 60, notBefore: new Date(0), from: clinicDay('2026-03-01'), to: clinicDay('2026-03-07'), zone: NEW_YORK, withRoom: false, earliest: 120, latest: 200, weekdays: [2] });
    expect(times.map((one) => [one.day, wallTimeOf(new Date(one.from), NEW_YORK)])).toEqual([['2026-03-03', '02:00'], ['2026-03-03', '02:15']]);
  });
});

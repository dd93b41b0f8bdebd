import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chanceOf, forecast, type AttendanceRecord, type ForecastFacts, type PlannedSession } from './forecast.js';

const RULE = { weeks: 8, usualPercent: 80, usualSessions: 4 };
const record = (kind: AttendanceRecord['kind'], part: AttendanceRecord['part'], sessions: number, missed: number, excused = 0): AttendanceRecord => ({ kind, part, sessions, missed, excused, attended: sessions - missed });
const session = (minutes: number, kind: PlannedSession['kind'] = 'group', part: PlannedSession['part'] = 'evening'): PlannedSession => ({ kind, part, minutes });
const of = (facts: Partial<ForecastFacts>) => forecast({ prescribed: 540, attended: 0, planned: [], records: [], rule: RULE, ...facts });

describe('the forecast of a running week', () => {
  it.each<[string, Partial<ForecastFacts>, string, number]>([
    ['with everything attended', { attended: 540 }, 'Reached: 9 h are attended already.', 540],
    ['that asks for nothing', { prescribed: 0 }, 'Nothing is prescribed this week.', 0],
    ['of a client who comes', { attended: 360, planned: [session(180)], records: [record('group', 'evening', 24, 0)] }, 'Likely to reach 9 h: all 24 sessions of the last eight weeks attended.', 540],
    ['of a client who misses evening groups', { attended: 360, planned: [session(90), session(90)], records: [record('group', 'evening', 3, 2), record('group', 'morning', 12, 1)] },
      'Likely 7 h 30 min of 9 h: two of three evening groups missed lately.', 450],
    ['of a client who is excused a lot', { attended: 360, planned: [session(180)], records: [record('group', 'evening', 10, 9, 5)] }, 'Likely 6 h of 9 h: nine of ten evening groups missed or excused lately.', 360],
    ['of a newcomer', { attended: 180, planned: [session(180), session(180)] }, 'Likely to reach 9 h: little is known of this client yet, and people usually attend 80 % of what is booked.', 540],
    ['with nothing more booked', { attended: 240 }, 'Likely 4 h of 9 h: nothing more is booked.', 240],
    ['with too little booked', { attended: 240, planned: [session(180)], records: [record('group', 'evening', 20, 0)] }, 'Likely 7 h of 9 h: 2 h too little is booked.', 420],
    ['with too little booked, by someone who misses it', { attended: 240, planned: [session(180)], records: [record('group', 'evening', 20, 19)] }, 'Likely 4 h of 9 h: 2 h too little is booked, and 19 of 20 evening groups missed lately.', 240],
    ['of one who misses alike whatever it is', { attended: 0, planned: [session(270), session(270)], records: [record('group', 'morning', 6, 4), record('individual', 'evening', 4, 3)] },
      'Likely 4 h 30 min of 9 h: seven of ten sessions missed in the last eight weeks.', 270],
  ])('%s', (_, facts, sentence, likely) => {
    const found = of(facts);
    expect([found.sentence, found.likelyMinutes]).toEqual([sentence, likely]);
  });

  it('lets what is known of a client outweigh what is usual, more the more there is', () => {
    const chance = (sessions: number) => chanceOf(session(60), [record('group', 'evening', sessions, sessions)], RULE);
    expect(chance(0)).toBeCloseTo(0.8);
    expect(chance(4)).toBeCloseTo(0.2);
    expect(chance(40)).toBeLessThan(0.01);
    // Sessions of another sort say something too, but less.
    const mornings = [record('group', 'morning', 8, 8)];
    expect(chanceOf(session(60), mornings, RULE)).toBeGreaterThan(chanceOf(session(60, 'group', 'morning'), mornings, RULE));
  });

  it('never says more than is booked or less than is attended, agrees with its own chance, and grows with what is booked', () => {
    const records = fc.array(fc.record({ kind: fc.constantFrom('individual' as const, 'group' as const), part: fc.constantFrom('morning' as const, 'evening' as const), sessions: fc.integer({ min: 1, max: 30 }), gone: fc.nat(30), excused: fc.nat(30) }), { maxLength: 4 })
      .map((list) => list.map(({ gone, excused, ...rest }) => { const missed = Math.min(gone, rest.sessions); return { ...rest, missed, excused: Math.min(excused, missed), attended: rest.sessions - missed }; }));
    const planned = fc.array(fc.record({ kind: fc.constantFrom('individual' as const, 'group' as const), part: fc.constantFrom('morning' as const, 'evening' as const), minutes: fc.integer({ min: 15, max: 300 }) }), { maxLength: 14 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 0, max: 900 }), planned, records, (prescribed, attended, sessions, known) => {
        const found = of({ prescribed, attended, planned: sessions, records: known });
        const projected = sessions.reduce((sum, one) => sum + one.minutes, attended);
        expect(found.likelyMinutes).toBeGreaterThanOrEqual(attended);
        expect(found.likelyMinutes).toBeLessThanOrEqual(projected);
        expect(found.likelyShortBy).toBe(Math.max(0, prescribed - found.likelyMinutes));
        if (found.outlook === 'likely_short') expect(found.chancePercent).toBeLessThanOrEqual(50);
        else expect(found.chancePercent).toBeGreaterThanOrEqual(50);
        if (projected < prescribed) expect([found.outlook, found.chancePercent]).toEqual(['likely_short', 0]);
        const more = of({ prescribed, attended, planned: [...sessions, { kind: 'group', part: 'evening', minutes: 60 }], records: known });
        expect(more.likelyMinutes).toBeGreaterThanOrEqual(found.likelyMinutes);
      }),
      { numRuns: 400 },
    );
  });
});

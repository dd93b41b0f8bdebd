import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ATTENDANCE_STATUSES, creditableMinutes, creditedMinutes } from '#attendance';
import { addDays, clinicDay, clinicDayOf, instantOf, timeZone, wallTime, weekRange, weekStartOf, type ClinicDay, type TimeZone, type Weekday } from '#platform';
import { clientWeek, type ClientWeekFacts, type WeekParticipation } from './client-week.js';
import { ledgerDelta, type LedgerStand } from './week-arithmetic.js';

const NEW_YORK = timeZone('America/New_York');
const ZONES = [NEW_YORK, timeZone('Europe/Berlin'), timeZone('Australia/Lord_Howe')];

const facts: ClientWeekFacts = {
  day: clinicDay('2026-11-25'),
  zone: NEW_YORK,
  weekStartsOn: 1,
  programWeekdays: [1, 3, 5],
  closedDays: new Set<ClinicDay>(),
  prorate: true,
  dayMinimumMinutes: 180,
  episodeFrom: clinicDay('2026-10-01'),
  prescriptions: [{ effectiveFrom: clinicDay('2026-10-01'), minutesPerWeek: 540, daysPerWeek: 3 }],
  participations: [],
};

function evening(day: string, change: Partial<WeekParticipation> = {}, zone: TimeZone = NEW_YORK): WeekParticipation {
  return {
    status: 'attended',
    sessionStart: instantOf(clinicDay(day), wallTime('17:30'), zone),
    sessionEnd: instantOf(clinicDay(day), wallTime('20:30'), zone),
    breaks: [],
    countsTowardHours: true,
    sessionCancelled: false,
    ...change,
  };
}

describe('a client week', () => {
  it('Monday attended, Wednesday late, Friday still to come', () => {
    const late = evening('2026-11-25', { status: 'late', arrivedAt: instantOf(clinicDay('2026-11-25'), wallTime('17:50'), NEW_YORK) });
    const week = clientWeek({ ...facts, participations: [evening('2026-11-23'), late, evening('2026-11-27', { status: 'booked' })] });
    expect(week).toMatchObject({ weekStart: '2026-11-23', attended: 340, planned: 180, excused: 0, missed: 20, projected: 520, daysAttended: 2, daysPlanned: 1, daysPerDiem: 1 });
    expect(week.prescribed).toMatchObject({ minutes: 540, days: 3, reason: null });
    expect(week.days).toEqual([
      { day: '2026-11-23', attended: 180, planned: 0, countsPerDiem: true, missedBy: 0 },
      { day: '2026-11-25', attended: 160, planned: 0, countsPerDiem: false, missedBy: 20 },
      { day: '2026-11-27', attended: 0, planned: 180, countsPerDiem: false, missedBy: 0 },
    ]);
  });

  it('an excused absence explains hours, a no-show misses them, a make-up wins them back', () => {
    const week = clientWeek({ ...facts, participations: [evening('2026-11-23', { status: 'excused' }), evening('2026-11-25', { status: 'no_show' }), evening('2026-11-27', { makeUp: true })] });
    expect(week).toMatchObject({ attended: 180, excused: 180, missed: 180, madeUp: 180, planned: 0 });
  });

  it('a cancelled session, a cancelled place and a service that does not count leave no trace', () => {
    const week = clientWeek({ ...facts, participations: [evening('2026-11-23', { sessionCancelled: true, status: 'booked' }), evening('2026-11-25', { status: 'cancelled' }), evening('2026-11-27', { countsTowardHours: false })] });
    expect(week).toMatchObject({ attended: 0, planned: 0, excused: 0, missed: 0, days: [] });
  });

  it('two sessions of one date make its per-diem day together', () => {
    const at = (time: string) => instantOf(clinicDay('2026-11-23'), wallTime(time), NEW_YORK);
    const halves = [evening('2026-11-23', { sessionStart: at('09:00'), sessionEnd: at('10:30') }), evening('2026-11-23', { sessionStart: at('10:45'), sessionEnd: at('12:15') })];
    expect(clientWeek({ ...facts, participations: halves })).toMatchObject({ daysAttended: 1, daysPerDiem: 1 });
    expect(clientWeek({ ...facts, participations: halves, dayMinimumMinutes: 181 }).days).toEqual([{ day: '2026-11-23', attended: 180, planned: 0, countsPerDiem: false, missedBy: 1 }]);
  });

  it('a Sunday night belongs to the week whose wall it is on, not to UTC', () => {
    const sundayNight = evening('2026-11-29', { sessionStart: new Date('2026-11-30T01:00:00Z'), sessionEnd: new Date('2026-11-30T02:00:00Z') });
    expect(clientWeek({ ...facts, participations: [sundayNight] }).attended).toBe(60);
    expect(clientWeek({ ...facts, weekStartsOn: 7, participations: [sundayNight] }).attended).toBe(0);
    expect(clientWeek({ ...facts, weekStartsOn: 7, day: clinicDay('2026-11-29'), participations: [sundayNight] }).attended).toBe(60);
  });

  it('a session past midnight belongs to the day it starts on, whole', () => {
    const overnight = evening('2026-11-29', { sessionStart: new Date('2026-11-30T04:00:00Z'), sessionEnd: new Date('2026-11-30T06:00:00Z') });
    expect(clientWeek({ ...facts, participations: [overnight] }).days).toEqual([{ day: '2026-11-29', attended: 120, planned: 0, countsPerDiem: false, missedBy: 60 }]);
  });

  it('Thanksgiving week asks for the days that are open', () => {
    const closedDays = new Set([clinicDay('2026-11-26'), clinicDay('2026-11-27')]);
    expect(clientWeek({ ...facts, closedDays }).prescribed).toMatchObject({ minutes: 360, openDays: 2, countedDays: 2, days: 2 });
  });

  it.each(['2026-03-08', '2026-11-01'])('an evening in the week of %s, when the clock changes, is three hours like any other', (day) => {
    expect(clientWeek({ ...facts, day: clinicDay(day), participations: [evening(day)] })).toMatchObject({ attended: 180, daysPerDiem: 1 });
  });
});

const anyPlace = fc.record({
  dayOffset: fc.integer({ min: -9, max: 9 }),
  startMinute: fc.integer({ min: 0, max: 1380 }),
  minutes: fc.integer({ min: 15, max: 300 }),
  arrive: fc.option(fc.integer({ min: -30, max: 200 }), { nil: undefined }),
  leave: fc.option(fc.integer({ min: -30, max: 400 }), { nil: undefined }),
  rest: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  status: fc.constantFrom(...ATTENDANCE_STATUSES),
  countsTowardHours: fc.boolean(),
  sessionCancelled: fc.boolean(),
  makeUp: fc.boolean(),
});

const anyHistory = fc.record({
  zone: fc.constantFrom(...ZONES),
  // the weeks of both clock changes of 2026 in the three zones, and one between
  day: fc.constantFrom('2026-03-05', '2026-03-27', '2026-04-03', '2026-07-15', '2026-10-01', '2026-10-22', '2026-10-30').map(clinicDay),
  weekStartsOn: fc.constantFrom<Weekday>(1, 6, 7),
  places: fc.array(anyPlace, { maxLength: 12 }),
});

function placeAt(day: ClinicDay, zone: TimeZone, place: typeof anyPlace extends fc.Arbitrary<infer P> ? P : never): WeekParticipation {
  const clock = wallTime(`${String(Math.floor(place.startMinute / 60)).padStart(2, '0')}:${String(place.startMinute % 60).padStart(2, '0')}`);
  const start = instantOf(addDays(day, place.dayOffset), clock, zone).getTime();
  const after = (minutes: number) => new Date(start + minutes * 60_000);
  return {
    status: place.status,
    sessionStart: after(0),
    sessionEnd: after(place.minutes),
    arrivedAt: place.arrive === undefined ? null : after(place.arrive),
    departedAt: place.leave === undefined ? null : after(place.leave),
    breaks: place.rest === undefined ? [] : [{ start: after(place.rest), end: after(place.rest + 10) }],
    countsTowardHours: place.countsTowardHours,
    sessionCancelled: place.sessionCancelled,
    makeUp: place.makeUp,
  };
}

describe('any client week, through clock changes in three zones', () => {
  it('attended, planned, excused and missed add up to what was offered', () => {
    fc.assert(fc.property(anyHistory, ({ zone, day, weekStartsOn, places }) => {
      const participations = places.map((place) => placeAt(day, zone, place));
      const week = clientWeek({ ...facts, zone, day, weekStartsOn, participations });
      const { start, end } = weekRange(day, weekStartsOn, zone);
      const offered = participations
        .filter((place) => place.sessionStart >= start && place.sessionStart < end && place.status !== 'cancelled')
        .reduce((sum, place) => sum + creditableMinutes(place), 0);
      expect(week.attended + week.planned + week.excused + week.missed).toBe(offered);
      expect(week.madeUp).toBeLessThanOrEqual(week.attended);
      expect(week.daysPerDiem).toBeLessThanOrEqual(week.daysAttended);
      expect(week.daysAttended + week.daysPlanned).toBeLessThanOrEqual(7);
    }));
  });

  it('weeks side by side hold every credited minute once', () => {
    fc.assert(fc.property(anyHistory, ({ zone, day, weekStartsOn, places }) => {
      const participations = places.map((place) => placeAt(day, zone, place));
      const weeks = [-14, -7, 0, 7, 14].map((offset) => clientWeek({ ...facts, zone, day: addDays(day, offset), weekStartsOn, participations }).attended);
      expect(weeks.reduce((sum, minutes) => sum + minutes, 0)).toBe(participations.reduce((sum, place) => sum + creditedMinutes(place), 0));
    }));
  });

  it('the ledger kept by corrections equals the week computed anew: drift 0', () => {
    fc.assert(fc.property(anyHistory, fc.array(fc.tuple(fc.nat(11), anyPlace), { maxLength: 30 }), ({ zone, day, weekStartsOn, places }, corrections) => {
      const participations = places.map((place) => placeAt(day, zone, place));
      const stands: (LedgerStand | undefined)[] = [];
      const ledger = new Map<ClinicDay, number>();
      const record = (index: number, place: WeekParticipation) => {
        const stand = { episodeId: 'e1', serviceDay: clinicDayOf(place.sessionStart, zone), minutes: creditedMinutes(place) };
        for (const entry of ledgerDelta(stands[index], stand)) ledger.set(entry.serviceDay, (ledger.get(entry.serviceDay) ?? 0) + entry.minutes);
        stands[index] = stand;
      };
      participations.forEach((place, index) => record(index, place));
      for (const [at, change] of corrections) {
        if (at >= participations.length) continue;
        participations[at] = placeAt(day, zone, change);
        record(at, participations[at]);
      }
      const weekStart = weekStartOf(day, weekStartsOn);
      const kept = [...ledger].filter(([serviceDay]) => weekStartOf(serviceDay, weekStartsOn) === weekStart).reduce((sum, [, minutes]) => sum + minutes, 0);
      expect(kept).toBe(clientWeek({ ...facts, zone, day, weekStartsOn, participations }).attended);
    }));
  });
});

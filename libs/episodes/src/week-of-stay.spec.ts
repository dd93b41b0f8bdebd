import { describe, expect, it } from '@jest/globals';
import type { ClinicDay, Weekday } from '#platform';
import { prescriptionsFromPhases } from './prescription/prescriptions.js';
import { overlapsWithin } from './import/overlaps-within.js';
import { ageOn, stateOfStay, weekOfStay } from './week-of-stay.js';

const day = (text: string): ClinicDay => text as ClinicDay;

describe('the week of a stay', () => {
  it.each<[string, string, string | null, Weekday, number | null]>([
    ['2026-03-04', '2026-03-04', null, 1, 1],
    ['2026-03-04', '2026-03-08', null, 1, 1],
    ['2026-03-04', '2026-03-09', null, 1, 2],
    ['2026-03-04', '2026-03-08', null, 7, 2],
    ['2026-03-08', '2026-03-09', null, 1, 2],
    ['2026-03-04', '2026-03-03', null, 1, null],
    ['2026-03-04', '2026-04-29', '2026-04-29', 1, 9],
    ['2026-03-04', '2026-04-30', '2026-04-29', 1, null],
    ['2025-12-29', '2026-01-05', null, 1, 2],
  ])('admitted %s, on %s, last day %s, weeks from weekday %i: %s', (admittedOn, today, dischargedOn, start, week) => {
    expect(weekOfStay({ admittedOn: day(admittedOn), dischargedOn: dischargedOn as ClinicDay | null }, day(today), start)).toBe(week);
  });

  it('is to come, runs through its last day, and is over', () => {
    const stay = { admittedOn: day('2026-03-04'), dischargedOn: day('2026-03-31') };
    expect(['2026-03-03', '2026-03-04', '2026-03-31', '2026-04-01'].map((one) => stateOfStay(stay, day(one)))).toEqual(['upcoming', 'current', 'current', 'ended']);
  });

  it('takes the taper from the week of admission on, however late in it the client came', () => {
    const phases = [
      { name: 'Full', weeks: 4, minutesPerWeek: 900, daysPerWeek: 5 },
      { name: 'Taper', weeks: 4, minutesPerWeek: 540, daysPerWeek: 3 },
    ];
    expect(prescriptionsFromPhases(phases, day('2026-03-06'), 1).map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2026-03-06', '2026-03-30']);
    expect(prescriptionsFromPhases(phases, day('2026-03-08'), 7).map(({ effectiveFrom }) => effectiveFrom)).toEqual(['2026-03-08', '2026-04-05']);
  });
});

describe('age', () => {
  it('turns on the birthday, for someone born on 29 February on 1 March', () => {
    expect(ageOn(day('1990-03-14'), day('2026-03-13'))).toBe(35);
    expect(ageOn(day('1990-03-14'), day('2026-03-14'))).toBe(36);
    expect(ageOn(day('2004-02-29'), day('2026-02-28'))).toBe(21);
    expect(ageOn(day('2004-02-29'), day('2026-03-01'))).toBe(22);
  });
});

describe('stays of one file', () => {
  it('clash when they share a day of one client in one program; the later one is refused', () => {
    const stay = (externalId: string, admittedOn: string, dischargedOn: string | null, programId = 'p') => ({ externalId, clientId: 'c', programId, admittedOn: day(admittedOn), dischargedOn: dischargedOn as ClinicDay | null });
    const stays = [stay('b', '2026-02-01', null), stay('a', '2026-01-01', '2026-02-01'), stay('c', '2026-01-01', '2026-01-31', 'q'), stay('d', '2026-03-01', null, 'q')];
    expect([...overlapsWithin(stays)]).toEqual(['b']);
  });
});

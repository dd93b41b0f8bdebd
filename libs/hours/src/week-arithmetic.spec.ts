import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, eachDay } from '#platform';
import { ledgerDelta, prescribedForWeek, prescriptionOn, type LedgerStand, type PrescribedWeek } from './week-arithmetic.js';

const MONDAY = clinicDay('2026-11-23');
const day = (offset: number) => addDays(MONDAY, offset);
const weekDays = eachDay(MONDAY, day(6));
const NINE_HOURS = { effectiveFrom: clinicDay('2026-09-01'), minutesPerWeek: 540, daysPerWeek: 3 };

const fullWeek: PrescribedWeek = {
  weekDays,
  openProgramDays: weekDays.slice(0, 5),
  programDaysInFullWeek: 5,
  episodeFrom: clinicDay('2026-09-01'),
  prescriptions: [NINE_HOURS],
  prorate: true,
};

describe('what a program week asks of an episode prescribed nine hours on three days', () => {
  it.each<[string, Partial<PrescribedWeek>, number, number | null, string | null]>([
    ['a whole week asks for all', {}, 540, 3, null],
    ['admitted on Wednesday: three of five days', { episodeFrom: day(2) }, 324, 3, 'Counts 3 of 5 program days: admitted 2026-11-25.'],
    ['admitted on Saturday, after the last program day', { episodeFrom: day(5) }, 0, 0, 'Counts 0 of 5 program days: admitted 2026-11-28.'],
    ['discharged on Tuesday: two of five days', { episodeTo: day(1) }, 216, 2, 'Counts 2 of 5 program days: discharged 2026-11-24.'],
    ['discharged on Friday: the whole week', { episodeTo: day(4) }, 540, 3, null],
    ['in and out within the week', { episodeFrom: day(1), episodeTo: day(1) }, 108, 1, 'Counts 1 of 5 program days: admitted 2026-11-24, discharged 2026-11-24.'],
    ['Thanksgiving and the day after', { openProgramDays: weekDays.slice(0, 3) }, 324, 3, 'Counts 3 of 5 program days: 2 program days closed.'],
    ['closed throughout', { openProgramDays: [] }, 0, 0, 'Counts 0 of 5 program days: 5 program days closed.'],
    ['a taper that begins on Thursday', { prescriptions: [NINE_HOURS, { effectiveFrom: day(3), minutesPerWeek: 360 }] }, 468, 3, 'Counts 5 of 5 program days: prescribed hours change within the week.'],
    ['a taper that begins on Thursday, in a week that closes on Friday', { prescriptions: [NINE_HOURS, { effectiveFrom: day(3), minutesPerWeek: 360 }], openProgramDays: weekDays.slice(0, 4) }, 396, 3, 'Counts 4 of 5 program days: 1 program day closed, prescribed hours change within the week.'],
    ['hours ordered only from Wednesday on', { prescriptions: [{ ...NINE_HOURS, effectiveFrom: day(2) }] }, 324, 3, 'Counts 5 of 5 program days: prescribed hours change within the week.'],
    ['no hours ordered yet', { prescriptions: [{ ...NINE_HOURS, effectiveFrom: day(7) }] }, 0, null, 'No hours are prescribed yet.'],
    ['the week before admission', { episodeFrom: day(7) }, 0, null, 'This week lies outside the episode.'],
    ['the week after discharge', { episodeTo: day(-1) }, 0, null, 'This week lies outside the episode.'],
    ['a program that runs on no day', { programDaysInFullWeek: 0, openProgramDays: [] }, 0, 0, 'The program runs on no day of this week.'],
  ])('%s', (_, change, minutes, days, reason) => {
    const asked = prescribedForWeek({ ...fullWeek, ...change });
    expect(asked.minutes).toBe(minutes);
    expect(asked.days).toBe(days);
    expect(asked.reason).toBe(reason);
  });

  it('half a minute is rounded up, once', () => {
    const uneven = { ...fullWeek, prescriptions: [{ effectiveFrom: MONDAY, minutesPerWeek: 545 }], programDaysInFullWeek: 2, openProgramDays: [day(0)] };
    expect(prescribedForWeek(uneven).minutes).toBe(273);
  });

  it('a program that does not prorate asks for what was in force when the week began', () => {
    const change = { prorate: false, openProgramDays: weekDays.slice(0, 3), prescriptions: [NINE_HOURS, { effectiveFrom: day(3), minutesPerWeek: 360 }] };
    expect(prescribedForWeek({ ...fullWeek, ...change })).toMatchObject({ minutes: 540, fullMinutes: 540, days: 3, reason: null, causes: ['closed', 'changed'] });
    expect(prescribedForWeek({ ...fullWeek, ...change, episodeFrom: day(4) })).toMatchObject({ minutes: 360, days: null });
  });

  it('of two prescriptions the later one holds, in whatever order they come', () => {
    const later = { effectiveFrom: day(-7), minutesPerWeek: 900 };
    expect(prescriptionOn([later, NINE_HOURS], MONDAY)).toBe(later);
    expect(prescriptionOn([NINE_HOURS, later], MONDAY)).toBe(later);
    expect(prescriptionOn([NINE_HOURS, later], day(-8))).toBe(NINE_HOURS);
    expect(prescriptionOn([NINE_HOURS], clinicDay('2026-08-31'))).toBeUndefined();
  });

  const anyWeek = fc.record({
    openProgramDays: fc.subarray([...weekDays]),
    episodeFrom: fc.integer({ min: -10, max: 10 }).map(day),
    episodeTo: fc.option(fc.integer({ min: -10, max: 10 }).map(day)),
    prescriptions: fc.uniqueArray(fc.record({ effectiveFrom: fc.integer({ min: -10, max: 10 }).map(day), minutesPerWeek: fc.integer({ min: 0, max: 1200 }) }), { selector: (one) => one.effectiveFrom, maxLength: 4 }),
    extraDays: fc.integer({ min: 0, max: 3 }),
  });

  it('never asks for more than the highest prescription, nor for less when a day more is open', () => {
    fc.assert(fc.property(anyWeek, fc.constantFrom(...weekDays), ({ extraDays, ...change }, another) => {
      const programDaysInFullWeek = Math.max(1, Math.min(7, change.openProgramDays.length + extraDays));
      const asked = prescribedForWeek({ ...fullWeek, ...change, programDaysInFullWeek });
      expect(asked.minutes).toBeLessThanOrEqual(Math.max(0, ...change.prescriptions.map((one) => one.minutesPerWeek)));
      expect(asked.countedDays).toBeLessThanOrEqual(asked.openDays);
      if (!change.openProgramDays.includes(another)) {
        const more = prescribedForWeek({ ...fullWeek, ...change, openProgramDays: [...change.openProgramDays, another], programDaysInFullWeek });
        expect(more.minutes).toBeGreaterThanOrEqual(asked.minutes);
      }
    }));
  });

  it('two episodes that share a week between them ask together for the whole week, to a minute of rounding', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1200 }), (cut, minutesPerWeek) => {
      const prescriptions = [{ effectiveFrom: day(-20), minutesPerWeek }];
      const first = prescribedForWeek({ ...fullWeek, prescriptions, episodeTo: day(cut) });
      const second = prescribedForWeek({ ...fullWeek, prescriptions, episodeFrom: day(cut + 1) });
      expect(Math.abs(first.minutes + second.minutes - minutesPerWeek)).toBeLessThanOrEqual(1);
    }));
  });
});

describe('the movements of the minute ledger', () => {
  const stand = (minutes: number, change: Partial<LedgerStand> = {}): LedgerStand => ({ episodeId: 'e1', serviceDay: MONDAY, minutes, ...change });

  it.each<[string, LedgerStand | undefined, LedgerStand | undefined, [string, number][]]>([
    ['a first credit', undefined, stand(180), [['credit', 180]]],
    ['a correction takes all back and credits anew', stand(180), stand(160), [['reversal', -180], ['credit', 160]]],
    ['a correction to nothing', stand(180), stand(0), [['reversal', -180]]],
    ['the same again writes nothing', stand(180), stand(180), []],
    ['nothing to nothing writes nothing', stand(0), stand(0), []],
    ['a place that is gone', stand(90), undefined, [['reversal', -90]]],
    ['a session moved to another day carries its minutes with it', stand(90), stand(90, { serviceDay: day(1) }), [['reversal', -90], ['credit', 90]]],
    ['a place given to another episode', stand(90), stand(90, { episodeId: 'e2' }), [['reversal', -90], ['credit', 90]]],
  ])('%s', (_, before, after, movements) => {
    expect(ledgerDelta(before, after).map(({ kind, minutes }) => [kind, minutes])).toEqual(movements);
  });

  it('the ledger is always the sum of what stands, per episode and day', () => {
    const anyStand = fc.option(fc.record({ episodeId: fc.constantFrom('e1', 'e2'), serviceDay: fc.constantFrom(day(0), day(1)), minutes: fc.integer({ min: 0, max: 200 }) }), { nil: undefined });
    fc.assert(fc.property(fc.array(anyStand), (history) => {
      const sums = new Map<string, number>();
      let before: LedgerStand | undefined;
      for (const after of history) {
        for (const entry of ledgerDelta(before, after)) sums.set(`${entry.episodeId} ${entry.serviceDay}`, (sums.get(`${entry.episodeId} ${entry.serviceDay}`) ?? 0) + entry.minutes);
        before = after;
      }
      for (const [key, sum] of sums) expect(sum).toBe(before && key === `${before.episodeId} ${before.serviceDay}` ? before.minutes : 0);
    }));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, type ClinicDay } from './clinic-time.js';
import { firstFreeDay, mostAtOnce, type DaysTaken } from './first-free-day.js';

const today = clinicDay('2026-03-10');
const from = (first: string, last: string | null = null): DaysTaken => ({ from: clinicDay(first), to: last === null ? null : clinicDay(last) });

describe('the first day on which a seat is free and stays so', () => {
  it.each<[string, DaysTaken[], number, number, string | null]>([
    ['an empty group', [], 0, 1, '2026-03-10'],
    ['a full group', [from('2026-01-05'), from('2026-01-05')], 0, 2, null],
    ['one leaves on the 20th', [from('2026-01-05'), from('2026-01-05', '2026-03-20')], 0, 2, '2026-03-21'],
    ['one leaves today', [from('2026-01-05'), from('2026-01-05', '2026-03-10')], 0, 2, '2026-03-11'],
    ['the free seat is offered already', [from('2026-01-05')], 1, 2, null],
    ['somebody joins later and takes it', [from('2026-01-05'), from('2026-04-01')], 0, 2, null],
    ['one leaves before another joins', [from('2026-01-05', '2026-03-15'), from('2026-04-01')], 0, 1, null],
    ['two leave, one day after the other', [from('2026-01-05', '2026-03-12'), from('2026-01-05', '2026-03-13')], 1, 2, '2026-03-14'],
    ['more members than seats', [from('2026-01-05'), from('2026-01-05'), from('2026-01-05', '2026-03-15')], 0, 2, null],
    ['those who left long ago', [from('2026-01-05', '2026-02-01')], 0, 1, '2026-03-10'],
  ])('%s', (_what, members, offered, capacity, day) => expect(firstFreeDay(members, offered, capacity, today)).toBe(day));

  it('is right for any memberships: on it and every day after, one seat is over; on the day before it, none or it is today', () => {
    const day = fc.integer({ min: -60, max: 90 }).map((days) => addDays(today, days));
    const member = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 120 }))).map(([first, stay]): DaysTaken => ({ from: first, to: stay === null ? null : addDays(first, stay) }));
    fc.assert(
      fc.property(fc.array(member, { maxLength: 12 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 8 }), (members, offered, capacity) => {
        const on = (at: ClinicDay) => members.filter((one) => one.from <= at && (one.to === null || one.to >= at)).length;
        const horizon = Array.from({ length: 260 }, (_, n) => addDays(today, n));
        const stays = (at: ClinicDay) => horizon.filter((later) => later >= at).every((later) => on(later) + offered < capacity);
        expect(firstFreeDay(members, offered, capacity, today)).toBe(horizon.find(stays) ?? null);
      }),
      { numRuns: 200 },
    );
    expect(mostAtOnce([], today)).toBe(0);
  });
});

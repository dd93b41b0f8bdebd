import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, type DaysTaken } from '#platform';
import { PlacesBook } from './places-book.js';

const today = clinicDay('2026-03-10');
const days = (from: string, to: string | null = null): DaysTaken => ({ from: clinicDay(from), to: to === null ? null : clinicDay(to) });
const bookOf = (places: number, stays: DaysTaken[], kept: { clientId: string; startsOn: string }[] = []) =>
  new PlacesBook(places, today, new Map(stays.map((stay, n) => [`stay-${n}`, stay])), kept.map((one) => ({ ...one, startsOn: clinicDay(one.startsOn) })));

describe('the places of a program, for stays that come together', () => {
  it.each<[string, number, DaysTaken[], { clientId: string; startsOn: string }[], DaysTaken, boolean]>([
    ['the last place', 2, [days('2026-01-05')], [], days('2026-03-01'), true],
    ['one too many', 1, [days('2026-01-05')], [], days('2026-03-01'), false],
    ['a stay that is over, in a full program', 1, [days('2026-01-05')], [], days('2026-01-01', '2026-03-09'), true],
    ['a stay that ends today, in a full program', 1, [days('2026-01-05')], [], days('2026-01-01', '2026-03-10'), false],
    ['after another leaves', 1, [days('2026-01-05', '2026-03-20')], [], days('2026-03-21'), true],
    ['on the last day of another', 1, [days('2026-01-05', '2026-03-20')], [], days('2026-03-20'), false],
    ['over before another comes', 1, [days('2026-04-01')], [], days('2026-03-01', '2026-03-31'), true],
    ['into the first day of another', 1, [days('2026-04-01')], [], days('2026-03-01', '2026-04-01'), false],
    ['a place kept for somebody else', 1, [], [{ clientId: 'other', startsOn: '2026-03-10' }], days('2026-03-01'), false],
    ['the place kept for them', 1, [], [{ clientId: 'they', startsOn: '2026-03-10' }], days('2026-03-10'), true],
  ])('%s', (_what, places, stays, kept, wanted, fits) => expect(bookOf(places, stays, kept).take('new', 'they', wanted)).toBe(fits));

  it('are gone for the next once taken', () => {
    const book = bookOf(2, [days('2026-01-05')]);
    expect([book.take('a', 'one', days('2026-03-01')), book.take('b', 'two', days('2026-03-01'))]).toEqual([true, false]);
  });

  it('throw nobody out: who is in a program that holds more than it may stays, leaves sooner, and stays longer only where there is room', () => {
    const book = bookOf(1, [days('2026-01-05', '2026-03-20'), days('2026-01-05')]);
    expect(book.take('stay-0', 'one', days('2026-01-05', '2026-03-15'))).toBe(true);
    expect(book.take('stay-0', 'one', days('2026-01-05', '2026-03-18'))).toBe(false);
    expect(book.take('stay-1', 'two', days('2026-01-05'))).toBe(true);
  });

  it('are never more than there are, whoever comes in whichever order', () => {
    const stay = fc.tuple(fc.integer({ min: -40, max: 60 }), fc.option(fc.integer({ min: 0, max: 80 }))).map(([from, length]): DaysTaken => ({ from: addDays(today, from), to: length === null ? null : addDays(addDays(today, from), length) }));
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (wanted, places) => {
        const book = bookOf(places, []);
        const letIn = wanted.filter((one, n) => book.take(`stay-${n}`, `client-${n}`, one));
        const on = (at: string, of: DaysTaken[]) => of.filter((one) => one.from <= at && (one.to === null || one.to >= at)).length;
        const horizon = Array.from({ length: 160 }, (_, n) => addDays(today, n));
        expect(horizon.filter((day) => on(day, letIn) > places)).toEqual([]);
        // And nobody is turned away for whom there was room to the end.
        for (const one of wanted.filter((each) => !letIn.includes(each))) expect(horizon.some((day) => on(day, [one]) > 0 && on(day, letIn) >= places)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

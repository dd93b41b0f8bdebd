import { describe, expect, it } from '@jest/globals';
import { clinicDay, timeZone, wallTime, type Weekday } from '#platform';
import { bookableUntil, isBookable, type OpeningHours } from './bookable-until.js';

const NEW_YORK = timeZone('America/New_York');
const weekdays: OpeningHours[] = ([1, 2, 3, 4, 5] as Weekday[]).flatMap((weekday) => [
  { weekday, opens: wallTime('17:00'), closes: wallTime('21:00') },
  { weekday, opens: wallTime('09:00'), closes: wallTime('12:00') },
]);
const week = ['2026-11-27', '2026-11-23', '2026-11-25'].map(clinicDay);

describe('until when a program week can be booked', () => {
  it('the evening of its last open program day', () => {
    expect(bookableUntil(week, weekdays, NEW_YORK)?.toISOString()).toBe('2026-11-28T02:00:00.000Z');
  });

  it('a closed Friday moves it to Wednesday', () => {
    expect(bookableUntil(week.slice(1), weekdays, NEW_YORK)?.toISOString()).toBe('2026-11-26T02:00:00.000Z');
  });

  it('a program day without opening hours is passed over', () => {
    expect(bookableUntil([clinicDay('2026-11-28'), ...week], weekdays, NEW_YORK)?.toISOString()).toBe('2026-11-28T02:00:00.000Z');
    expect(bookableUntil([clinicDay('2026-11-28')], weekdays, NEW_YORK)).toBeNull();
  });

  it('a week closed throughout cannot be booked at all', () => {
    expect(bookableUntil([], weekdays, NEW_YORK)).toBeNull();
    expect(isBookable(new Date('2026-11-23T12:00:00Z'), null, 30)).toBe(false);
  });

  it('a clinic that keeps no hours closes at the end of the day', () => {
    expect(bookableUntil(week, [], NEW_YORK)?.toISOString()).toBe('2026-11-28T04:59:00.000Z');
  });

  it('holds the wall time in the week the clock changes', () => {
    expect(bookableUntil([clinicDay('2026-03-06')], weekdays, NEW_YORK)?.toISOString()).toBe('2026-03-07T02:00:00.000Z');
    expect(bookableUntil([clinicDay('2026-03-09')], weekdays, NEW_YORK)?.toISOString()).toBe('2026-03-10T01:00:00.000Z');
  });

  it('the shortest session must still fit', () => {
    const until = bookableUntil(week, weekdays, NEW_YORK);
    expect(isBookable(new Date('2026-11-28T01:30:00Z'), until, 30)).toBe(true);
    expect(isBookable(new Date('2026-11-28T01:31:00Z'), until, 30)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  addDays, ageOn, dayOf, formatDate, formatDateTime, formatDay, formatNearness, formatTime, formatTimeRange, formatWallTime, instantOf,
  wallTimeOf, weekStartOf, weekdayOf, zoneName, zonesDiffer,
} from './clinic-time';

const NEW_YORK = 'America/New_York';
const plain = (text: string): string => text.replace(/[\u202f\u2009\u00a0]/g, ' ');

describe('time on screen', () => {
  it.each([
    ['before the clocks go forward', '2026-03-08T06:59:00Z', '1:59 AM', '2026-03-08'],
    ['after the clocks went forward', '2026-03-08T07:00:00Z', '3:00 AM', '2026-03-08'],
    ['in the hour that comes twice, first', '2026-11-01T05:30:00Z', '1:30 AM', '2026-11-01'],
    ['in the hour that comes twice, again', '2026-11-01T06:30:00Z', '1:30 AM', '2026-11-01'],
    ['late on the evening before the UTC day', '2026-11-24T02:30:00Z', '9:30 PM', '2026-11-23'],
  ])('is the clinic’s: %s', (_name, instant, time, day) => {
    expect(plain(formatTime(instant, NEW_YORK))).toBe(time);
    expect(dayOf(instant, NEW_YORK)).toBe(day);
  });

  it('says midnight as the first minute of its day', () => {
    expect(wallTimeOf('2026-11-23T05:00:00Z', NEW_YORK)).toBe('00:00');
  });

  it('shows a session from start to end with one mark of the half of the day', () => {
    expect(plain(formatTimeRange('2026-11-23T22:30:00Z', '2026-11-24T00:00:00Z', NEW_YORK))).toBe('5:30 – 7:00 PM');
  });

  it('turns a day and a wall time into words without any zone', () => {
    expect(formatDay('2026-11-23', '2026-01-01')).toBe('Mon, Nov 23');
    expect(formatDay('2025-11-23', '2026-01-01')).toBe('Sun, Nov 23, 2025');
    expect(formatDate('1990-02-03')).toBe('Feb 3, 1990');
    expect(plain(formatWallTime('17:30'))).toBe('5:30 PM');
    expect(plain(formatDateTime('2001-11-23T22:30:00Z', NEW_YORK))).toBe('Fri, Nov 23, 2001, 5:30 PM');
  });

  it('counts days over both clock changes and the turn of the year', () => {
    expect(addDays('2026-03-07', 2)).toBe('2026-03-09');
    expect(addDays('2026-10-31', 2)).toBe('2026-11-02');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  });

  it('finds the start of a week for clinics that begin on Monday and on Sunday', () => {
    expect(weekdayOf('2026-11-29')).toBe(7);
    expect(weekStartOf('2026-11-29')).toBe('2026-11-23');
    expect(weekStartOf('2026-11-29', 7)).toBe('2026-11-29');
    expect(weekStartOf('2026-11-28', 7)).toBe('2026-11-22');
  });

  it('has a client be a year older on the birthday and not the day before', () => {
    expect(ageOn('2008-11-23', '2026-11-22')).toBe(17);
    expect(ageOn('2008-11-23', '2026-11-23')).toBe(18);
  });

  it('tells a viewer whose clock shows another time, and stays silent for one whose clock agrees', () => {
    const winter = new Date('2026-01-15T12:00:00Z');
    expect(zonesDiffer(NEW_YORK, winter, 'Europe/Berlin')).toBe(true);
    expect(zonesDiffer(NEW_YORK, winter, 'America/Toronto')).toBe(false);
    expect(zoneName('America/Los_Angeles')).toBe('Los Angeles time');
  });

  it('says how near something is', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    expect(formatNearness('2026-11-23T11:57:00Z', now)).toBe('3 minutes ago');
    expect(formatNearness('2026-11-24T12:00:00Z', now)).toBe('tomorrow');
    expect(formatNearness('2026-12-14T12:00:00Z', now)).toBe('in 3 weeks');
  });

  it.each([
    ['an evening in winter', '2026-03-07', '17:30', NEW_YORK, '2026-03-07T22:30:00.000Z'],
    ['an evening in summer', '2026-03-08', '17:30', NEW_YORK, '2026-03-08T21:30:00.000Z'],
    ['a time the clock skips', '2026-03-08', '02:30', NEW_YORK, '2026-03-08T07:30:00.000Z'],
    ['a time that comes twice', '2026-11-01', '01:30', NEW_YORK, '2026-11-01T05:30:00.000Z'],
    ['a zone ahead by half hours', '2026-07-01', '17:30', 'Asia/Kolkata', '2026-07-01T12:00:00.000Z'],
    ['half an hour’s change', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ])('finds the instant of %s', (_name, day, time, zone, instant) => {
    expect(instantOf(day, time, zone)).toBe(instant);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  clinicDay,
  clinicDayOf,
  dayStart,
  daysBetween,
  eachDay,
  instantOf,
  isClinicDay,
  isTimeZone,
  isWallTime,
  minuteOfDay,
  minutesBetween,
  timeZone,
  wallTime,
  wallTimeOf,
  weekRange,
  weekStartOf,
  weekdayOf,
  type ClinicDay,
  type TimeZone,
  type WallTime,
  type Weekday,
} from './clinic-time.js';

const NEW_YORK = timeZone('America/New_York');
const BERLIN = timeZone('Europe/Berlin');
const SAO_PAULO = timeZone('America/Sao_Paulo');
const LORD_HOWE = timeZone('Australia/Lord_Howe');
const KOLKATA = timeZone('Asia/Kolkata');
const APIA = timeZone('Pacific/Apia');
const ZONES = [NEW_YORK, BERLIN, SAO_PAULO, LORD_HOWE, KOLKATA, APIA, timeZone('America/St_Johns'), timeZone('Africa/Casablanca')];

const at = (day: string, time: string, zone: TimeZone) => instantOf(clinicDay(day), wallTime(time), zone).toISOString();
const startOf = (day: string, zone: TimeZone) => dayStart(clinicDay(day), zone).toISOString();

const anyZone = fc.constantFrom(...ZONES);
const anyInstant = fc.date({ min: new Date('1970-01-03T00:00:00Z'), max: new Date('2099-12-28T00:00:00Z'), noInvalidDate: true });
const anyDay = fc.integer({ min: 2, max: 47_000 }).map((days) => addDays(clinicDay('1970-01-01'), days));
const anyWallTime = fc.integer({ min: 0, max: 1439 }).map((minute) =>
  wallTime(`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`));
const anyWeekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);

describe('days, wall times and zones as text', () => {
  it.each(['2026-03-08', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(isClinicDay(text)).toBe(true);
  });

  it.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '0000-01-01', '2026-03-08T00:00', '20260308', '', ' 2026-03-08', 20260308, null])(
    '%s is not a day', (text) => {
      expect(isClinicDay(text)).toBe(false);
    });

  it('a wall time runs from 00:00 to 23:59', () => {
    expect(['00:00', '09:05', '23:59'].every(isWallTime)).toBe(true);
    expect(['24:00', '9:05', '12:60', '12:00:00', '', 'noon', null, 900].some(isWallTime)).toBe(false);
  });

  it('the seconds of a time column are dropped', () => {
    expect(wallTime('17:30:00')).toBe('17:30');
    expect(minuteOfDay(wallTime('17:30:00'))).toBe(1050);
  });

  it('a zone is an IANA name and never a bare offset', () => {
    expect([...ZONES, 'UTC', 'US/Eastern', 'Etc/GMT+5'].every(isTimeZone)).toBe(true);
    expect(['+02:00', 'Mars/Olympus', '', '../etc/passwd', 'America/New York', 'x'.repeat(65), null].some(isTimeZone)).toBe(false);
  });

  it('text that is none of them is refused by name', () => {
    expect(() => clinicDay('2026-02-30')).toThrow('Not a day: 2026-02-30');
    expect(() => wallTime('25:00')).toThrow('Not a wall time: 25:00');
    expect(() => timeZone('Mars/Olympus')).toThrow('Not a time zone: Mars/Olympus');
    expect(() => clinicDayOf(new Date(Number.NaN), NEW_YORK)).toThrow('Not an instant');
  });
});

describe('the wall clock through clock changes', () => {
  it.each<[string, TimeZone, string, string, string]>([
    ['an evening group before the change in New York', NEW_YORK, '2026-03-07', '17:30', '2026-03-07T22:30:00.000Z'],
    ['an evening group after the spring change in New York', NEW_YORK, '2026-03-08', '17:30', '2026-03-08T21:30:00.000Z'],
    ['an evening group after the autumn change in New York', NEW_YORK, '2026-11-01', '17:30', '2026-11-01T22:30:00.000Z'],
    ['a time New York skips moves on by the hour', NEW_YORK, '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['of a time that comes twice in New York, the first', NEW_YORK, '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['a time Berlin skips moves on by the hour', BERLIN, '2026-03-29', '02:15', '2026-03-29T01:15:00.000Z'],
    ['of a time that comes twice in Berlin, the first', BERLIN, '2026-10-25', '02:15', '2026-10-25T00:15:00.000Z'],
    ['midnight that Sao Paulo skipped in 2018', SAO_PAULO, '2018-11-04', '00:00', '2018-11-04T03:00:00.000Z'],
    ['half past eleven that came twice in Sao Paulo, the first', SAO_PAULO, '2018-02-17', '23:30', '2018-02-18T01:30:00.000Z'],
    ['Lord Howe skips half an hour', LORD_HOWE, '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['Lord Howe repeats half an hour, the first', LORD_HOWE, '2026-04-05', '01:45', '2026-04-04T14:45:00.000Z'],
    ['Kolkata never changes', KOLKATA, '2026-07-01', '17:30', '2026-07-01T12:00:00.000Z'],
    ['the day Apia skipped whole', APIA, '2011-12-30', '12:00', '2011-12-30T22:00:00.000Z'],
    ['the day after it', APIA, '2011-12-31', '00:00', '2011-12-30T10:00:00.000Z'],
  ])('%s', (_, zone, day, time, instant) => {
    expect(at(day, time, zone)).toBe(instant);
  });

  it.each<[string, TimeZone, string, string]>([
    ['midnight in New York', NEW_YORK, '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['Sao Paulo skipped midnight: the day begins at one', SAO_PAULO, '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['Sao Paulo after its last summer time: midnight', SAO_PAULO, '2019-02-17', '2019-02-17T03:00:00.000Z'],
    ['Apia skipped the day: it begins where the next does', APIA, '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Kolkata', KOLKATA, '2026-01-01', '2025-12-31T18:30:00.000Z'],
  ])('the day begins: %s', (_, zone, day, instant) => {
    expect(startOf(day, zone)).toBe(instant);
  });

  it('the two half-past-ones of an autumn night read the same on the wall', () => {
    expect(wallTimeOf(new Date('2026-11-01T05:30:00Z'), NEW_YORK)).toBe('01:30');
    expect(wallTimeOf(new Date('2026-11-01T06:30:00Z'), NEW_YORK)).toBe('01:30');
    expect(clinicDayOf(new Date('2026-11-01T03:59:59.999Z'), NEW_YORK)).toBe('2026-10-31');
    expect(clinicDayOf(new Date('2026-11-01T04:00:00Z'), NEW_YORK)).toBe('2026-11-01');
  });

  it('agrees with Temporal on the day and the wall time of any instant', () => {
    fc.assert(fc.property(anyInstant, anyZone, (instant, zone) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
      expect(clinicDayOf(instant, zone)).toBe(zoned.toPlainDate().toString());
      expect(wallTimeOf(instant, zone)).toBe(zoned.toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'floor' }));
    }), { numRuns: 500 });
  });

  it('agrees with Temporal on the instant of any wall time', () => {
    fc.assert(fc.property(anyDay, anyWallTime, anyZone, (day, time, zone) => {
      const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone, { disambiguation: 'compatible' });
      expect(instantOf(day, time, zone).getTime()).toBe(zoned.epochMilliseconds);
      expect(dayStart(day, zone).getTime()).toBe(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
    }), { numRuns: 500 });
  });

  it('agrees with Temporal every half hour around every clock change since 2000', () => {
    for (const zone of ZONES) {
      for (const change of clockChanges(zone, '2000-01-01', '2030-01-01')) {
        for (let halfHour = -51; halfHour <= 51; halfHour++) {
          const instant = new Date(change + halfHour * 1_800_000);
          const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
          const day = zoned.toPlainDate().toString() as ClinicDay;
          const time = zoned.toPlainTime().toString({ smallestUnit: 'minute' }) as WallTime;
          const found = [clinicDayOf(instant, zone), wallTimeOf(instant, zone), instantOf(day, time, zone).getTime(), dayStart(day, zone).getTime()];
          const wanted = [day, time, zoned.toPlainDateTime().toZonedDateTime(zone).epochMilliseconds, zoned.startOfDay().epochMilliseconds];
          if (found.some((value, index) => value !== wanted[index])) expect(found).toEqual(wanted);
        }
      }
    }
  });

  it('a wall time that exists comes back from its own instant', () => {
    fc.assert(fc.property(anyDay, anyWallTime, anyZone, (day, time, zone) => {
      const instant = instantOf(day, time, zone);
      const skipped = wallTimeOf(instant, zone) !== time;
      fc.pre(!skipped);
      expect(clinicDayOf(instant, zone)).toBe(day);
    }));
  });
});

describe('days and program weeks', () => {
  it('counts days over leap days, months and years', () => {
    expect(addDays(clinicDay('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(clinicDay('2026-01-01'), -1)).toBe('2025-12-31');
    expect(daysBetween(clinicDay('2026-01-01'), clinicDay('2027-01-01'))).toBe(365);
    expect(eachDay(clinicDay('2026-02-27'), clinicDay('2026-03-01'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(eachDay(clinicDay('2026-03-02'), clinicDay('2026-03-01'))).toEqual([]);
  });

  it('does not leave the calendar', () => {
    expect(() => addDays(clinicDay('9999-12-31'), 1)).toThrow(RangeError);
    expect(() => addDays(clinicDay('0001-01-01'), -1)).toThrow(RangeError);
    expect(() => addDays(clinicDay('2026-01-01'), 0.5)).toThrow(RangeError);
  });

  it('knows the weekday: 23 November 2026 is a Monday', () => {
    expect(weekdayOf(clinicDay('2026-11-23'))).toBe(1);
    expect(weekdayOf(clinicDay('2026-11-29'))).toBe(7);
    expect(weekdayOf(clinicDay('1969-12-31'))).toBe(3);
  });

  it('a week that starts on Sunday and one that starts on Monday part on Sunday', () => {
    expect(weekStartOf(clinicDay('2026-11-29'), 1)).toBe('2026-11-23');
    expect(weekStartOf(clinicDay('2026-11-29'), 7)).toBe('2026-11-29');
  });

  it.each<[string, TimeZone, string, number]>([
    ['the spring week in New York', NEW_YORK, '2026-03-05', 167],
    ['the autumn week in New York', NEW_YORK, '2026-10-28', 169],
    ['the spring week in Berlin', BERLIN, '2026-03-24', 167],
    ['the autumn week in Berlin', BERLIN, '2026-10-20', 169],
    ['the half-hour spring week on Lord Howe', LORD_HOWE, '2026-10-02', 167.5],
    ['the half-hour autumn week on Lord Howe', LORD_HOWE, '2026-04-02', 168.5],
    ['any week in Kolkata', KOLKATA, '2026-03-05', 168],
    ['the week Apia skipped a day', APIA, '2011-12-28', 144],
  ])('%s has its own length', (_, zone, day, hours) => {
    const week = weekRange(clinicDay(day), 1, zone);
    expect((week.end.getTime() - week.start.getTime()) / 3_600_000).toBe(hours);
    expect(week.days).toHaveLength(7);
  });

  it('weeks touch, cover every instant once and begin on their weekday', () => {
    // from 2012: before, St. John's went back over midnight and 23:30 belonged to two days at once
    const anyInstant = fc.date({ min: new Date('2012-01-01T00:00:00Z'), max: new Date('2099-01-01T00:00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(anyInstant, anyZone, anyWeekday, (instant, zone, startWeekday) => {
      const week = weekRange(clinicDayOf(instant, zone), startWeekday, zone);
      expect(week.start.getTime()).toBeLessThanOrEqual(instant.getTime());
      expect(week.end.getTime()).toBeGreaterThan(instant.getTime());
      expect(weekdayOf(week.days[0]!)).toBe(startWeekday);
      expect(week.days).toContain(clinicDayOf(instant, zone));
      expect(weekRange(addDays(week.days[0]!, 7), startWeekday, zone).start).toEqual(week.end);
    }));
  });

  it('agrees with Temporal on dates and weekdays', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, days) => {
      const plain = Temporal.PlainDate.from(day);
      expect(addDays(day, days)).toBe(plain.add({ days }).toString());
      expect(weekdayOf(day)).toBe(plain.dayOfWeek);
      expect(daysBetween(day, addDays(day, days))).toBe(days);
      expect(isClinicDay(day)).toBe(true);
    }));
  });

  it('counts whole minutes', () => {
    expect(minutesBetween(new Date('2026-03-08T06:30:00Z'), new Date('2026-03-08T07:30:59Z'))).toBe(60);
  });
});

function clockChanges(zone: TimeZone, from: string, until: string): number[] {
  const changes: number[] = [];
  const end = Temporal.PlainDate.from(until).toZonedDateTime(zone).epochMilliseconds;
  let next = Temporal.PlainDate.from(from).toZonedDateTime(zone).getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds < end) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

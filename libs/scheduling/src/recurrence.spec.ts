import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { clinicDay, clinicDayOf, eachDay, timeZone, wallTime, wallTimeOf, weekdayOf, type ClinicDay, type TimeZone } from '#platform';
import { describeWithPublicData } from '../../../test/support/public-data.js';
import { expandRule } from './recurrence-expansion.js';
import { isRuleProblem, readRecurrenceRule, WEEKDAY_CODES, type RecurrenceRule } from './recurrence-rule.js';
import { describeRule } from './describe-rule.js';
import { closureAware, MOST_OCCURRENCES, occurrences, parseRule, type Rule } from './recurrence.js';

const NEW_YORK = timeZone('America/New_York');
const BERLIN = timeZone('Europe/Berlin');
const LORD_HOWE = timeZone('Australia/Lord_Howe');

function rule(text: string, zone: TimeZone = NEW_YORK): Rule {
  const parsed = parseRule(text, { zone });
  if (isRuleProblem(parsed)) throw new Error(`${text}: ${parsed.problem}`);
  return parsed;
}

function problemOf(text: string): string {
  const parsed = parseRule(text, { zone: NEW_YORK });
  return isRuleProblem(parsed) ? parsed.problem : 'taken';
}

function days(text: string, from: string, to: string, startDay = from): string[] {
  return occurrences(rule(text), { startDay: clinicDay(startDay), startTime: wallTime('17:30'), zone: NEW_YORK, from: clinicDay(from), to: clinicDay(to), limit: 100 })
    .map(({ day }) => day);
}

describe('the days a series names', () => {
  it.each<[string, string, string, string[]]>([
    ['an evening group on Monday, Wednesday and Friday', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', '2026-11-23..2026-12-02', ['2026-11-23', '2026-11-25', '2026-11-27', '2026-11-30', '2026-12-02']],
    ['a series that starts on a Tuesday and names Mondays begins on the next Monday', 'FREQ=WEEKLY;BYDAY=MO', '2026-11-24..2026-12-07', ['2026-11-30', '2026-12-07']],
    ['without a weekday the one it starts on', 'FREQ=WEEKLY', '2026-11-24..2026-12-10', ['2026-11-24', '2026-12-01', '2026-12-08']],
    ['every second week counts from the week it starts in', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', '2026-11-26..2026-12-24', ['2026-11-26', '2026-12-07', '2026-12-10', '2026-12-21', '2026-12-24']],
    ['where weeks start on Sunday, that Sunday belongs to the week after', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU', '2026-11-24..2026-12-09', ['2026-11-24', '2026-12-06', '2026-12-08']],
    ['every weekday', 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '2026-11-26..2026-11-30', ['2026-11-26', '2026-11-27', '2026-11-30']],
    ['every third day', 'FREQ=DAILY;INTERVAL=3', '2026-11-28..2026-12-05', ['2026-11-28', '2026-12-01', '2026-12-04']],
    ['the last Friday of the month', 'FREQ=MONTHLY;BYDAY=-1FR', '2026-11-01..2027-01-31', ['2026-11-27', '2026-12-25', '2027-01-29']],
    ['the last weekday of the month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-10-01..2026-12-31', ['2026-10-30', '2026-11-30', '2026-12-31']],
    ['a month without a 31st has none', 'FREQ=MONTHLY;BYMONTHDAY=31', '2026-10-31..2027-01-31', ['2026-10-31', '2026-12-31', '2027-01-31']],
    ['the last day of every month', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2028-01-01..2028-03-31', ['2028-01-31', '2028-02-29', '2028-03-31']],
    ['the first and third Tuesday', 'FREQ=MONTHLY;BYDAY=1TU,3TU', '2026-12-01..2027-01-20', ['2026-12-01', '2026-12-15', '2027-01-05', '2027-01-19']],
    ['once a year, on a leap day only in leap years', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2026-01-01..2033-01-01', ['2028-02-29', '2032-02-29']],
    ['the last day counts', 'FREQ=WEEKLY;UNTIL=20261201', '2026-11-24..2026-12-31', ['2026-11-24', '2026-12-01']],
    ['three times', 'FREQ=WEEKLY;COUNT=3', '2026-11-24..2027-12-31', ['2026-11-24', '2026-12-01', '2026-12-08']],
  ])('%s', (_, text, span, expected) => {
    const [from = '', to = ''] = span.split('..');
    expect(days(text, from, to)).toEqual(expected);
  });

  it('a window into the middle keeps the rhythm and the count of the whole series', () => {
    expect(days('FREQ=WEEKLY;INTERVAL=2;COUNT=4', '2026-12-15', '2027-06-01', '2026-11-24')).toEqual(['2026-12-22', '2027-01-05']);
  });

  it('a last moment in UTC is read on the clinic wall: 22:29 UTC is one minute before the group in New York', () => {
    expect(days('FREQ=WEEKLY;UNTIL=20261201T222900Z', '2026-11-24', '2026-12-31')).toEqual(['2026-11-24']);
    expect(days('FREQ=WEEKLY;UNTIL=20261201T223000Z', '2026-11-24', '2026-12-31')).toEqual(['2026-11-24', '2026-12-01']);
  });

  it('an endless series is bounded by the horizon and by the limit asked for', () => {
    const endless = rule('FREQ=DAILY');
    const window = { startDay: clinicDay('2026-01-01'), startTime: wallTime('09:00'), zone: NEW_YORK, from: clinicDay('2026-01-01'), to: clinicDay('2036-01-01') };
    expect(endless.endless).toBe(true);
    expect(occurrences(endless, { ...window, limit: 200 })).toHaveLength(200);
    expect(occurrences(endless, { ...window, limit: 0 })).toHaveLength(0);
    expect(occurrences(endless, { ...window, to: clinicDay('2025-12-31'), limit: 10 })).toHaveLength(0);
  });

  it('a closed day is told apart and uses up one of the count', () => {
    const all = occurrences(rule('FREQ=WEEKLY;COUNT=3'), { startDay: clinicDay('2026-12-18'), startTime: wallTime('17:30'), zone: NEW_YORK, from: clinicDay('2026-12-18'), to: clinicDay('2027-12-31'), limit: 10 });
    const { open, closed } = closureAware(all, new Set([clinicDay('2026-12-25')]));
    expect(open.map(({ day }) => day)).toEqual(['2026-12-18', '2027-01-01']);
    expect(closed.map(({ day }) => day)).toEqual(['2026-12-25']);
  });
});

describe('the wall time of a series', () => {
  it.each([NEW_YORK, BERLIN, LORD_HOWE])('holds through the year 2026 in %s', (zone) => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 95 }), fc.uniqueArray(fc.constantFrom(...WEEKDAY_CODES), { minLength: 1 }), (quarter, weekdays) => {
      const startTime = wallTime(`${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
      const year = { from: clinicDay('2026-01-01'), to: clinicDay('2026-12-31') };
      const found = occurrences(rule(`FREQ=WEEKLY;BYDAY=${weekdays.join()}`, zone), { startDay: year.from, startTime, zone, ...year, limit: 400 });
      const wanted = eachDay(year.from, year.to).filter((day) => weekdays.some((code) => WEEKDAY_CODES.indexOf(code) + 1 === weekdayOf(day)));
      expect(found.map(({ day }) => day)).toEqual(wanted);
      for (const { day, start } of found) {
        expect(clinicDayOf(start, zone)).toBe(day);
        if (wallTimeOf(start, zone) !== startTime) expect(isSkipped(day, startTime, zone)).toBe(true);
      }
    }), { numRuns: 20 });
  });

  it('17:30 in New York is 22:30 UTC in winter and 21:30 in summer', () => {
    const found = occurrences(rule('FREQ=WEEKLY;COUNT=2'), { startDay: clinicDay('2026-03-04'), startTime: wallTime('17:30'), zone: NEW_YORK, from: clinicDay('2026-03-01'), to: clinicDay('2026-04-01'), limit: 9 });
    expect(found.map(({ start }) => start.toISOString())).toEqual(['2026-03-04T22:30:00.000Z', '2026-03-11T21:30:00.000Z']);
  });

  it('a session at an hour the night skips is held after the gap, not lost', () => {
    const found = occurrences(rule('FREQ=DAILY;COUNT=3'), { startDay: clinicDay('2026-03-07'), startTime: wallTime('02:30'), zone: NEW_YORK, from: clinicDay('2026-03-01'), to: clinicDay('2026-04-01'), limit: 9 });
    expect(found.map(({ start }) => wallTimeOf(start, NEW_YORK))).toEqual(['02:30', '03:30', '02:30']);
  });
});

describe('a rule that cannot make a series is refused with a sentence', () => {
  it.each<[string, string]>([
    ['', 'Say how the series repeats.'],
    ['every tuesday', '“EVERY TUESDAY” is not a part of a rule.'],
    ['BYDAY=MO', 'Say how often the series repeats (FREQ).'],
    ['FREQ=FORTNIGHTLY', 'FREQ=FORTNIGHTLY is not a way to repeat.'],
    ['FREQ=HOURLY', 'A series repeats by day, week, month or year; its time of day is the start time.'],
    ['FREQ=DAILY;BYHOUR=9,17', 'A series repeats by day, week, month or year; its time of day is the start time.'],
    ['FREQ=WEEKLY;INTERVAL=0', 'INTERVAL must be a whole number of at least 1.'],
    ['FREQ=WEEKLY;INTERVAL=53', 'A series may repeat every 52 weeks at most.'],
    ['FREQ=DAILY;INTERVAL=99999999', 'INTERVAL must be a whole number of at least 1.'],
    ['FREQ=WEEKLY;COUNT=-3', 'COUNT must be a whole number of at least 1.'],
    ['FREQ=WEEKLY;COUNT=1001', `A series may have ${MOST_OCCURRENCES} sessions at most.`],
    ['FREQ=WEEKLY;COUNT=8;UNTIL=20270101', 'Give either a number of sessions or a last day, not both.'],
    ['FREQ=WEEKLY;UNTIL=20270230', 'UNTIL=20270230 is not a date.'],
    ['FREQ=WEEKLY;UNTIL=31/12/2026', 'UNTIL=31/12/2026 is not a date.'],
    ['FREQ=WEEKLY;BYDAY=MO;BYDAY=TU', 'BYDAY may be given once.'],
    ['FREQ=WEEKLY;BYDAY=MONDAY', 'BYDAY=MONDAY is not a list of weekdays.'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY=0MO is not a list of weekdays.'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'The first, second or last weekday needs a monthly or yearly series.'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'A month has five of a weekday at most.'],
    ['FREQ=WEEKLY;BYMONTHDAY=13', 'A weekly series repeats on weekdays, not on days of the month.'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32 holds a number this part cannot have.'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0 holds a number this part cannot have.'],
    ['FREQ=MONTHLY;BYWEEKNO=20', 'Week numbers need a yearly series.'],
    ['FREQ=MONTHLY;BYYEARDAY=100', 'Days of the year need a yearly series.'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'The first, second or last weekday does not go with week numbers.'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS picks among days, so the rule must name some.'],
    ['FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31', 'No day of the calendar fits this rule.'],
    ['FREQ=WEEKLY;X-NOTE=1', 'X-NOTE is not a part this calendar knows.'],
    [`FREQ=WEEKLY;BYDAY=${'MO,'.repeat(300)}TU`, 'This rule is too long.'],
  ])('%s', (text, sentence) => {
    expect(problemOf(text)).toBe(sentence);
  });

  it('is stored in one spelling, whatever spelling it came in', () => {
    expect(rule('rrule:byday=fr,MO,mo;freq=weekly;interval=1').text).toBe('FREQ=WEEKLY;BYDAY=MO,FR');
    expect(rule('FREQ=WEEKLY;UNTIL=20270101T035959Z').text).toBe('FREQ=WEEKLY;UNTIL=20261231T225959');
  });

  it('survives any text: a rule or a sentence, never a failure', () => {
    const piece = fc.constantFrom('FREQ=WEEKLY', 'FREQ=', 'BYDAY=MO', 'BYDAY=-1SU', 'COUNT=5', 'UNTIL=20260101', 'INTERVAL=2', 'BYMONTHDAY=-1', 'BYSETPOS=9', 'WKST=SU', '=', 'X', '\u0000');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(piece).map((pieces) => pieces.join(';'))), (text) => {
      const parsed = parseRule(text, { zone: NEW_YORK });
      if (isRuleProblem(parsed)) expect(parsed.problem).toMatch(/\.$/);
      else expect(rule(parsed.text)).toEqual(parsed);
    }));
  });
});

describe('a rule as a person says it', () => {
  it.each<[string, string]>([
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270312', 'Every Monday, Wednesday and Friday until 12 Mar 2027'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=8', 'Every Tuesday, 8 times'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=1', 'Every Tuesday, once'],
    ['FREQ=WEEKLY', 'Every Tuesday'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'Every 2 weeks on Monday and Thursday'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday (Monday to Friday)'],
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=DAILY;INTERVAL=3', 'Every 3 days'],
    ['FREQ=DAILY;BYDAY=SA,SU', 'Every Saturday and Sunday'],
    ['FREQ=DAILY;INTERVAL=3;BYDAY=MO', 'Every 3 days where it is Monday'],
    ['FREQ=DAILY;BYMONTHDAY=13', 'Every day where it is the 13th'],
    ['FREQ=MONTHLY', 'Every month on the 24th'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15,22', 'Every month on the 1st, 15th and 22nd'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', 'Every month on the 13th when it is Friday'],
    ['FREQ=MONTHLY;BYDAY=2TU', 'Every month on the second Tuesday'],
    ['FREQ=MONTHLY;INTERVAL=3;BYDAY=-2FR', 'Every 3 months on the second to last Friday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Every month on the last weekday (Monday to Friday)'],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,-1', 'Every month on the first and last Monday or Tuesday'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1', 'Every month on the 1st and 15th (only the last of these)'],
    ['FREQ=YEARLY', 'Every year on 24 November'],
    ['FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=3', 'Every year on the 3rd in January and July'],
    ['FREQ=YEARLY;BYMONTH=9', 'Every year on the 24th in September'],
    ['FREQ=YEARLY;BYYEARDAY=100,-1', 'Every year on day 100 of the year and the last day of the year'],
    ['FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO', 'Every year on Monday in week 20 and the last week of the year'],
  ])('%s', (text, sentence) => {
    expect(describeRule(rule(text), 'en', clinicDay('2026-11-24'))).toBe(sentence);
  });

  it('does not name a day it was not told', () => {
    expect(describeRule(rule('FREQ=WEEKLY'))).toBe('Every week');
    expect(describeRule(rule('FREQ=MONTHLY;COUNT=2'))).toBe('Every month, 2 times');
  });
});

describe('against another reading of RFC 5545', () => {
  const weekdayList = fc.uniqueArray(fc.constantFrom(...WEEKDAY_CODES), { minLength: 1, maxLength: 4 }).map((codes) => `;BYDAY=${codes.join()}`);
  const monthDays = fc.uniqueArray(fc.constantFrom(1, 2, 13, 28, 29, 30, 31, -1, -2, -30), { minLength: 1, maxLength: 3 }).map((list) => `;BYMONTHDAY=${list.join()}`);
  const nthWeekdays = fc.uniqueArray(fc.constantFrom('1MO', '2TU', '3WE', '-1FR', '5SU', '-2TH'), { minLength: 1, maxLength: 3 }).map((list) => `;BYDAY=${list.join()}`);
  const months = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 }).map((list) => `;BYMONTH=${list.join()}`), { nil: '' });
  const body = fc.oneof(
    fc.tuple(fc.constant('FREQ=DAILY'), fc.oneof(fc.constant(''), weekdayList, monthDays), months),
    fc.tuple(fc.constant('FREQ=WEEKLY'), fc.oneof(fc.constant(''), weekdayList), fc.constantFrom('', ';WKST=SU', ';WKST=WE')),
    fc.tuple(fc.constant('FREQ=MONTHLY'), fc.oneof(fc.constant(''), monthDays, nthWeekdays, weekdayList.map((part) => `${part};BYSETPOS=1,-1`)), months),
    fc.tuple(fc.constant('FREQ=YEARLY'), fc.oneof(fc.constant(''), monthDays, nthWeekdays), months),
  ).map((parts) => parts.join(''));

  it('gives the same days as the rrule-temporal package', () => {
    fc.assert(fc.property(body, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 1500 }), (text, interval, offset) => {
      const startDay = Temporal.PlainDate.from('2024-01-01').add({ days: offset });
      const full = `${text};INTERVAL=${interval};UNTIL=20331231T235959`;
      fc.pre(problemOf(full) !== 'No day of the calendar fits this rule.');
      const theirs = new RRuleTemporal({ rruleString: `${full}Z`, dtstart: startDay.toZonedDateTime({ timeZone: 'UTC', plainTime: '17:30' }), temporal: Temporal });
      const ours = occurrences(rule(full), { startDay: startDay.toString() as ClinicDay, startTime: wallTime('17:30'), zone: NEW_YORK, from: clinicDay('2024-01-01'), to: clinicDay('2033-12-31'), limit: 5000 });
      expect(ours.map(({ day }) => day)).toEqual(theirs.all().map((at) => at.toPlainDate().toString()));
    }), { numRuns: 80 });
  });
});

/*
 * All 226 rules of the set pass, none is left out. A series would refuse 120 of them, hourly and finer or with a time of
 * day in the rule; calendars read from elsewhere may hold such rules, so the expansion itself knows them. RFC 5545 forbids
 * another 31 (BYWEEKNO or BYYEARDAY outside yearly rules, BYMONTHDAY in weekly ones): a series refuses them, the expansion
 * gives what the set says they mean.
 */
describeWithPublicData('the python-dateutil rules', 'recurrence/dateutil_vectors.json', (file) => {
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as { test: string; ical: string; kwargs: { unfold?: string }; expected: string[] }[];

  it('holds the 226 rules', () => {
    expect(vectors).toHaveLength(226);
  });

  it.each(vectors.map((vector) => [vector.test, vector] as const))('%s', (_, { ical, kwargs, expected }) => {
    const text = (kwargs.unfold ? ical.replaceAll('\n ', '') : ical).trim();
    const [, start = '19970902T090000'] = /DTSTART:(\w+)/i.exec(text) ?? [];
    const read = readRecurrenceRule(text.replace(/^\s*DTSTART:\w+\s*/i, ''));
    if (isRuleProblem(read)) throw new Error(read.problem);
    expect(wallMoments(read, start)).toEqual(expected);
  });
});

function wallMoments(read: RecurrenceRule, start: string): string[] {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(start) ?? [];
  const moments = expandRule(read, { day: clinicDay(`${year}-${month}-${day}`), secondOfDay: Number(hour) * 3600 + Number(minute) * 60 + Number(second) });
  return [...moments].map((moment) => {
    const time = new Date(moment.secondOfDay * 1000).toISOString().slice(11, 19);
    return `${moment.day}T${time}`.replace(/[-:]/g, '');
  });
}

function isSkipped(day: ClinicDay, time: string, zone: TimeZone): boolean {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toPlainTime().toString({ smallestUnit: 'minute' }) !== time;
}

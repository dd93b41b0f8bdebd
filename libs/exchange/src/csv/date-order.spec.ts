import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, timeZone } from '#platform';
import { describeWithPublicData } from '../../../../test/support/public-data.js';
import { DateEvidence, readDay, readInstant, type DateFinding, type DateFormat } from './date-order.js';
import { openCsv } from './read-csv.js';
import type { Read } from './read-value.js';

const NEW_YORK = timeZone('America/New_York');
const SAO_PAULO = timeZone('America/Sao_Paulo');

function findingOf(cells: readonly string[]): DateFinding {
  const evidence = new DateEvidence();
  for (const cell of cells) evidence.add(cell);
  return evidence.finding();
}

const shown = <T>(read: Read<T>) => ('problem' in read ? read.problem : read.value instanceof Date ? read.value.toISOString() : read.value);
const day = (text: string, format: DateFormat = {}) => shown(readDay(text, format, NEW_YORK));
const instant = (text: string, format: DateFormat = {}) => shown(readInstant(text, format, NEW_YORK));

describe('what a whole column says about its dates', () => {
  it.each<[string, string[], Partial<DateFinding>]>([
    ['ISO days', ['2026-03-04', '2026-11-23'], { kind: 'known', format: { order: 'ymd' }, times: 'none', offsets: 'none' }],
    ['year first with slashes or dots', ['2026/03/04', '2026.11.23'], { kind: 'known', format: { order: 'ymd' } }],
    ['year first without separators', ['20260304', '20261123'], { kind: 'known', format: { order: 'ymd' } }],
    ['months by name', ['4 March 2026', 'Mar 4, 2026', '04-MAR-2026', 'Wed, 4 Mar 2026', 'September 1st, 2026', '1 Sept 2026'], { kind: 'known', dates: 6, notDates: 0 }],
    ['day first', ['04/03/2026', '23/11/2026', '01/02/2026'], { kind: 'known', format: { order: 'dmy' }, why: '1 date can only be day first, none the other way.' }],
    ['month first', ['03/04/2026', '11/23/2026', '12/25/2026'], { kind: 'known', format: { order: 'mdy' }, why: '2 dates can only be month first, none the other way.' }],
    ['day first with dots', ['04.03.2026', '23.11.2026'], { kind: 'known', format: { order: 'dmy' } }],
    ['no day above 12', ['03/04/2026', '05/06/2026', '07/07/2026'], { kind: 'ask', orders: ['dmy', 'mdy'], format: {}, why: 'No date has a day above 12, so day and month cannot be told apart.' }],
    ['one date alone', ['03/04/2026'], { kind: 'ask', orders: ['dmy', 'mdy'] }],
    ['both orders in one column', ['23/11/2026', '11/23/2026'], { kind: 'ask', orders: ['dmy', 'mdy'], why: '1 date can only be day first, 1 date only month first.' }],
    ['a lone decider among many is likelier a slip', [...Array.from({ length: 40 }, (_, at) => `0${(at % 9) + 1}/05/2026`), '13/05/2026'], { kind: 'ask', why: 'Only 1 of 41 dates has a day above 12, too few to be sure.' }],
    ['the last of many rows decides as well as the first', [...Array.from({ length: 4 }, () => '01/02/2026'), '31/12/2026'], { kind: 'known', format: { order: 'dmy' } }],
    ['two-digit years', ['04/03/26', '25/12/26'], { kind: 'ask', asksCentury: true, orders: ['dmy', 'ymd'] }],
    ['two-digit years with four-digit ones', ['04/03/26', '25/12/2026'], { kind: 'ask', asksCentury: true, orders: ['dmy', 'mdy'] }],
    ['two-digit years after a month by name', ['04-Mar-26', '25-Dec-98'], { kind: 'ask', asksCentury: true, orders: [], why: 'Years have two digits: say the century.' }],
    ['times in UTC', ['2026-03-04T10:00:00Z', '2026-03-04T18:38:08Z'], { kind: 'known', times: 'present', offsets: 'all', format: { order: 'ymd' } }],
    ['times with an offset', ['2026-03-04 10:00:00.000 -0500', '2026-07-04T10:00+02:00'], { kind: 'known', times: 'present', offsets: 'all' }],
    ['times without a zone', ['3/14/2026 5:30 PM', '11/23/2026 12:00 am'], { kind: 'known', times: 'present', offsets: 'none', format: { order: 'mdy' } }],
    ['some times with an offset, some without', ['2026-03-04T10:00:00Z', '2026-03-04T10:00:00'], { kind: 'known', offsets: 'some' }],
    ['midnight throughout means no time', ['2016-04-29T00:00:00Z', '2016-05-17T00:00:00Z'], { kind: 'known', times: 'midnight', format: { order: 'ymd', midnightIsNoTime: true } }],
    ['words', ['Ana', 'Ben', '5/6', '12', '17:30'], { kind: 'none', dates: 0, notDates: 5, why: 'No cell of this column reads as a date.' }],
    ['days that do not exist', ['2026-02-30', '31/02/2026', '2026-13-01', '2026/29/04'], { kind: 'none', notDates: 4 }],
    ['day numbers of a spreadsheet', ['44927', '44928'], { kind: 'none' }],
    ['nothing', ['', ' '], { kind: 'none', notDates: 0, why: 'The column is empty.' }],
    ['dates with a few words between', ['2026-03-04', 'unknown', '', '2026-03-05'], { kind: 'known', dates: 2, notDates: 1 }],
  ])('%s', (_, cells, expected) => {
    expect(findingOf(cells)).toMatchObject(expected);
  });

  it('never reads a day as a month: whatever is known reads every date of the column back', () => {
    const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(clinicDay('1930-01-01'), days));
    const writers = { dmy: (y: string, m: string, d: string) => `${d}/${m}/${y}`, mdy: (y: string, m: string, d: string) => `${m}/${d}/${y}`, ymd: (y: string, m: string, d: string) => `${y}-${m}-${d}` };
    fc.assert(fc.property(fc.array(anyDay, { minLength: 1, maxLength: 40 }), fc.constantFrom('dmy', 'mdy', 'ymd'), (days, order) => {
      const cells = days.map((one) => writers[order](one.slice(0, 4), one.slice(5, 7), one.slice(8)));
      const { kind, format, orders } = findingOf(cells);
      expect(kind === 'known' ? [format.order] : orders).toContain(order);
      if (kind === 'known') expect(cells.map((cell) => day(cell, format))).toEqual(days);
    }), { numRuns: 300 });
  });
});

describe('a cell read as a day', () => {
  it.each<[string, DateFormat, string]>([
    ['2026-03-04', {}, '2026-03-04'],
    ['4 March 2026', {}, '2026-03-04'],
    ['03/04/2026', { order: 'mdy' }, '2026-03-04'],
    ['03/04/2026', { order: 'dmy' }, '2026-04-03'],
    ['3.4.2026', { order: 'dmy' }, '2026-04-03'],
    ['03/04/98', { order: 'dmy', lastYearOf2000s: 26 }, '1998-04-03'],
    ['03/04/26', { order: 'dmy', lastYearOf2000s: 26 }, '2026-04-03'],
    ['26-04-03', { order: 'ymd', lastYearOf2000s: 26 }, '2026-04-03'],
    ['04-Mar-98', { lastYearOf2000s: 26 }, '1998-03-04'],
    ['2016-04-29T00:00:00Z', { midnightIsNoTime: true }, '2016-04-29'],
    ['2016-04-29T02:00:00Z', { midnightIsNoTime: true }, '2016-04-28'],
    ['2016-04-29T00:00:00Z', {}, '2016-04-28'],
    ['2016-04-29 00:00', {}, '2016-04-29'],
    ['03/04/2026', {}, '“03/04/2026” may be day first or month first; say which for this column.'],
    ['03/04/2026', { order: 'ymd' }, '“03/04/2026” may be day first or month first; say which for this column.'],
    ['03/04/26', { order: 'dmy' }, '“03/04/26” has a two-digit year; say the century for this column.'],
    ['23/11/2026', { order: 'mdy' }, '“23/11/2026” is not a day of the calendar, read month first.'],
    ['11/23/2026', { order: 'dmy' }, '“11/23/2026” is not a day of the calendar, read day first.'],
    ['2026-02-29', {}, '“2026-02-29” is not a day of the calendar.'],
    ['tomorrow', {}, '“tomorrow” is not a date.'],
    ['2026-03-04T25:00:00Z', {}, '“2026-03-04T25:00:00Z” is not a date.'],
    ['2026-03-04T10:00:00+99:00', {}, '“2026-03-04T10:00:00+99:00” is not a date.'],
    ['', {}, '“” is not a date.'],
  ])('%s as %j', (text, format, expected) => {
    expect(day(text, format)).toBe(expected);
  });
});

describe('a cell read as an instant', () => {
  it.each<[string, DateFormat, string]>([
    ['2026-03-04T10:00:00Z', {}, '2026-03-04T10:00:00.000Z'],
    ['2026-03-04T10:00:00-05:00', {}, '2026-03-04T15:00:00.000Z'],
    ['2026-03-04 10:00 +0530', {}, '2026-03-04T04:30:00.000Z'],
    ['2026-03-04T10:00:05', {}, '2026-03-04T15:00:05.000Z'],
    ['2026-07-04 10:00', {}, '2026-07-04T14:00:00.000Z'],
    ['7/4/2026 5:30 p.m.', { order: 'mdy' }, '2026-07-04T21:30:00.000Z'],
    ['7/4/2026 12:05 AM', { order: 'mdy' }, '2026-07-04T04:05:00.000Z'],
    ['2026-03-04', {}, '“2026-03-04” has no time of day.'],
    ['2016-04-29T00:00:00Z', { midnightIsNoTime: true }, '“2016-04-29T00:00:00Z” has no time of day.'],
    ['7/4/2026 13:30 PM', { order: 'mdy' }, '“7/4/2026 13:30 PM” is not a date.'],
  ])('%s', (text, format, expected) => {
    expect(instant(text, format)).toBe(expected);
  });
});

describeWithPublicData('the dates of the public no-shows file', 'no-shows/noshow_appointments_dev.csv', (file) => {
  it('are ISO; the day of the appointment has no time and is that day, whatever the zone', async () => {
    const table = await openCsv(createReadStream(file) as AsyncIterable<Uint8Array>, { encoding: 'utf-8', delimiter: ',' });
    const [booked, kept] = [table.header.indexOf('ScheduledDay'), table.header.indexOf('AppointmentDay')];
    const [bookedEvidence, keptEvidence] = [new DateEvidence(), new DateEvidence()];
    const cells: [string, string][] = [];
    for await (const { cells: row } of table.rows) {
      bookedEvidence.add(row[booked] ?? '');
      keptEvidence.add(row[kept] ?? '');
      cells.push([row[booked] ?? '', row[kept] ?? '']);
    }
    expect(bookedEvidence.finding()).toMatchObject({ kind: 'known', times: 'present', offsets: 'all', dates: 54_894, notDates: 0 });
    expect(keptEvidence.finding()).toMatchObject({ kind: 'known', times: 'midnight', dates: 54_894, notDates: 0 });
    const { format } = keptEvidence.finding();
    const days = cells.map(([bookedAt, keptOn]) => [bookedAt.slice(0, 10), shown(readDay(keptOn, format, SAO_PAULO))] as const);
    expect(days.every(([, keptOn], at) => keptOn === cells[at]?.[1].slice(0, 10))).toBe(true);
    expect(days.filter(([bookedOn, keptOn]) => bookedOn > keptOn)).toHaveLength(5);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axisOf, clockOf, hourMarks, instantAt, missingOn, placeOf, spanOn } from './axis';

const NEW_YORK = 'America/New_York';
const SPRING = '2026-03-08';
const AUTUMN = '2026-11-01';
const axisFor = (zone: string, ...days: string[]) => axisOf(days.map((day) => clockOf(day, zone)));
const on = (zone: string, day: string, from: string, to: string, ...others: string[]) => spanOn(axisFor(zone, day, ...others), clockOf(day, zone), from, to);

describe('a day’s clock', () => {
  it.each([
    ['an ordinary day', '2026-03-07', NEW_YORK, null, null],
    ['spring in New York', SPRING, NEW_YORK, { start: 120, end: 180 }, null],
    ['autumn in New York', AUTUMN, NEW_YORK, null, { start: 60, end: 120, again: Date.parse('2026-11-01T06:00:00Z') }],
    ['half an hour in spring', '2026-10-04', 'Australia/Lord_Howe', { start: 120, end: 150 }, null],
    ['half an hour in autumn', '2026-04-05', 'Australia/Lord_Howe', null, { start: 90, end: 120, again: Date.parse('2026-04-04T15:00:00Z') }],
    ['a midnight that is skipped', '2026-03-29', 'Asia/Beirut', { start: 0, end: 60 }, null],
    ['a last hour that comes twice', '2026-10-24', 'Asia/Beirut', null, { start: 1380, end: 1440, again: Date.parse('2026-10-24T21:00:00Z') }],
    ['a zone without changes', SPRING, 'Asia/Kolkata', null, null],
  ])('%s', (_name, day, zone, skips, repeats) => {
    expect(clockOf(day, zone)).toEqual({ day, zone, skips, repeats });
  });
});

describe('sessions on the axis', () => {
  it('stand at the clinic’s wall time, on both sides of a clock change', () => {
    expect(on(NEW_YORK, '2026-03-07', '2026-03-07T22:30:00Z', '2026-03-08T00:00:00Z')).toEqual({ start: 1050, end: 1140 });
    expect(on(NEW_YORK, SPRING, '2026-03-08T21:30:00Z', '2026-03-08T23:00:00Z')).toEqual({ start: 1050, end: 1140 });
  });

  it('that run past midnight end with the day and go on in the next', () => {
    const night = ['2026-03-03T04:00:00Z', '2026-03-03T06:00:00Z'] as const;
    expect(on(NEW_YORK, '2026-03-02', ...night)).toEqual({ start: 1380, end: 1440 });
    expect(on(NEW_YORK, '2026-03-03', ...night)).toEqual({ start: 0, end: 60 });
    expect(on(NEW_YORK, '2026-03-04', ...night)).toBeNull();
  });

  it('in the hour that comes twice stand after each other, not over each other', () => {
    expect(on(NEW_YORK, AUTUMN, '2026-11-01T05:30:00Z', '2026-11-01T06:00:00Z')).toEqual({ start: 90, end: 120 });
    expect(on(NEW_YORK, AUTUMN, '2026-11-01T06:30:00Z', '2026-11-01T07:00:00Z')).toEqual({ start: 150, end: 180 });
    expect(on(NEW_YORK, AUTUMN, '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z')).toEqual({ start: 90, end: 150 });
  });

  it('of the other days of that week leave the second hour out', () => {
    const week = [AUTUMN, '2026-10-31'];
    expect(axisFor(NEW_YORK, ...week).length).toBe(1500);
    expect(on(NEW_YORK, '2026-10-31', '2026-10-31T21:30:00Z', '2026-10-31T23:00:00Z', AUTUMN)).toEqual({ start: 1110, end: 1200 });
    expect(missingOn(axisFor(NEW_YORK, ...week), clockOf('2026-10-31', NEW_YORK))).toEqual([{ start: 120, end: 180 }]);
    expect(missingOn(axisFor(NEW_YORK, ...week), clockOf(AUTUMN, NEW_YORK))).toEqual([]);
  });

  it('leave out the hour spring skips', () => {
    const axis = axisFor(NEW_YORK, SPRING);
    expect(missingOn(axis, clockOf(SPRING, NEW_YORK))).toEqual([{ start: 120, end: 180 }]);
    expect(instantAt(axis, clockOf(SPRING, NEW_YORK), 150)).toBe('2026-03-08T07:30:00.000Z');
    expect(on(NEW_YORK, SPRING, '2026-03-08T06:30:00Z', '2026-03-08T07:30:00Z')).toEqual({ start: 90, end: 210 });
  });

  it('are put down at the instant they are dropped on: every place of a day leads to an instant and back', () => {
    const days = fc.constantFrom(['2026-03-07', NEW_YORK], [SPRING, NEW_YORK], [AUTUMN, NEW_YORK], ['2026-04-05', 'Australia/Lord_Howe'], ['2026-10-24', 'Asia/Beirut'], ['2026-03-29', 'Asia/Beirut']);
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 99 }), ([day, zone], step) => {
        const [axis, clock] = [axisFor(zone as string, day as string), clockOf(day as string, zone as string)];
        const minute = step * 15;
        fc.pre(minute < axis.length && !missingOn(axis, clock).some((span) => minute >= span.start && minute < span.end));
        expect(placeOf(axis, clock, instantAt(axis, clock, minute))).toBe(minute);
      }),
    );
  });

  it('cover as much of the axis as they last, on a day of 25 hours too', () => {
    const length = fc.integer({ min: 15, max: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), length, (after, minutes) => {
        const starts = Date.parse('2026-11-01T04:00:00Z') + after * 60_000;
        fc.pre(after + minutes < 1500);
        const span = on(NEW_YORK, AUTUMN, new Date(starts).toISOString(), new Date(starts + minutes * 60_000).toISOString());
        expect(span).toEqual({ start: after, end: after + minutes });
      }),
    );
  });
});

describe('the hours written beside the axis', () => {
  it('name the hour that comes twice twice', () => {
    const axis = axisFor(NEW_YORK, AUTUMN);
    expect(hourMarks(axis, { start: 0, end: 240 }).map((mark) => [mark.at, mark.time, mark.again])).toEqual([
      [0, '00:00', false], [60, '01:00', false], [120, '01:00', true], [180, '02:00', false], [240, '03:00', false],
    ]);
  });
});

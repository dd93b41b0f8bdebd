import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { axisOf, clockOf } from './axis';
import { daysShown, hoursShown, outsideOf, sideBySide, stepped, united, within } from './grid';

const AXIS = axisOf([clockOf('2026-03-02', 'America/New_York')]);
const hours = (weekday: number, opens: string, closes: string) => ({ weekday, opens, closes });

describe('sessions at the same time', () => {
  it('stand side by side, and only those', () => {
    const placed = sideBySide([{ id: 'a', start: 0, end: 60 }, { id: 'b', start: 30, end: 90 }, { id: 'c', start: 60, end: 120 }, { id: 'd', start: 120, end: 180 }]);
    expect(Object.fromEntries(placed)).toEqual({ a: { column: 0, columns: 2 }, b: { column: 1, columns: 2 }, c: { column: 0, columns: 2 }, d: { column: 0, columns: 1 } });
  });

  it('never cover one another', () => {
    const block = fc.record({ start: fc.integer({ min: 0, max: 1380 }), length: fc.integer({ min: 15, max: 300 }) });
    fc.assert(fc.property(fc.array(block, { maxLength: 40 }), (list) => {
      const blocks = list.map(({ start, length }, index) => ({ id: String(index), start, end: start + length }));
      const placed = sideBySide(blocks);
      for (const a of blocks) {
        const at = placed.get(a.id)!;
        expect(at.column).toBeLessThan(at.columns);
        for (const b of blocks) {
          if (a.id !== b.id && a.start < b.end && a.end > b.start) {
            expect(placed.get(b.id)!.column).not.toBe(at.column);
            expect(placed.get(b.id)!.columns).toBe(at.columns);
          }
        }
      }
    }));
  });

  it('stay on their day and keep a length while they are pushed about', () => {
    expect(within({ start: -30, end: 30 }, 1440)).toEqual({ start: 0, end: 60 });
    expect(within({ start: 1400, end: 1460 }, 1440)).toEqual({ start: 1380, end: 1440 });
    expect(within({ start: 1400, end: 1460 }, 1500)).toEqual({ start: 1400, end: 1460 });
    expect(within({ start: 600, end: 590 }, 1440)).toEqual({ start: 600, end: 615 });
  });
});

describe('hours on the calendar', () => {
  it('shade what lies outside of a weekday’s stretches', () => {
    const open = [hours(1, '13:00', '20:00'), hours(1, '08:00', '12:00')];
    expect(outsideOf(open, 1)).toEqual([{ start: 0, end: 480 }, { start: 720, end: 780 }, { start: 1200, end: 1440 }]);
    expect(outsideOf(open, 2)).toEqual([{ start: 0, end: 1440 }]);
    expect(outsideOf([hours(1, '00:00', '23:59')], 1)).toEqual([]);
  });

  it('put together what touches', () => {
    expect(united([{ start: 60, end: 90 }, { start: 0, end: 60 }, { start: 80, end: 85 }, { start: 100, end: 110 }])).toEqual([{ start: 0, end: 90 }, { start: 100, end: 110 }]);
  });

  it('show what is open or booked and no empty night', () => {
    expect(hoursShown(AXIS, [], [hours(1, '08:30', '20:00')])).toEqual({ start: 480, end: 1200 });
    expect(hoursShown(AXIS, [{ start: 400, end: 460 }], [hours(1, '08:30', '20:00')])).toEqual({ start: 360, end: 1200 });
    expect(hoursShown(AXIS, [], [])).toEqual({ start: 540, end: 1020 });
    expect(hoursShown(AXIS, [], [hours(1, '00:00', '23:59')])).toEqual({ start: 420, end: 1200 });
  });

  it('of a day of 25 hours begin and end an hour further down', () => {
    const axis = axisOf([clockOf('2026-11-01', 'America/New_York')]);
    expect(hoursShown(axis, [], [hours(7, '08:00', '20:00')])).toEqual({ start: 540, end: 1260 });
    expect(hoursShown(axis, [{ start: 1480, end: 1500 }], [])).toEqual({ start: 600, end: 1500 });
  });
});

describe('days on the calendar', () => {
  it('a week begins on Monday, a month is six weeks', () => {
    expect(daysShown('week', '2026-03-08')).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08']);
    expect(daysShown('day', '2026-03-08')).toEqual(['2026-03-08']);
    const month = daysShown('month', '2026-03-18');
    expect([month.length, month[0], month.at(-1)]).toEqual([42, '2026-02-23', '2026-04-05']);
  });

  it('step by what is shown', () => {
    expect(stepped('day', '2026-03-08', 1)).toBe('2026-03-09');
    expect(stepped('week', '2026-03-08', -1)).toBe('2026-03-01');
    expect(['2026-01-31', '2026-12-01'].map((day) => stepped('month', day, 1))).toEqual(['2026-02-01', '2027-01-01']);
    expect(['2026-03-31', '2026-01-15'].map((day) => stepped('month', day, -1))).toEqual(['2026-02-01', '2025-12-01']);
  });
});

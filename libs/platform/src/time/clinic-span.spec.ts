import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../http/domain-error.js';
import { clinicSpan, clinicSpanInWords } from './clinic-span.js';
import type { ClinicDay, TimeZone, WallTime } from './clinic-time.js';

const NEW_YORK = 'America/New_York' as TimeZone;
const day = (text: string) => text as ClinicDay;
const at = (text: string) => text as WallTime;
const span = (from: string, to: string, fromTime: string | null = null, toTime: string | null = null) => ({ from: day(from), to: day(to), fromTime: fromTime === null ? null : at(fromTime), toTime: toTime === null ? null : at(toTime) });

describe('a span in the clinic’s days', () => {
  it.each([
    ['a whole day', span('2026-03-02', '2026-03-02'), '2026-03-02T05:00:00.000Z', '2026-03-03T05:00:00.000Z'],
    ['the day the clocks go forward, an hour short', span('2026-03-08', '2026-03-08'), '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['the day they go back, an hour long', span('2026-11-01', '2026-11-01'), '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['an afternoon', span('2026-03-02', '2026-03-02', '13:00', '17:30'), '2026-03-02T18:00:00.000Z', '2026-03-02T22:30:00.000Z'],
    ['from a Friday afternoon to a Monday', span('2026-03-06', '2026-03-09', '15:00'), '2026-03-06T20:00:00.000Z', '2026-03-10T04:00:00.000Z'],
  ])('%s', (_case, input, startsAt, endsAt) => {
    const range = clinicSpan(input, NEW_YORK);
    expect([range.startsAt.toISOString(), range.endsAt.toISOString()]).toEqual([startsAt, endsAt]);
    expect(clinicSpanInWords(range.startsAt, range.endsAt, NEW_YORK)).toEqual(input);
  });

  it.each([
    ['ends before its first day', span('2026-03-03', '2026-03-02'), '/to'],
    ['ends before it begins', span('2026-03-02', '2026-03-02', '13:00', '12:00'), '/toTime'],
    ['lasts longer than two years', span('2026-03-02', '2029-03-02'), '/to'],
  ])('is refused where it %s', (_case, input, pointer) => {
    let refused: unknown;
    try {
      clinicSpan(input, NEW_YORK);
    } catch (thrown) {
      refused = thrown;
    }
    expect(refused).toBeInstanceOf(DomainError);
    expect((refused as DomainError).errors?.[0]?.pointer).toBe(pointer);
  });
});

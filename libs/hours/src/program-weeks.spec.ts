import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, daysBetween, timeZone, wallTime, weekdayOf, type ClinicDay, type Weekday } from '#platform';
import { policyOn, programWeeks, type ProgramCalendar, type WeekPolicy } from './program-weeks.js';

const MONDAY = clinicDay('2026-03-02');
const policy = (from: string, change: Partial<WeekPolicy> = {}): WeekPolicy => ({
  id: `policy from ${from}`,
  effectiveFrom: clinicDay(from),
  effectiveTo: null,
  weekStartsOn: 1,
  programWeekdays: [1, 2, 3, 4, 5],
  weeklyMaximumMinutes: 1200,
  dayMinimumMinutes: 180,
  prorate: true,
  ...change,
});
const calendar = (policies: WeekPolicy[], closed: string[] = []): ProgramCalendar => ({
  zone: timeZone('America/New_York'),
  policies,
  openingHours: [{ weekday: 5, opens: wallTime('08:00'), closes: wallTime('18:00') }],
  closedDays: new Set(closed.map(clinicDay)),
});

describe('the weeks of a program', () => {
  it('follow each other, and the week of the clock change has 167 hours', () => {
    const weeks = programWeeks(calendar([policy('2026-01-01')]), MONDAY, addDays(MONDAY, 13));
    expect(weeks.map((week) => [week.weekStart, week.weekEnd])).toEqual([['2026-03-02', '2026-03-09'], ['2026-03-09', '2026-03-16']]);
    expect(weeks.map((week) => (week.endsAt.getTime() - week.startsAt.getTime()) / 3_600_000)).toEqual([167, 168]);
  });

  it('know their open days, and when the last of them closes', () => {
    const [week] = programWeeks(calendar([policy('2026-01-01')], ['2026-03-03', '2026-03-07']), MONDAY, MONDAY);
    expect(week?.openDates).toEqual(['2026-03-02', '2026-03-04', '2026-03-05', '2026-03-06']);
    expect(week?.programDays).toBe(5);
    expect(week?.bookableUntil).toEqual(new Date('2026-03-06T23:00:00Z'));
  });

  it('are judged by the policy of their first day; before the first policy, by the first', () => {
    const policies = [policy('2026-02-01'), policy('2026-03-04', { weeklyMaximumMinutes: 1140 })];
    const weeks = programWeeks(calendar(policies), clinicDay('2026-01-05'), addDays(MONDAY, 7));
    expect(weeks[0]?.policyVersionId).toBe('policy from 2026-02-01');
    expect(weeks.slice(-2).map((week) => [week.weekStart, week.weeklyMaximumMinutes])).toEqual([['2026-03-02', 1200], ['2026-03-09', 1140]]);
    expect(policyOn(policies, clinicDay('2026-03-04')).weeklyMaximumMinutes).toBe(1140);
  });

  it('that begin on Sunday from a Thursday on: the week before is cut short', () => {
    const weeks = programWeeks(calendar([policy('2026-01-01'), policy('2026-03-05', { weekStartsOn: 7 })]), MONDAY, addDays(MONDAY, 12));
    expect(weeks.map((week) => [week.weekStart, week.weekEnd, week.openDates.length])).toEqual([['2026-03-02', '2026-03-08', 5], ['2026-03-08', '2026-03-15', 5]]);
  });

  it('have neither gap nor overlap, however often the first day of the week moves', () => {
    const days = fc.integer({ min: -60, max: 60 });
    const changes = fc.uniqueArray(fc.record({ day: days, weekStartsOn: fc.integer({ min: 1, max: 7 }) }), { selector: (one) => one.day, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, days, fc.integer({ min: 0, max: 80 }), (list, first, length) => {
        const policies = [...list].sort((a, b) => a.day - b.day).map((one) => policy(addDays(MONDAY, one.day), { weekStartsOn: one.weekStartsOn as Weekday }));
        const from = addDays(MONDAY, first);
        const to = addDays(from, length);
        const weeks = programWeeks(calendar(policies), from, to);
        expect((weeks[0]?.weekStart as ClinicDay) <= from && (weeks.at(-1)?.weekEnd as ClinicDay) > to).toBe(true);
        weeks.forEach((week, at) => {
          const days = daysBetween(week.weekStart, week.weekEnd);
          expect(days >= 1 && days <= 7).toBe(true);
          if (at > 0) expect(week.weekStart).toBe(weeks[at - 1]?.weekEnd);
          if (days === 7) expect(policies.map((one) => one.weekStartsOn)).toContain(weekdayOf(week.weekStart));
        });
        // Asked for from any day of it, a week is the same week.
        for (const week of weeks) expect(programWeeks(calendar(policies), addDays(week.weekEnd, -1), addDays(week.weekEnd, -1))).toEqual([week]);
      }),
    );
  });
});

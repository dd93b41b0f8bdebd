import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, weekStartOf, type ClinicDay } from '#platform';
import { matchDates, type StandingDate } from './match-dates.js';

const MONDAY = clinicDay('2026-03-02');
const day = (n: number): ClinicDay => addDays(MONDAY, n);
const at = (n: number, extra: Partial<StandingDate> = {}): StandingDate => ({ sessionId: `s${n}`, day: day(n), past: false, recorded: false, cancelled: false, changedByHand: false, ...extra });
const plan = (standing: StandingDate[], days: number[], extra: { closed?: number[]; overwrite?: boolean } = {}) =>
  matchDates(standing, { days: days.map(day), closed: new Set((extra.closed ?? []).map(day)), overwrite: extra.overwrite ?? false })
    .map((one) => [one.action, one.day === undefined ? '' : Math.round((Date.parse(one.day) - Date.parse(MONDAY)) / 86_400_000), 'sessionId' in one ? one.sessionId : null, one.action === 'keep' ? one.why : null]);

describe('the dates of a series that changes', () => {
  it.each<[string, StandingDate[], number[], { closed?: number[]; overwrite?: boolean }, unknown[][]]>([
    ['stay on their days where the series still has them', [at(0), at(2)], [0, 2], {}, [['change', 0, 's0', null], ['change', 2, 's2', null]]],
    ['move within their week to the days it has instead', [at(0), at(7)], [3, 10], {}, [['change', 3, 's0', null], ['change', 10, 's7', null]]],
    ['are removed where a week has fewer, and added where it has more', [at(0), at(2), at(7)], [0, 7, 9], {}, [['change', 0, 's0', null], ['remove', 2, 's2', null], ['change', 7, 's7', null], ['add', 9, null, null]]],
    ['do not move to a day the clinic is closed', [at(0)], [3], { closed: [3] }, [['remove', 0, 's0', null], ['add', 3, null, null]]],
    ['stay where they have begun, have attendance or are cancelled', [at(0, { past: true }), at(1, { recorded: true }), at(2, { cancelled: true })], [0, 1, 2], {}, [['keep', 0, 's0', 'past'], ['keep', 1, 's1', 'attendance'], ['keep', 2, 's2', 'cancelled']]],
    ['stay where somebody changed them by hand', [at(0, { changedByHand: true })], [3], {}, [['keep', 0, 's0', 'changed_by_hand'], ['add', 3, null, null]]],
    ['follow all the same where somebody says so', [at(0, { changedByHand: true })], [0], { overwrite: true }, [['change', 0, 's0', null]]],
  ])('%s', (_, standing, days, extra, expected) => {
    expect(plan(standing, days, extra)).toEqual(expected);
  });

  it('are never lost and never doubled, and what is kept is never touched', () => {
    const standing = fc.uniqueArray(fc.record({ n: fc.nat(40), past: fc.boolean(), recorded: fc.boolean(), cancelled: fc.boolean(), changedByHand: fc.boolean() }), { selector: (one) => one.n, maxLength: 25 });
    fc.assert(
      fc.property(standing, fc.uniqueArray(fc.nat(40), { maxLength: 25 }), fc.uniqueArray(fc.nat(40), { maxLength: 8 }), fc.boolean(), (rows, days, closed, overwrite) => {
        const there = rows.map(({ n, ...one }) => at(n, one));
        const wish = { days: days.map(day), closed: new Set(closed.map(day)), overwrite };
        const matched = matchDates(there, wish);
        // Every occurrence that is there appears once, whatever becomes of it.
        expect(matched.flatMap((one) => ('sessionId' in one ? [one.sessionId] : [])).sort()).toEqual(there.map((one) => one.sessionId).sort());
        // Every date that is wanted appears once; no other is made.
        const kept = matched.filter((one) => one.action === 'keep').map((one) => one.day);
        const made = matched.filter((one) => one.action === 'change' || one.action === 'add').map((one) => one.day);
        expect([...made].sort()).toEqual(wish.days.filter((one) => !kept.includes(one)).sort());
        expect(new Set(made).size).toBe(made.length);
        for (const one of matched) {
          const before = there.find((each) => 'sessionId' in one && each.sessionId === one.sessionId);
          if (before && (before.past || before.recorded || before.cancelled || (before.changedByHand && !overwrite))) expect([one.action, one.day]).toEqual(['keep', before.day]);
          if (one.action === 'change' && one.from !== one.day) {
            expect(weekStartOf(one.from, 1)).toBe(weekStartOf(one.day, 1));
            expect(wish.closed.has(one.day)).toBe(false);
          }
        }
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hoursText, reasonSentence, standing, STANDINGS, type Standing, type StandingFacts, type StandingReason } from './standing.js';

const midWeek: StandingFacts = { prescribed: 540, attended: 180, planned: 360, maximum: 1200, weekOver: false, bookableLeft: true, owedMinutes: 0 };

describe('how a week of nine prescribed hours stands', () => {
  it.each<[string, Partial<StandingFacts>, Standing, StandingReason, string]>([
    ['attended and booked reach nine hours', {}, 'on_track', 'booked_enough', '3 h attended and 6 h planned reach the 9 h prescribed.'],
    ['reached already', { attended: 540, planned: 0 }, 'met', 'attended_enough', '9 h attended of 9 h prescribed.'],
    ['reached, and more is booked', { attended: 600, planned: 180 }, 'met', 'attended_enough', '10 h attended of 9 h prescribed.'],
    ['reached on the last day', { attended: 540, planned: 0, weekOver: true, bookableLeft: false }, 'met', 'attended_enough', '9 h attended of 9 h prescribed.'],
    ['one hour too little is booked', { planned: 300 }, 'at_risk', 'too_little_booked', '1 h short of 9 h, with time left to book.'],
    ['nothing booked yet on Monday', { attended: 0, planned: 0 }, 'at_risk', 'too_little_booked', '9 h short of 9 h, with time left to book.'],
    ['Friday night, nothing can be booked any more', { planned: 300, bookableLeft: false }, 'short', 'nothing_bookable', '1 h short of 9 h, and nothing can be booked any more this week.'],
    ['Friday night, the last group still to come', { planned: 360, bookableLeft: false }, 'on_track', 'booked_enough', '3 h attended and 6 h planned reach the 9 h prescribed.'],
    ['the week is over', { attended: 450, planned: 0, weekOver: true, bookableLeft: false }, 'short', 'week_over', '1 h 30 min short: the week is over.'],
    ['the week is over and a session was not recorded', { attended: 360, planned: 180, owedMinutes: 180, weekOver: true, bookableLeft: false }, 'short', 'attendance_owed', '3 h short: the week is over and 3 h of attendance are still to be recorded.'],
    ['mid-week, on track only if yesterday is recorded', { owedMinutes: 180 }, 'on_track', 'booked_enough_once_recorded', 'On track once 3 h of past attendance are recorded.'],
    ['mid-week, yesterday is owed but enough is booked without it', { planned: 540, owedMinutes: 180 }, 'on_track', 'booked_enough', '3 h attended and 9 h planned reach the 9 h prescribed.'],
    ['above the maximum by what is booked', { planned: 1065 }, 'over', 'above_maximum', '45 min above the weekly maximum: 3 h attended, 17 h 45 min planned.'],
    ['above the maximum though met', { attended: 1260, planned: 0, weekOver: true }, 'over', 'above_maximum', '1 h above the weekly maximum: 21 h attended, 0 min planned.'],
    ['exactly the maximum is not over it', { attended: 1200, planned: 0 }, 'met', 'attended_enough', '20 h attended of 9 h prescribed.'],
    ['a policy without a maximum', { attended: 3000, maximum: null }, 'met', 'attended_enough', '50 h attended of 9 h prescribed.'],
    ['a week closed throughout', { prescribed: 0, attended: 0, planned: 0 }, 'met', 'nothing_prescribed', 'Nothing prescribed this week.'],
    ['a week closed throughout, over', { prescribed: 0, attended: 0, planned: 0, weekOver: true, bookableLeft: false }, 'met', 'nothing_prescribed', 'Nothing prescribed this week.'],
    ['nothing prescribed, yet booked beyond the maximum', { prescribed: 0, attended: 0, planned: 1260 }, 'over', 'above_maximum', '1 h above the weekly maximum: 0 min attended, 21 h planned.'],
  ])('%s', (_, change, name, reason, sentence) => {
    const week = standing({ ...midWeek, ...change });
    expect([week.standing, week.reason, reasonSentence(week)]).toEqual([name, reason, sentence]);
  });

  it('follows the rules of the week for any minutes', () => {
    const minutes = fc.integer({ min: 0, max: 1500 });
    const anyWeek = fc.record({ prescribed: minutes, attended: minutes, planned: minutes, maximum: fc.option(minutes), weekOver: fc.boolean(), bookableLeft: fc.boolean(), owed: fc.nat(100) });
    fc.assert(fc.property(anyWeek, ({ owed, ...facts }) => {
      const week = standing({ ...facts, owedMinutes: facts.weekOver ? facts.planned : Math.min(facts.planned, owed) });
      const projected = facts.attended + facts.planned;
      expect(STANDINGS).toContain(week.standing);
      expect(week.standing === 'over').toBe(facts.maximum !== null && projected > facts.maximum);
      expect(week.overBy > 0).toBe(week.standing === 'over');
      if (week.standing === 'met') expect(facts.attended).toBeGreaterThanOrEqual(facts.prescribed);
      if (week.standing === 'on_track') expect(projected >= facts.prescribed && !facts.weekOver).toBe(true);
      if (week.standing === 'at_risk') expect(projected < facts.prescribed && facts.bookableLeft && !facts.weekOver).toBe(true);
      if (week.standing === 'short') expect(facts.weekOver || !facts.bookableLeft).toBe(true);
      if (week.standing === 'short' || week.standing === 'at_risk') expect(week.shortBy).toBeGreaterThan(0);
      expect(reasonSentence(week)).toMatch(/^[^-]+\.$/);
    }));
  });

  it('says hours as people do', () => {
    expect([0, 45, 60, 90, 540].map(hoursText)).toEqual(['0 min', '45 min', '1 h', '1 h 30 min', '9 h']);
  });
});

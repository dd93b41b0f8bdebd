import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ATTENDANCE_STATUSES, attendanceProblem, creditableMinutes, creditedMinutes, presentMinutes, wasPresent, type CreditFacts, type MarkFacts } from './credited-minutes.js';

const at = (time: string) => new Date(`2026-11-23T${time.length === 5 ? `${time}:00` : time}Z`);
const evening: CreditFacts = {
  status: 'attended',
  sessionStart: at('17:30'),
  sessionEnd: at('20:30'),
  breaks: [],
  countsTowardHours: true,
  sessionCancelled: false,
};
const tenMinuteBreak = [{ start: at('19:00'), end: at('19:10') }];

describe('credited minutes of a three-hour evening', () => {
  it.each<[string, Partial<CreditFacts>, number]>([
    ['a plain attended credits the whole session', {}, 180],
    ['less the unpaid break', { breaks: tenMinuteBreak }, 170],
    ['two breaks that overlap are taken off once', { breaks: [...tenMinuteBreak, { start: at('19:05'), end: at('19:20') }] }, 160],
    ['a break that reaches beyond the session takes off only what lies in it', { breaks: [{ start: at('20:20'), end: at('20:45') }] }, 170],
    ['a break written backwards takes off nothing', { breaks: [{ start: at('19:10'), end: at('19:00') }] }, 180],
    ['coming early credits nothing before the start', { arrivedAt: at('17:10') }, 180],
    ['staying on credits nothing after the end', { departedAt: at('21:00') }, 180],
    ['late by 20 minutes', { status: 'late', arrivedAt: at('17:50') }, 160],
    ['late into the break', { status: 'late', arrivedAt: at('19:05'), breaks: tenMinuteBreak }, 80],
    ['left 45 minutes early', { status: 'left_early', departedAt: at('19:45') }, 135],
    ['late and left early', { status: 'late', arrivedAt: at('18:00'), departedAt: at('20:00'), breaks: tenMinuteBreak }, 110],
    ['44 minutes and 59 seconds are 44 minutes', { departedAt: at('18:14:59') }, 44],
    ['seconds are rounded once, not at each end', { arrivedAt: at('17:30:30'), departedAt: at('18:30:30') }, 60],
    ['came after it was over', { arrivedAt: at('20:40') }, 0],
    ['left before it began', { departedAt: at('17:00') }, 0],
    ['a departure before the arrival credits nothing', { arrivedAt: at('19:00'), departedAt: at('18:00') }, 0],
    ['only the break', { arrivedAt: at('19:00'), departedAt: at('19:10'), breaks: tenMinuteBreak }, 0],
    ['booked and not yet recorded', { status: 'booked' }, 0],
    ['no-show', { status: 'no_show' }, 0],
    ['an excused absence explains hours and does not fill them', { status: 'excused' }, 0],
    ['a cancelled place', { status: 'cancelled' }, 0],
    ['a cancelled session credits nobody', { sessionCancelled: true }, 0],
    ['a service that does not count', { countsTowardHours: false }, 0],
  ])('%s', (_, change, minutes) => {
    expect(creditedMinutes({ ...evening, ...change })).toBe(minutes);
  });

  it('the night the clock goes back, a session is as long as it really was', () => {
    expect(creditedMinutes({ ...evening, sessionStart: new Date('2026-11-01T00:30:00-04:00'), sessionEnd: new Date('2026-11-01T02:30:00-05:00') })).toBe(180);
  });

  it('time present is known for services that do not count, too', () => {
    expect(presentMinutes({ ...evening, breaks: tenMinuteBreak })).toBe(170);
  });
});

const instant = fc.integer({ min: 0, max: 20_000 }).map((seconds) => new Date(at('17:00').getTime() + seconds * 1000));
const stretch = fc.tuple(instant, instant).map(([start, end]) => ({ start, end }));
const maybe = fc.option(instant);
const anyFacts: fc.Arbitrary<CreditFacts> = fc.record({
  status: fc.constantFrom(...ATTENDANCE_STATUSES),
  sessionStart: instant,
  sessionEnd: instant,
  arrivedAt: maybe,
  departedAt: maybe,
  breaks: fc.array(stretch, { maxLength: 4 }),
  countsTowardHours: fc.boolean(),
  sessionCancelled: fc.boolean(),
});

describe('credited minutes of any attendance', () => {
  it('equal the seconds counted one by one: in the session, present, not in a break', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      let seconds = 0;
      for (let second = facts.sessionStart.getTime(); second < facts.sessionEnd.getTime(); second += 1000) {
        const present = (!facts.arrivedAt || second >= facts.arrivedAt.getTime()) && (!facts.departedAt || second < facts.departedAt.getTime());
        const inBreak = facts.breaks.some(({ start, end }) => second >= start.getTime() && second < end.getTime());
        if (present && !inBreak) seconds++;
      }
      const counts = facts.countsTowardHours && !facts.sessionCancelled && wasPresent(facts.status);
      expect(creditedMinutes(facts)).toBe(counts ? Math.floor(seconds / 60) : 0);
    }), { numRuns: 300 });
  });

  it('are whole, never negative and never more than the session could give', () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const minutes = creditedMinutes(facts);
      expect(Number.isInteger(minutes) && minutes >= 0).toBe(true);
      expect(minutes).toBeLessThanOrEqual(creditableMinutes(facts));
    }));
  });

  it('never credit the same minute in two sessions that follow each other', () => {
    fc.assert(fc.property(anyFacts, anyFacts, instant, instant, instant, (first, second, ...times) => {
      const [start, between, end] = times.sort((a, b) => a.getTime() - b.getTime()) as [Date, Date, Date];
      const total = creditedMinutes({ ...first, sessionStart: start, sessionEnd: between }) + creditedMinutes({ ...second, sessionStart: between, sessionEnd: end });
      expect(total).toBeLessThanOrEqual((end.getTime() - start.getTime()) / 60_000);
    }));
  });
});

describe('what is wrong with a mark', () => {
  const mark: MarkFacts = { status: 'attended', sessionStart: at('17:30'), sessionEnd: at('20:30'), sessionCancelled: false, now: at('20:35'), checkInOpensMinutes: 60 };

  it.each<[string, Partial<MarkFacts>]>([
    ['a plain attended', {}],
    ['attended with a clock-in before the start', { arrivedAt: at('17:20') }],
    ['a check-in at the door, before the session', { now: at('17:10'), arrivedAt: at('17:10') }],
    ['late with an arrival', { status: 'late', arrivedAt: at('17:50') }],
    ['left early with a departure', { status: 'left_early', departedAt: at('19:00') }],
    ['a no-show once it has begun', { status: 'no_show', now: at('17:30') }],
    ['an excuse the day before', { status: 'excused', now: new Date('2026-11-22T09:00:00Z') }],
    ['back to booked, a week ahead', { status: 'booked', now: new Date('2026-11-16T09:00:00Z') }],
    ['a place cancelled with its session', { status: 'cancelled', sessionCancelled: true }],
    ['an arrival by a clock that runs a minute fast', { arrivedAt: at('20:00'), now: at('19:59:30') }],
  ])('nothing: %s', (_, change) => {
    expect(attendanceProblem({ ...mark, ...change })).toBeUndefined();
  });

  it.each<[string, Partial<MarkFacts>, string, string]>([
    ['late without an arrival', { status: 'late' }, '/arrivedAt', 'A late mark needs the time of arrival.'],
    ['late but on time', { status: 'late', arrivedAt: at('17:30') }, '/arrivedAt', 'This arrival is not late: the session had not begun.'],
    ['left early without a departure', { status: 'left_early' }, '/departedAt', 'A left-early mark needs the time of departure.'],
    ['left early but stayed to the end', { status: 'left_early', departedAt: at('20:30') }, '/departedAt', 'This departure is not early: the session was over.'],
    ['left before coming', { arrivedAt: at('18:00'), departedAt: at('18:00') }, '/departedAt', 'The departure must be after the arrival.'],
    ['came when it was over', { arrivedAt: at('20:30') }, '/arrivedAt', 'The arrival is after the session ended.'],
    ['an arrival of another day', { arrivedAt: new Date('2026-11-21T17:35:00Z') }, '/arrivedAt', 'The arrival is more than a day before the session.'],
    ['left before it began', { departedAt: at('17:30') }, '/departedAt', 'The departure is before the session started.'],
    ['a no-show with an arrival', { status: 'no_show', arrivedAt: at('17:40') }, '/arrivedAt', 'Only someone who came has a time of arrival.'],
    ['excused with a departure', { status: 'excused', departedAt: at('18:40') }, '/departedAt', 'Only someone who came has a time of departure.'],
    ['a cancelled session', { sessionCancelled: true }, '/status', 'This session is cancelled: nobody can be marked on it.'],
    ['tomorrow\'s session', { now: new Date('2026-11-22T17:30:00Z') }, '/status', 'Check-in for this session is not open yet.'],
    ['a no-show before it began', { status: 'no_show', now: at('17:29') }, '/status', 'The session has not begun: nobody is missing yet.'],
    ['an arrival in the future', { now: at('18:00'), arrivedAt: at('18:30') }, '/arrivedAt', 'The time of arrival is in the future.'],
    ['a departure in the future', { now: at('18:00'), departedAt: at('18:30') }, '/departedAt', 'The time of departure is in the future.'],
  ])('%s', (_, change, pointer, detail) => {
    expect(attendanceProblem({ ...mark, ...change })).toEqual({ pointer, detail });
  });
});

import { describe, expect, it } from '@jest/globals';
import { timeZone, wallTime } from '#platform';
import { paperDay } from './paper-day.js';

describe('the day whose rosters should be on paper', () => {
  it.each([
    ['in the afternoon it is today', '2026-03-05T20:00:00Z', 'America/New_York', '2026-03-05'],
    ['from nine in the evening it is tomorrow', '2026-03-06T02:00:00Z', 'America/New_York', '2026-03-06'],
    ['a minute before it is not', '2026-03-06T01:59:00Z', 'America/New_York', '2026-03-05'],
    ['after midnight it is what was tomorrow', '2026-03-06T06:00:00Z', 'America/New_York', '2026-03-06'],
    ['in the evening before the clocks go forward', '2026-03-08T02:30:00Z', 'America/New_York', '2026-03-08'],
    ['in the evening of the day they went', '2026-03-09T01:30:00Z', 'America/New_York', '2026-03-09'],
    ['in the hour that comes twice', '2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01'],
    ['each clinic by its own clock', '2026-03-06T02:00:00Z', 'America/Los_Angeles', '2026-03-05'],
  ])('%s', (_, now, zone, day) => {
    expect(paperDay(new Date(now), timeZone(zone), wallTime('21:00'))).toBe(day);
  });
});

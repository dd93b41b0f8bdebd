import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { creditableMinutes } from '#attendance';
import { standing } from '#hours';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { sameEveryTime } from '../../../test/support/many-people.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

const random = sameEveryTime(7);
const upTo = (max: number): number => Math.floor(random() * (max + 1));

describe('the rules the board applies in SQL', () => {
  it('give every week the danger of the standing the code gives it, by its gap', async () => {
    const weeks = Array.from({ length: 4000 }, (_, at) => ({
      at,
      prescribed: upTo(4) * 180,
      attended: upTo(30) * 30,
      planned: upTo(20) * 30,
      maximum: 1140 + upTo(2) * 60,
      over: random() < 0.4,
      bookable: random() < 0.6,
    }));
    const rows = await house.database.rows<{ at: number; danger: number }>(
      `select at, hours.danger(prescribed, attended, planned, maximum, over, bookable) as danger
       from jsonb_to_recordset($1::jsonb) as w(at int, prescribed int, attended int, planned int, maximum int, over boolean, bookable boolean) order by at`,
      [JSON.stringify(weeks)],
    );
    const seen = new Set<string>();
    weeks.forEach((week, at) => {
      const pure = standing({ ...week, weekOver: week.over, bookableLeft: week.bookable, owedMinutes: 0 });
      const danger = { short: -pure.shortBy, at_risk: 100_000 - pure.shortBy, over: 200_000 - pure.overBy, on_track: 300_000, met: 400_000 }[pure.standing];
      expect({ ...rows[at], week }).toEqual({ at, danger, week });
      seen.add(pure.standing);
    });
    expect(seen.size).toBe(5);
  });

  it('offer every session the minutes the code offers it, whatever its breaks', async () => {
    const start = Date.UTC(2026, 9, 31, 22);
    const sessions = Array.from({ length: 2000 }, (_, at) => {
      const startsAt = new Date(start + upTo(36_000) * 1000);
      const endsAt = new Date(startsAt.getTime() + 1000 + upTo(30_000) * 1000);
      const breaks = Array.from({ length: upTo(3) }, () => {
        const from = startsAt.getTime() - 600_000 + upTo(30_000) * 1000;
        return { startsAt: new Date(from), endsAt: new Date(from + (upTo(5000) - 500) * 1000) };
      });
      return { at, startsAt, endsAt, breaks };
    });
    const rows = await house.database.rows<{ at: number; minutes: number }>(
      `select at, attendance.creditable_minutes("startsAt", "endsAt", breaks) as minutes
       from jsonb_to_recordset($1::jsonb) as s(at int, "startsAt" timestamptz, "endsAt" timestamptz, breaks jsonb) order by at`,
      [JSON.stringify(sessions)],
    );
    sessions.forEach(({ at, startsAt, endsAt, breaks }) => {
      const minutes = creditableMinutes({ sessionStart: startsAt, sessionEnd: endsAt, breaks: breaks.map((one) => ({ start: one.startsAt, end: one.endsAt })), countsTowardHours: true, sessionCancelled: false });
      expect(rows[at]).toEqual({ at, minutes });
    });
  });
});

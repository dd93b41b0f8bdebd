import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timeZone, wallTimeOf } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { calendarPrograms } from '../../../../test/support/calendars.js';
import { bookableClinic, written } from '../../../../test/support/schedule.js';
import { personWith } from '../../../../test/support/sign-in.js';

let house: TestApp;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

/** A zone, its two changes of 2026, and the wall times that come twice in autumn. */
const ZONES: [zone: string, changes: [string, string], twice: string][] = [
  ['America/New_York', ['2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z'], '01:30'],
  ['Europe/Berlin', ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'], '02:30'],
  // Half an hour only.
  ['Australia/Lord_Howe', ['2026-10-03T15:30:00Z', '2026-04-04T15:00:00Z'], '01:45'],
  // None, and half an hour beside everybody else.
  ['Asia/Kolkata', ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'], ''],
];

describe.each(ZONES)('the feed of a clinic in %s', (zone, changes, twice) => {
  it('names the instants of the database in every program, through both clock changes of the year', async () => {
    const clinic = await bookableClinic(house.database, 0, { timeZone: zone });
    // Every quarter of an hour of the nights of change, and 17:30 by the wall on every day of the year.
    await written(
      house.database,
      `insert into scheduling.session (id, clinic_id, kind, title, service_id, starts_at, ends_at, clinic_day, capacity, counts_toward_hours)
       select gen_random_uuid(), $1, 'group', 'x', $2, at, at + interval '75 minutes', (at at time zone $3)::date, 10, true from (
         select change + n * interval '15 minutes' as at from unnest($4::timestamptz[]) change, generate_series(-20, 20) n
         union select (day + time '17:30') at time zone $3 from generate_series(timestamp '2026-01-01', timestamp '2026-12-31', interval '1 day') day) t`,
      [clinic.clinicId, clinic.groupServiceId, zone, changes],
    );
    const desk = await personWith(house, clinic.clinicId, 'front_desk');
    const { address } = (await desk.ask('POST', `/clinics/${clinic.clinicId}/feeds`, { label: 'Desk', scope: 'clinic', titles: 'service' })).json() as { address: string };
    const seen = new Map<string, string>();
    for (const now of ['2026-03-15T12:00:00Z', '2026-10-05T12:00:00Z']) {
      house.clock.set(new Date(now));
      const { body } = await house.app.inject({ method: 'GET', url: address });
      const expected = await house.database.rows<{ uid: string; starts: Date; ends: Date }>(
        `select id as uid, starts_at as starts, ends_at as ends from scheduling.session
         where clinic_id = $1 and clinic_day between ($2::timestamptz at time zone $3)::date - 30 and ($2::timestamptz at time zone $3)::date + 180 order by starts_at, id`,
        [clinic.clinicId, now, zone],
      );
      expect(expected.length).toBeGreaterThan(130);
      for (const read of Object.values(calendarPrograms)) {
        const events = read(body).map(({ uid, starts, ends }) => ({ uid, starts, ends }));
        expect(events.sort((a, b) => (a.starts + a.uid < b.starts + b.uid ? -1 : 1))).toEqual(expected.map(({ uid, starts, ends }) => ({ uid, starts: starts.toISOString(), ends: ends.toISOString() })));
        for (const { uid, starts } of events) seen.set(uid, starts);
      }
    }
    const onTheWall = [...seen.values()].map((at) => wallTimeOf(new Date(at), timeZone(zone)));
    expect(onTheWall.filter((time) => time === '17:30').length).toBeGreaterThanOrEqual(290);
    // The hour that comes twice is two events, a length of the change apart.
    if (twice !== '') {
      const night = [...seen.values()].filter((at) => wallTimeOf(new Date(at), timeZone(zone)) === twice).sort();
      const apart = night.slice(1).map((at, i) => (Date.parse(at) - Date.parse(night[i]!)) / 60_000);
      expect(apart).toContain(zone === 'Australia/Lord_Howe' ? 30 : 60);
    }
  });
});

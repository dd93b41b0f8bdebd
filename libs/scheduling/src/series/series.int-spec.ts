import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CreateSeries, EnrolInGroup, CreateGroup } from '#scheduling';
import { addDays, clinicDay, wallTime, wallTimeOf, clinicDayOf, timeZone, weekdayOf, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { ExtendSeries } from './extend-series.service.js';

let house: TestApp;
let clinic: BookableClinic;
let director: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 10);
  director = await personWith(house, clinic.clinicId, 'director');
});

interface Occurrence {
  day: ClinicDay;
  startsAt: string;
  state: string;
  closure: string | null;
  conflicts: { kind: string; id: string; sessionId: string }[];
  outside: { kind: string }[];
}
const post = (path: string, body: object) => director.ask('POST', `/clinics/${clinic.clinicId}${path}`, body);
const weekly = (extra: object = {}) => ({
  serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[0]], clientIds: [clinic.people[0]!.clientId], roomId: clinic.rooms.small,
  rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', startDay: '2026-03-03', startTime: '10:00', ...extra,
});

describe('a series before it is saved', () => {
  it('shows each date: free, closed, or in conflict with what', async () => {
    await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, '2026-03-10', 'Staff day')`, [clinic.clinicId]);
    const other = (await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-17T14:30:00Z', staffIds: [clinic.therapists[0]], clientIds: [clinic.people[1]!.clientId] })).json() as { id: string };
    const preview = (await post('/series/preview', weekly())).json() as { words: string; endless: boolean; occurrences: Occurrence[] };
    expect(preview).toMatchObject({ words: 'Every Tuesday, 4 times', endless: false });
    expect(preview.occurrences.map((one) => [one.day, one.startsAt, one.state, one.closure, one.conflicts.map((conflict) => [conflict.kind, conflict.sessionId])])).toEqual([
      ['2026-03-03', '2026-03-03T15:00:00.000Z', 'free', null, []],
      ['2026-03-10', '2026-03-10T14:00:00.000Z', 'closed', 'Staff day', []],
      ['2026-03-17', '2026-03-17T14:00:00.000Z', 'conflict', null, [['staff', other.id]]],
      ['2026-03-24', '2026-03-24T14:00:00.000Z', 'free', null, []],
    ]);
    expect(await house.database.rows('select count(*) as n from scheduling.series where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 0 }]);
  });

  it('is saved whole or not at all, and says which dates are in the way', async () => {
    await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-17T14:30:00Z', staffIds: [clinic.therapists[0]], clientIds: [clinic.people[1]!.clientId] });
    const refused = await post('/series', weekly());
    expect([refused.statusCode, problemOf(refused)]).toEqual([409, 'series-conflicts']);
    expect((refused.json() as { occurrences: Occurrence[] }).occurrences.map((one) => one.day)).toEqual(['2026-03-17']);
    expect(await house.database.rows('select count(*) as n from scheduling.session where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 1 }]);

    const saved = await post('/series', weekly({ days: ['2026-03-03', '2026-03-10', '2026-03-24'] }));
    expect(saved.statusCode).toBe(201);
    expect(saved.json()).toMatchObject({ sessions: [{ day: '2026-03-03' }, { day: '2026-03-10' }, { day: '2026-03-24' }], skipped: [{ day: '2026-03-17', cause: 'left_out' }] });
    expect(await house.database.rows('select count(*) as n from scheduling.participation where client_id = $1 and episode_id = $2', [clinic.people[0]!.clientId, clinic.people[0]!.episodeId])).toEqual([{ n: 3 }]);
  });

  it('asks for a reason where dates lie outside the hours, and refuses a day the rule does not give', async () => {
    await written(house.database, `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) values (gen_random_uuid(), $1, 2, '12:00', '20:00')`, [clinic.clinicId]);
    const refused = await post('/series', weekly());
    expect([refused.statusCode, problemOf(refused)]).toEqual([422, 'needs-reason']);
    expect((await post('/series', weekly({ days: ['2026-03-04'] }))).statusCode).toBe(400);
    expect((await post('/series', weekly({ rule: 'FREQ=HOURLY' }))).json()).toMatchObject({ errors: [{ pointer: '/rule' }] });
    expect((await post('/series', weekly({ outsideHoursReason: 'Agreed with the landlord' }))).statusCode).toBe(201);
  });

  it('shows the dates on which its room is out, and asks for a reason there', async () => {
    await written(house.database, `insert into clinics.room_outage (id, clinic_id, room_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, '2026-03-17T12:00Z', '2026-03-18T12:00Z', 'Painters')`, [clinic.clinicId, clinic.rooms.small]);
    const inRoom = weekly({ roomId: clinic.rooms.small });
    const preview = (await post('/series/preview', inRoom)).json() as { occurrences: (Occurrence & { outside: { kind: string }[] })[] };
    expect(preview.occurrences.map((one) => [one.day, one.state, one.outside.map((each) => each.kind)])).toEqual([['2026-03-03', 'free', []], ['2026-03-10', 'free', []], ['2026-03-17', 'outside', ['room-out']], ['2026-03-24', 'free', []]]);
    expect(problemOf(await post('/series', inRoom))).toBe('needs-reason');
    expect((await post('/series', { ...inRoom, days: ['2026-03-03', '2026-03-10', '2026-03-24'] })).statusCode).toBe(201);
  });
});

describe('the wall time of a series', () => {
  it.each([
    ['America/New_York', ['2026-03-08', '2026-11-01']],
    ['Europe/Berlin', ['2026-03-29', '2026-10-25']],
    ['Australia/Lord_Howe', ['2026-04-05', '2026-10-04']],
  ])('holds all through 2026 in %s', async (zone, changes) => {
    const there = await bookableClinic(house.database, 1, { timeZone: zone });
    const who = await personWith(house, there.clinicId, 'director');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'), fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1, maxLength: 4 }), fc.constantFrom(...changes), async (hour, minute, days, change) => {
        const startTime = wallTime(`${String(hour).padStart(2, '0')}:${minute}`);
        const startDay = addDays(clinicDay(change), -10);
        const answer = await who.ask('POST', `/clinics/${there.clinicId}/series/preview`, {
          serviceId: there.individualServiceId, staffIds: [there.therapists[0]], rule: `FREQ=WEEKLY;BYDAY=${days.join()};UNTIL=${addDays(clinicDay(change), 10).replaceAll('-', '')}`, startDay, startTime,
        });
        expect(answer.statusCode).toBe(200);
        const { occurrences } = answer.json() as { occurrences: (Occurrence & { endsAt: string })[] };
        expect(occurrences.length).toBeGreaterThanOrEqual(2);
        for (const one of occurrences) {
          const start = new Date(one.startsAt);
          const skipped = one.day === change && wallTimeOf(start, timeZone(zone)) !== startTime;
          if (!skipped) expect([clinicDayOf(start, timeZone(zone)), wallTimeOf(start, timeZone(zone))]).toEqual([one.day, startTime]);
          // A time the clock skips starts when it has moved on, never on another day.
          else expect(clinicDayOf(start, timeZone(zone))).toBe(one.day);
          expect(days).toContain(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][weekdayOf(one.day) - 1]);
          expect(new Date(one.endsAt).getTime() - start.getTime()).toBe(3_600_000);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is what is written: 17:30 stays 17:30 through both changes', async () => {
    const { sessions } = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, { ...weekly(), rule: 'FREQ=WEEKLY;UNTIL=20261231', startDay: clinicDay('2026-03-03'), startTime: wallTime('17:30') } as Parameters<CreateSeries['run']>[1]));
    expect(sessions.length).toBe(44);
    const rows = await house.database.rows<{ wall: string; day: string }>(`select distinct (starts_at at time zone 'America/New_York')::time as wall from scheduling.session where clinic_id = $1`, [clinic.clinicId]);
    expect(rows).toEqual([{ wall: '17:30' }]);
    expect(await house.database.rows(`select count(*) as n from scheduling.session where clinic_id = $1 and clinic_day <> (starts_at at time zone 'America/New_York')::date`, [clinic.clinicId])).toEqual([{ n: 0 }]);
  });
});

describe('a group of ten, three times a week for sixteen weeks', () => {
  it('is saved with everybody booked in a handful of statements', async () => {
    const group = await atTheDesk(() => house.get(CreateGroup).run(clinic.clinicId, { name: 'Evening', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.large, staffIds: [clinic.therapists[0], clinic.therapists[1]] }));
    for (const person of clinic.people) await atTheDesk(() => house.get(EnrolInGroup).run(clinic.clinicId, group.id, { episodeId: person.episodeId, joinedOn: clinicDay('2026-03-02') }));
    const rows = house.database.rows.bind(house.database);
    let statements = 0;
    house.database.rows = async <R>(sql: string, params?: readonly unknown[]) => {
      if (/scheduling\./.test(sql)) statements++;
      return rows<R>(sql, params);
    };
    let saved: Awaited<ReturnType<CreateSeries['run']>>;
    try {
      saved = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, { groupId: group.id, rule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=48', startDay: clinicDay('2026-03-09'), startTime: wallTime('17:30'), durationMinutes: 180, breaks: [{ afterMinutes: 90, minutes: 15 }] }));
    } finally {
      house.database.rows = rows;
    }
    expect(saved.sessions).toHaveLength(48);
    expect(statements).toBeLessThan(10);
    expect(await house.database.rows('select count(*) as n from scheduling.participation p join scheduling.session s on s.id = p.session_id where s.group_id = $1 and p.episode_id is not null', [group.id])).toEqual([{ n: 480 }]);
    expect(await house.database.rows(`select planned_minutes from hours.client_week where episode_id = $1 and week_start = '2026-03-16'`, [clinic.people[0]!.episodeId])).toEqual([{ planned_minutes: 3 * 165 }]);
    expect(await house.database.rows(`select breaks from scheduling.session where group_id = $1 order by starts_at limit 1`, [group.id])).toEqual([{ breaks: [{ startsAt: '2026-03-09T23:00:00.000Z', endsAt: '2026-03-09T23:15:00.000Z' }] }]);
  });
});

describe('an open-ended series', () => {
  it('is carried on to the horizon as time passes; what cannot be made is a gap somebody sees', async () => {
    const group = await atTheDesk(() => house.get(CreateGroup).run(clinic.clinicId, {
      name: 'Open end', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.large, staffIds: [clinic.therapists[0]],
      series: { rule: 'FREQ=WEEKLY;BYDAY=TU', startDay: clinicDay('2026-03-03'), startTime: wallTime('17:30') },
    }));
    await atTheDesk(() => house.get(EnrolInGroup).run(clinic.clinicId, group.id, { episodeId: clinic.people[0]!.episodeId, joinedOn: clinicDay('2026-03-02') }));
    const extend = house.get(ExtendSeries);
    const [{ id, until }] = await house.database.rows<{ id: string; until: string }>('select id, generated_until as until from scheduling.series where group_id = $1', [group.id]) as [{ id: string; until: string }];
    expect(until).toBe('2026-06-23');
    expect(await extend.run(clinic.clinicId, id)).toEqual({ sessions: 0, gaps: 0 });

    await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, '2026-06-30', 'Holiday')`, [clinic.clinicId]);
    const busy = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, { ...weekly(), rule: 'FREQ=DAILY;COUNT=1', startDay: clinicDay('2026-07-07'), startTime: wallTime('18:00') } as Parameters<CreateSeries['run']>[1]));
    house.clock.set(new Date('2026-03-24T14:00:00Z'));
    director = await personWith(house, clinic.clinicId, 'director');
    expect(await extend.due()).toContainEqual({ clinicId: clinic.clinicId, seriesId: id });
    expect(await extend.run(clinic.clinicId, id)).toEqual({ sessions: 1, gaps: 2 });
    expect(await extend.run(clinic.clinicId, id)).toEqual({ sessions: 0, gaps: 0 });
    const seen = (await director.ask('GET', `/clinics/${clinic.clinicId}/groups/${group.id}`)).json() as { openGaps: number; gaps: object[]; roster: { ahead: number }[] };
    expect(seen.gaps).toEqual([{ seriesId: id, day: '2026-06-30', cause: 'closed', open: false }, { seriesId: id, day: '2026-07-07', cause: 'conflict', open: true }]);
    expect(seen.openGaps).toBe(1);
    expect(seen.roster[0]?.ahead).toBe(15);
    expect(await house.database.rows(`select in_the_way->0->>'sessionId' as session from scheduling.series_gap where series_id = $1 and cause = 'conflict'`, [id])).toEqual([{ session: busy.sessions[0]?.id }]);
    house.clock.set(new Date('2026-03-02T14:00:00Z'));
  });
});

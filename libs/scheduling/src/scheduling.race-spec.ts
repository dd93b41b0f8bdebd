import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AddParticipants, BookSession, CancelSession, CreateSeries, EditSeries, EnrolInGroup, CreateGroup, MoveSession, RejoinSeries } from '#scheduling';
import { clinicDay, wallTime } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { hoursDrift } from '../../../test/support/hours-drift.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';
import { ExtendSeries } from './series/extend-series.service.js';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 60);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
});

const TEN = '2026-03-03T15:00:00Z';
const client = (n: number): string => clinic.people[n]!.clientId;
const post = (path: string, body: object) => desk.ask('POST', `/clinics/${clinic.clinicId}${path}`, body);
const together = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, n) => work(n)));

interface Problem {
  conflicts: { kind: string; id: string; sessionId: string; title: string; startsAt: string }[];
  freeSlots: { startsAt: string; endsAt: string }[];
}

/** Fifty therapists who are licensed, so that only one thing is wanted by all. */
async function fiftyTherapists(): Promise<string[]> {
  const rows = await written(house.database,
    `with s as (insert into team.staff (id, clinic_id, given_name, family_name, discipline) select gen_random_uuid(), $1, 'Person', n::text, 'therapist' from generate_series(1, 50) n returning id)
     insert into team.credential (id, clinic_id, staff_id, kind, number, expires_on) select gen_random_uuid(), $1, id, 'license', 'L', '2099-12-31' from s returning staff_id`, [clinic.clinicId]) as { staff_id: string }[];
  return rows.map((row) => row.staff_id);
}

describe('fifty people book the same at once', () => {
  it.each(['room', 'staff', 'client'] as const)('one %s: one succeeds, 49 are told what is in the way and what is free', async (kind) => {
    const therapists = await fiftyTherapists();
    const answers = await together(50, (n) =>
      post('/sessions', {
        serviceId: clinic.individualServiceId,
        startsAt: TEN,
        roomId: kind === 'room' ? clinic.rooms.small : null,
        staffIds: [kind === 'staff' ? clinic.therapists[0] : therapists[n]],
        clientIds: [client(kind === 'client' ? 0 : n)],
      }),
    );
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, ...Array.from({ length: 49 }, () => 409)]);
    const { id } = answers.find((answer) => answer.statusCode === 201)!.json() as { id: string };
    for (const answer of answers.filter((one) => one.statusCode === 409)) {
      expect(problemOf(answer)).toBe('time-taken');
      const problem = answer.json() as Problem;
      expect(problem.conflicts).toEqual([{
        kind, id: { room: clinic.rooms.small, staff: clinic.therapists[0], client: client(0) }[kind], sessionId: id, title: 'Individual therapy',
        startsAt: '2026-03-03T15:00:00.000Z', endsAt: '2026-03-03T16:00:00.000Z',
      }]);
      expect(problem.freeSlots.map((slot) => slot.startsAt)).toEqual(['2026-03-03T14:00:00.000Z', '2026-03-03T16:00:00.000Z', '2026-03-03T13:00:00.000Z']);
    }
    expect(await house.database.rows('select count(*) as n from scheduling.session where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 1 }]);
  }, 600_000);
});

describe('the last seats', () => {
  it('of 30 who join a group of 8 at once, 8 are in and 22 are told it is full', async () => {
    const session = (await post('/sessions', { serviceId: clinic.groupServiceId, startsAt: TEN, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]] })).json() as { id: string; capacity: number };
    expect(session.capacity).toBe(8);
    const answers = await together(30, (n) => post(`/sessions/${session.id}/participants`, { clientIds: [client(n)] }));
    expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(8);
    const refused = answers.filter((answer) => answer.statusCode !== 201);
    expect(refused.map((answer) => [answer.statusCode, problemOf(answer)])).toEqual(Array.from({ length: 22 }, () => [409, 'session-full']));
    expect(await house.database.rows('select s.seats_taken, count(p.*) as places from scheduling.session s join scheduling.participation p on p.session_id = s.id where s.id = $1 group by 1', [session.id])).toEqual([{ seats_taken: 8, places: 8 }]);
  });

  it('held by the database when somebody writes past every use case', async () => {
    const session = (await post('/sessions', { serviceId: clinic.groupServiceId, startsAt: TEN, staffIds: [clinic.therapists[0]], capacity: 8 })).json() as { id: string };
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, (_, n) =>
      written(house.database, `insert into scheduling.participation (id, clinic_id, session_id, client_id, starts_at, ends_at, live)
        select gen_random_uuid(), clinic_id, id, $2, starts_at, ends_at, live from scheduling.session where id = $1`, [session.id, client(n)])));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(8);
    expect(outcomes.filter((one) => one.status === 'rejected' && (one.reason as { code: string }).code === 'session-full')).toHaveLength(22);
  });

  it('of 20 tracks wanted at once for a group of 8, 8 are whole and 12 leave nothing behind', async () => {
    const { id } = await atTheDesk(() => house.get(CreateGroup).run(clinic.clinicId, {
      name: 'Skills', serviceId: clinic.groupServiceId, programId: clinic.programId, roomId: clinic.rooms.small, staffIds: [clinic.therapists[0]],
      series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', startDay: clinicDay('2026-03-04'), startTime: wallTime('17:30') },
    }));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) =>
      atTheDesk(() => house.get(EnrolInGroup).run(clinic.clinicId, id, { episodeId: clinic.people[n]!.episodeId, joinedOn: clinicDay('2026-03-02') }))));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(8);
    expect(outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(Array.from({ length: 12 }, () => 'group-full'));
    expect(await house.database.rows('select distinct seats_taken from scheduling.session where group_id = $1', [id])).toEqual([{ seats_taken: 8 }]);
    expect(await house.database.rows('select count(*) as n from scheduling.group_member where group_id = $1', [id])).toEqual([{ n: 8 }]);
  });
});

describe('whoever loses is told, whatever meets whatever', () => {
  it('booking against cancelling: the freed time is booked once, and every answer is clear', async () => {
    const first = (await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: TEN, staffIds: [clinic.therapists[0]], clientIds: [client(0)] })).json() as { id: string };
    const outcomes = await Promise.allSettled([
      atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, first.id, { reason: 'Ill' })),
      ...Array.from({ length: 10 }, (_, n) => atTheDesk(() => house.get(BookSession).run(clinic.clinicId, { serviceId: clinic.individualServiceId, startsAt: new Date(TEN), staffIds: [clinic.therapists[0]], clientIds: [client(n + 1)] }))),
    ]);
    expect(outcomes[0]?.status).toBe('fulfilled');
    expect(outcomes.slice(1).filter((one) => one.status === 'fulfilled').length).toBeLessThanOrEqual(1);
    for (const one of outcomes) if (one.status === 'rejected') expect((one.reason as { code: string }).code).toBe('time-taken');
    expect(await house.database.rows(`select count(*) as n from scheduling.session where clinic_id = $1 and status = 'scheduled'`, [clinic.clinicId])).toEqual([{ n: outcomes.slice(1).filter((one) => one.status === 'fulfilled').length }]);
  });

  it('joining against cancelling: nobody holds a place in a cancelled session that is not cancelled with it', async () => {
    const session = (await post('/sessions', { serviceId: clinic.groupServiceId, startsAt: TEN, staffIds: [clinic.therapists[0]] })).json() as { id: string };
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 6 }, (_, n) => atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, session.id, { clientIds: [client(n)] }))),
      atTheDesk(() => house.get(CancelSession).run(clinic.clinicId, session.id, { reason: 'Ill' })),
      ...Array.from({ length: 6 }, (_, n) => atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, session.id, { clientIds: [client(n + 6)] }))),
    ]);
    for (const one of outcomes) if (one.status === 'rejected') expect((one.reason as { code: string }).code).toBe('session-cancelled');
    expect(await house.database.rows('select distinct live from scheduling.participation where session_id = $1', [session.id])).not.toContainEqual({ live: true });
    expect(await house.database.rows('select coalesce(sum(planned_minutes), 0)::int as n from hours.client_week where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 0 }]);
  });

  it('moving into a time and booking it: one of them has it', async () => {
    const away = (await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-05T15:00:00Z', staffIds: [clinic.therapists[0]], clientIds: [client(0)] })).json() as { id: string };
    const outcomes = await Promise.allSettled([
      atTheDesk(() => house.get(MoveSession).run(clinic.clinicId, away.id, { startsAt: new Date(TEN) })),
      ...Array.from({ length: 9 }, (_, n) => atTheDesk(() => house.get(BookSession).run(clinic.clinicId, { serviceId: clinic.individualServiceId, startsAt: new Date(TEN), staffIds: [clinic.therapists[0]], clientIds: [client(n + 1)] }))),
    ]);
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes) if (one.status === 'rejected') expect((one.reason as { code: string }).code).toBe('time-taken');
  });

  it('a series against single bookings of its times: all its dates or none, and the loser is told which', async () => {
    const outcomes = await Promise.allSettled([
      atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, {
        serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[0]], clientIds: [client(0)], rule: 'FREQ=WEEKLY;COUNT=10', startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'),
      })),
      ...Array.from({ length: 5 }, (_, n) => atTheDesk(() => house.get(BookSession).run(clinic.clinicId, {
        serviceId: clinic.individualServiceId, startsAt: new Date(Date.parse('2026-03-10T14:00:00Z') + n * 7 * 86_400_000), staffIds: [clinic.therapists[0]], clientIds: [client(n + 1)],
      }))),
    ]);
    const [series, ...singles] = outcomes;
    const inSeries = await house.database.rows<{ n: number }>('select count(*) as n from scheduling.session where clinic_id = $1 and series_id is not null', [clinic.clinicId]);
    expect(inSeries).toEqual([{ n: series?.status === 'fulfilled' ? 10 : 0 }]);
    if (series?.status === 'rejected') expect(series.reason).toMatchObject({ code: 'series-conflicts' });
    for (const one of singles) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'time-taken' });
  });

  it('a series that changes room against single bookings of that room: all its dates or none, and every loser is told', async () => {
    const { id } = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, {
      serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[0]], clientIds: [client(0)], roomId: clinic.rooms.small, rule: 'FREQ=WEEKLY;COUNT=10', startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'),
    }));
    const therapists = await fiftyTherapists();
    const [edit, ...singles] = await Promise.allSettled([
      atTheDesk(() => house.get(EditSeries).run(clinic.clinicId, id, { version: 1, scope: 'all', roomId: clinic.rooms.large, startTime: wallTime('12:00') })),
      ...Array.from({ length: 10 }, (_, n) => atTheDesk(() => house.get(BookSession).run(clinic.clinicId, {
        serviceId: clinic.individualServiceId, startsAt: new Date(Date.parse('2026-03-10T16:00:00Z') + n * 7 * 86_400_000), roomId: clinic.rooms.large, staffIds: [therapists[n] as string], clientIds: [client(n + 1)],
      }))),
    ]);
    const [moved] = await house.database.rows<{ n: number }>(`select count(*) as n from scheduling.session where series_id = $1 and room_id = $2 and status = 'scheduled'`, [id, clinic.rooms.large]);
    expect(moved?.n).toBe(edit?.status === 'fulfilled' ? 10 : 0);
    if (edit?.status === 'rejected') {
      expect(edit.reason).toMatchObject({ code: 'series-conflicts' });
      expect((edit.reason as { facts: { occurrences: { conflicts: { kind: string }[] }[] } }).facts.occurrences.every((one) => one.conflicts.some((conflict) => conflict.kind === 'room'))).toBe(true);
    }
    for (const one of singles) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'time-taken', facts: { conflicts: [{ kind: 'room' }] } });
    expect(await house.database.rows(`select count(*) as n from scheduling.session where series_id = $1 and status = 'scheduled'`, [id])).toEqual([{ n: 10 }]);
  });

  it('a series that is changed twice at once is changed once, and the other is told that it is stale', async () => {
    const { id } = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, {
      serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[0]], clientIds: [client(0)], rule: 'FREQ=WEEKLY;COUNT=10', startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'),
    }));
    const outcomes = await Promise.allSettled(['12:00', '13:00', '14:00', '15:00'].map((time) => atTheDesk(() => house.get(EditSeries).run(clinic.clinicId, id, { version: 1, scope: 'all', startTime: wallTime(time) }))));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'stale-edit' });
    expect(await house.database.rows(`select count(distinct (starts_at at time zone 'America/New_York')::time)::int as times, count(*)::int as n from scheduling.session where series_id = $1 and status = 'scheduled'`, [id])).toEqual([{ times: 1, n: 10 }]);
  });

  it.each<[string, (parts: { earlier: string; later: string }) => Promise<unknown>]>([
    ['a change of the earlier part', ({ earlier }) => house.get(EditSeries).run(clinic.clinicId, earlier, { version: 2, scope: 'all', startTime: wallTime('14:00') })],
    ['a change of the later part', ({ later }) => house.get(EditSeries).run(clinic.clinicId, later, { version: 1, scope: 'all', startTime: wallTime('14:00') })],
    ['a date left out of the later part', ({ later }) => house.get(EditSeries).run(clinic.clinicId, later, { version: 1, scope: 'all', exclude: [clinicDay('2026-04-21')] })],
    ['the carrying on of the later part', ({ later }) => house.get(ExtendSeries).run(clinic.clinicId, later)],
    ['the carrying on of the earlier part', ({ earlier }) => house.get(ExtendSeries).run(clinic.clinicId, earlier)],
    ['the same once more', ({ later }) => house.get(RejoinSeries).run(clinic.clinicId, later, { version: 1 })],
    ['somebody who joins a session', async ({ later }) => {
      const { id } = await house.database.one<{ id: string }>('select id from scheduling.session where series_id in ($1, (select continues_id from scheduling.series where id = $1)) order by series_day desc limit 1', [later]);
      return house.get(AddParticipants).run(clinic.clinicId, id, { clientIds: [client(1)] });
    }],
  ])('two parts of a series are made one against %s: no date is lost or doubled, and whoever loses is told', async (_, other) => {
    for (let round = 0; round < 4; round++) {
      house.clock.set(new Date('2026-03-02T14:00:00Z'));
      clinic = await bookableClinic(house.database, 3);
      const { id: earlier, sessions } = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, {
        serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[0]], clientIds: [client(0)], capacity: 4, rule: 'FREQ=WEEKLY', startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'),
      }));
      const { seriesId: later } = await atTheDesk(() => house.get(EditSeries).run(clinic.clinicId, earlier, { version: 1, scope: 'following', sessionId: sessions[4]!.id, startTime: wallTime('10:00') }));
      house.clock.set(new Date('2026-03-16T14:00:00Z'));
      const both = [() => house.get(RejoinSeries).run(clinic.clinicId, later, { version: 1 }), () => other({ earlier, later })].map((work) => () => atTheDesk<unknown>(work));
      const outcomes = await Promise.allSettled((round % 2 === 0 ? both : both.reverse()).map((work) => work()));
      for (const one of outcomes) if (one.status === 'rejected') expect(['cannot-rejoin', 'stale-edit', 'not-found']).toContain((one.reason as { code: string }).code);
      expect(outcomes.some((one) => one.status === 'fulfilled')).toBe(true);
      const parts = await house.database.rows<{ id: string }>('select id from scheduling.series where clinic_id = $1', [clinic.clinicId]);
      const rejoined = outcomes[round % 2]?.status === 'fulfilled' || (_ === 'the same once more' && parts.length === 1);
      expect(parts.map((one) => one.id).sort()).toEqual((rejoined ? [earlier] : [earlier, later]).sort());
      const days = (await house.database.rows<{ day: string }>(`select series_day as day from scheduling.session where clinic_id = $1 and status = 'scheduled' and series_id is not null order by 1`, [clinic.clinicId])).map((one) => one.day);
      expect(new Set(days).size).toBe(days.length);
      expect(days.length).toBeGreaterThanOrEqual(sessions.length - 1);
      expect(await hoursDrift(house.database, clinic.clinicId, clinicDay('2025-12-31'))).toEqual([]);
    }
  });

  it('a series that is changed while somebody joins its sessions: whoever joined moves along, and the hours are those of the new time', async () => {
    const { id, sessions } = await atTheDesk(() => house.get(CreateSeries).run(clinic.clinicId, {
      serviceId: clinic.groupServiceId, programId: clinic.programId, staffIds: [clinic.therapists[0]], clientIds: [client(0)], capacity: 8, rule: 'FREQ=WEEKLY;COUNT=6', startDay: clinicDay('2026-03-03'), startTime: wallTime('10:00'),
    }));
    const outcomes = await Promise.allSettled([
      ...sessions.slice(0, 3).map((one, n) => atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, one.id, { clientIds: [client(n + 1)] }))),
      atTheDesk(() => house.get(EditSeries).run(clinic.clinicId, id, { version: 1, scope: 'all', startTime: wallTime('14:00'), durationMinutes: 90 })),
      ...sessions.slice(3).map((one, n) => atTheDesk(() => house.get(AddParticipants).run(clinic.clinicId, one.id, { clientIds: [client(n + 4)] }))),
    ]);
    expect(outcomes.map((one) => one.status)).toEqual(Array.from({ length: 7 }, () => 'fulfilled'));
    expect(await house.database.rows('select distinct seats_taken from scheduling.session where series_id = $1', [id])).toEqual([{ seats_taken: 2 }]);
    expect(await hoursDrift(house.database, clinic.clinicId, clinicDay('2025-12-31'))).toEqual([]);
  });

  it('a hall that is double booked cannot stop being shareable', async () => {
    for (const n of [0, 1]) {
      expect((await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: TEN, roomId: clinic.rooms.hall, staffIds: [clinic.therapists[n]], clientIds: [client(n)] })).statusCode).toBe(201);
    }
    await expect(written(house.database, 'update clinics.room set shareable = false where id = $1', [clinic.rooms.hall])).rejects.toMatchObject({ code: 'time-taken' });
    await written(house.database, `update scheduling.session set status = 'cancelled', cancel_reason = 'x' where id = (select id from scheduling.session where room_id = $1 limit 1)`, [clinic.rooms.hall]);
    await written(house.database, 'update clinics.room set shareable = false where id = $1', [clinic.rooms.hall]);
    expect((await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: TEN, roomId: clinic.rooms.hall, staffIds: [clinic.therapists[2]], clientIds: [client(5)] })).statusCode).toBe(409);
  });
});

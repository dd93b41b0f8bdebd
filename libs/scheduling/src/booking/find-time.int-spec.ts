import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, clinicDay, instantOf, newId, timeZone, wallTime } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinic: BookableClinic;
let desk: Asker;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 4);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
});
const MONDAY = '2026-03-02T14:00:00Z';
afterEach(() => house.clock.set(new Date(MONDAY)));

interface Found { minutes: number; items: { day: string; startsAt: string; endsAt: string; room: { id: string; name: string } | null; reasons: { code: string }[] }[]; none: { code: string } | null }
const post = (path: string, body: object) => desk.ask('POST', `/clinics/${clinic.clinicId}${path}`, body);
const find = (body: object = {}) => post('/free-times', { serviceId: clinic.individualServiceId, staffIds: [clinic.therapists[0]], clientIds: [clinic.people[0]!.clientId], where: 'any', ...body });
const found = async (body: object = {}) => {
  const answer = await find(body);
  expect([answer.statusCode, answer.json()]).toEqual([200, expect.anything()]);
  return answer.json() as Found;
};

describe('finding a time', () => {
  it('proposes when everybody and a room is free, soonest and least disruptive first, in the usual room', async () => {
    await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-03T15:00:00Z', staffIds: [clinic.therapists[0]], clientIds: [clinic.people[0]!.clientId], roomId: clinic.rooms.large });
    house.clock.set(new Date('2026-03-04T14:00:00Z'));
    desk = await personWith(house, clinic.clinicId, 'front_desk');
    const { items, minutes } = await found({ from: '2026-03-05', to: '2026-03-06', earliest: '10:00', latest: '13:00' });
    expect(minutes).toBe(60);
    expect(items.map((one) => [one.startsAt, one.room?.name])).toEqual([
      ['2026-03-05T15:00:00.000Z', 'Large room'], ['2026-03-05T16:00:00.000Z', 'Large room'], ['2026-03-05T17:00:00.000Z', 'Large room'],
      ['2026-03-06T15:00:00.000Z', 'Large room'], ['2026-03-06T16:00:00.000Z', 'Large room'], ['2026-03-06T17:00:00.000Z', 'Large room'],
    ]);
    expect(items[0]?.reasons.map((one) => one.code)).toEqual(['soonest', 'usual_room']);
  });

  it('honours hours, closures, time off and what is booked, and says why there is none', async () => {
    await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, '2026-03-04', 'Staff day')`, [clinic.clinicId]);
    await written(house.database, `insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from) select gen_random_uuid(), $1, $2, n, '09:00', '11:00', '2026-01-01' from generate_series(2, 4) n`, [clinic.clinicId, clinic.therapists[0]]);
    await written(house.database, `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, '2026-03-03T14:00:00Z', '2026-03-03T15:00:00Z', 'Dentist')`, [clinic.clinicId, clinic.therapists[0]]);
    await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: '2026-03-05T14:00:00Z', staffIds: [clinic.therapists[1]], clientIds: [clinic.people[0]!.clientId] });
    const week = { from: '2026-03-03', to: '2026-03-06' };
    expect((await found(week)).items.map((one) => one.startsAt).sort()).toEqual(['2026-03-03T15:00:00.000Z', '2026-03-05T15:00:00.000Z']);
    expect((await found({ from: '2026-03-06', to: '2026-03-06' })).none).toMatchObject({ code: 'no_hours' });
    expect((await found({ ...week, minutes: 180 })).none).toMatchObject({ code: 'no_hours' });
    expect((await found({ ...week, where: 'any', seats: 99 })).none).toMatchObject({ code: 'no_room' });
    expect((await found({ ...week, staffIds: [clinic.staffIds[1]] })).none).toMatchObject({ code: 'may_not_lead' });
    expect((await found({ from: '2026-03-03', to: '2026-03-03', earliest: '09:00', latest: '10:00' })).none).toMatchObject({ code: 'all_taken' });
    expect((await found({ from: '2026-03-03', to: '2026-03-03', where: 'room', roomId: clinic.rooms.small })).items[0]?.room?.name).toBe('Small room');
    expect((await found({ ...week, where: 'none' })).items[0]?.room).toBeNull();
    const out = (room: string, from: string, to: string) => written(house.database, `insert into clinics.room_outage (id, clinic_id, room_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, $3, $4, 'Painters')`, [clinic.clinicId, room, from, to]);
    await out(clinic.rooms.small, '2026-03-03T14:00Z', '2026-03-03T17:00Z');
    expect((await found({ from: '2026-03-03', to: '2026-03-03', where: 'room', roomId: clinic.rooms.small })).none).toMatchObject({ code: 'all_taken' });
    expect((await found({ from: '2026-03-03', to: '2026-03-03' })).items.map((one) => one.room?.name)).toEqual(['Large room']);
    await out(clinic.rooms.large, '2026-03-03T15:59Z', '2026-03-03T17:00Z');
    // A room that several may share is out for all of them.
    await out(clinic.rooms.hall, '2026-03-03T05:00Z', '2026-03-04T05:00Z');
    expect((await found({ from: '2026-03-03', to: '2026-03-03' })).none).toMatchObject({ code: 'all_taken' });
  });

  it('looks further where the first days hold too little: what is booked later is then known too', async () => {
    const [therapist, other] = clinic.therapists;
    await written(house.database, `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, '2026-03-02T05:00:00Z', '2026-03-12T05:00:00Z', 'Leave')`, [clinic.clinicId, therapist]);
    // On the first day back at eleven the client is elsewhere, at noon the small room is taken, at one the therapist is; two days on the room at eleven.
    const { small } = clinic.rooms;
    for (const [startsAt, staffId, client, roomId] of [['12T15', other, 0, null], ['12T16', other, 1, small], ['12T17', therapist, 1, null], ['14T15', other, 1, small]] as [string, string, number, string | null][]) {
      const answer = await post('/sessions', { serviceId: clinic.individualServiceId, startsAt: `2026-03-${startsAt}:00:00Z`, staffIds: [staffId], clientIds: [clinic.people[client]!.clientId], roomId, telehealth: roomId === null, outsideHoursReason: 'As the test wants it' });
      expect([answer.statusCode, answer.json()]).toEqual([201, expect.anything()]);
    }
    const { items } = await found({ to: '2026-03-15', earliest: '10:00', latest: '15:00', where: 'room', roomId: small, count: 20 });
    const onThe14th = items.filter((one) => one.day === '2026-03-14').map((one) => one.startsAt);
    expect(onThe14th).not.toEqual([]);
    expect(onThe14th.filter((at) => at > '2026-03-14T14:00:00.000Z' && at < '2026-03-14T16:00:00.000Z')).toEqual([]);
    expect(items.filter((one) => one.day === '2026-03-12').map((one) => one.startsAt)).toEqual(['2026-03-12T18:00:00.000Z', '2026-03-12T14:00:00.000Z']);
    expect(items.every((one) => one.day >= '2026-03-12')).toBe(true);
    expect(new Set(items.map((one) => one.day))).toEqual(new Set(['2026-03-12', '2026-03-13', '2026-03-14', '2026-03-15']));
  });

  it('refuses what could be booked at no time', async () => {
    for (const [body, status, pointer] of [
      [{ where: 'room' }, 400, '/roomId'], [{ from: '2026-03-03', to: '2026-03-02' }, 400, '/to'], [{ to: '2026-08-02' }, 400, '/to'], [{ from: '2026-02-02', to: '2026-02-09' }, 400, '/to'], [{ staffIds: [] }, 400, '/staffIds'],
      [{ clientIds: clinic.people.slice(0, 2).map((one) => one.clientId) }, 400, '/clientIds'], [{ staffIds: [newId()] }, 404, undefined], [{ where: 'room', roomId: newId() }, 404, undefined], [{ clientIds: [newId()] }, 404, undefined],
    ] as [object, number, string | undefined][]) {
      const answer = await find(body);
      expect([body, answer.statusCode, (answer.json() as { errors?: { pointer: string }[] }).errors?.[0]?.pointer]).toEqual([body, status, pointer]);
    }
    await written(house.database, 'update clinics.room set active = false where id = $1', [clinic.rooms.small]);
    expect(problemOf(await find({ where: 'room', roomId: clinic.rooms.small }))).toBe('room-inactive');
  });
});

describe('every proposal', () => {
  const RUNS = Number(process.env['STEPWELL_RUNS'] ?? 8);
  const SEED = process.env['STEPWELL_RUNS'] === undefined ? { seed: 42 } : {};
  const span = fc.record({ day: fc.nat(12), quarter: fc.integer({ min: 28, max: 72 }), length: fc.integer({ min: 2, max: 8 }), staff: fc.nat(2), person: fc.nat(3), room: fc.constantFrom('small', 'large', null) });
  const hours = fc.record({ staff: fc.nat(2), weekday: fc.integer({ min: 1, max: 7 }), from: fc.integer({ min: 0, max: 14 }), length: fc.integer({ min: 2, max: 8 }) });

  it('is accepted when it is booked as it is, whatever is booked, closed or agreed, through both changes of the clocks', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(['America/New_York', '2026-03-02'], ['America/New_York', '2026-10-26'], ['Europe/Berlin', '2026-03-23'], ['Australia/Lord_Howe', '2026-03-30']),
        fc.array(span, { maxLength: 20 }), fc.array(hours, { maxLength: 8 }), fc.boolean(), fc.constantFrom(15, 45, 60, 150), fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }), fc.nat(3), fc.constantFrom('any', 'room', 'none'), fc.option(fc.nat(10)),
        async ([zoneName, start], spans, stated, closes, minutes, staff, person, where, outDay) => {
          const zone = timeZone(zoneName as string);
          const first = clinicDay(start as string);
          house.clock.set(instantOf(first, wallTime('06:00'), zone));
          clinic = await bookableClinic(house.database, 4, { timeZone: zone });
          desk = await personWith(house, clinic.clinicId, 'front_desk');
          const clock = (quarter: number) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
          for (const one of stated) {
            await written(house.database, `insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from) values (gen_random_uuid(), $1, $2, $3, $4, $5, '2026-01-01') on conflict do nothing`,
              [clinic.clinicId, clinic.therapists[one.staff], one.weekday, clock(one.from * 4), clock((one.from + one.length) * 4)]).catch(() => undefined);
          }
          if (closes) {
            await written(house.database, `insert into clinics.closure (id, clinic_id, day, reason) values (gen_random_uuid(), $1, $2, 'Closed')`, [clinic.clinicId, addDays(first, 2)]);
            await written(house.database, `insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) select gen_random_uuid(), $1, n, '08:00', '19:00' from generate_series(1, 7) n`, [clinic.clinicId]);
            await written(house.database, `insert into clinics.opening_hours (id, clinic_id, room_id, weekday, opens, closes) select gen_random_uuid(), $1, $2, n, '10:00', '16:00' from generate_series(1, 3) n`, [clinic.clinicId, clinic.rooms.small]);
          }
          if (outDay !== null) await written(house.database, `insert into clinics.room_outage (id, clinic_id, room_id, starts_at, ends_at, reason) values (gen_random_uuid(), $1, $2, $3, $4, 'Painters')`, [clinic.clinicId, clinic.rooms.small, instantOf(addDays(first, outDay), wallTime('01:30'), zone), instantOf(addDays(first, outDay + 2), wallTime('11:00'), zone)]);
          for (const one of spans) {
            const startsAt = instantOf(addDays(first, one.day), wallTime(clock(one.quarter)), zone);
            await post('/sessions', {
              serviceId: clinic.individualServiceId, startsAt, endsAt: new Date(startsAt.getTime() + one.length * 900_000), staffIds: [clinic.therapists[one.staff]], clientIds: [clinic.people[one.person]!.clientId],
              roomId: one.room === null ? null : clinic.rooms[one.room as 'small' | 'large'], outsideHoursReason: 'The history says so',
            });
          }
          const people = { staffIds: staff.map((n) => clinic.therapists[n]), clientIds: [clinic.people[person]!.clientId] };
          const { items } = await found({ ...people, minutes, where, ...(where === 'room' ? { roomId: clinic.rooms.small } : {}), from: first, to: addDays(first, 13), count: 20 });
          for (const one of items) {
            // None overlaps another, so all of them can be booked.
            const booked = await post('/sessions', { serviceId: clinic.individualServiceId, ...people, startsAt: one.startsAt, endsAt: one.endsAt, roomId: one.room?.id ?? null });
            expect([one, booked.statusCode, booked.json()]).toEqual([one, 201, expect.anything()]);
            accepted++;
          }
        },
      ),
      { numRuns: RUNS, ...SEED },
    );
    expect(accepted).toBeGreaterThan(RUNS * 4);
  }, 120_000 + RUNS * 5000);
});

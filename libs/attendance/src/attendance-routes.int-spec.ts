import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../test/support/app.js';
import { clinicWithPeople, sessionWith, type ClinicWithPeople, type Roster } from '../../../test/support/roster.js';
import { personWith, problemOf, type Asker } from '../../../test/support/sign-in.js';

let house: TestApp;
let clinic: ClinicWithPeople;
let roster: Roster;
let desk: Asker;
let director: Asker;
let path: string;

beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-02T23:00:00Z'));
  clinic = await clinicWithPeople(house.database, 4);
  roster = await sessionWith(house.database, clinic, clinic.people.slice(0, 3), { startsAt: '2026-03-02T22:30:00Z', minutes: 180, capacity: 4 });
  await runAsSystem('test', () =>
    house.database.transaction(() =>
      house.database.rows(
        'insert into scheduling.session_staff (session_id, staff_id, clinic_id, starts_at, ends_at, live) select id, $2, clinic_id, starts_at, ends_at, live from scheduling.session where id = $1',
        [roster.sessionId, clinic.staffIds[0]],
      ),
    ),
  );
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  director = await personWith(house, clinic.clinicId, 'director');
  path = `/clinics/${clinic.clinicId}/sessions/${roster.sessionId}/attendance`;
});
afterAll(() => house.close());

describe('a roster over the API', () => {
  it('shows who is expected, when check-in opens and who leads', async () => {
    const answer = await desk.ask('GET', path);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      title: 'Process group', status: 'scheduled', capacity: 4, seatsTaken: 3, creditableMinutes: 180, timeZone: 'America/New_York', opensAt: '2026-03-02T21:30:00.000Z',
      staff: [{ name: 'Ada Okafor' }],
      places: [{ status: 'booked', version: 1, programName: 'Adult evening', client: { givenName: 'Number 0' } }, {}, {}],
    });
  });

  it('is retried safely: the same key marks once and answers the same', async () => {
    const body = { marks: [{ participationId: roster.participationIds[0], status: 'attended', version: 1 }] };
    const headers = { 'idempotency-key': newId() };
    const first = await desk.ask('POST', path, body, headers);
    const again = await desk.ask('POST', path, body, headers);
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json()).toEqual(first.json());
    expect(first.json()).toMatchObject({ places: [{ status: 'attended', creditedMinutes: 180, recordedBy: 'Robin Hale', version: 2 }] });
    const history = (await desk.ask('GET', `${path}/${roster.participationIds[0]}/marks`)).json<{ items: unknown[] }>();
    expect(history.items).toMatchObject([{ kind: 'check_in', beforeStatus: 'booked', afterStatus: 'attended', beforeMinutes: 0, afterMinutes: 180, markedBy: 'Robin Hale' }]);
  });

  it('answers 409 with what the other marked, and takes the mark again with force', async () => {
    const mark = { participationId: roster.participationIds[0], status: 'late', arrivedAt: '2026-03-02T22:50:00Z', version: 1 };
    const refused = await director.ask('POST', path, { marks: [mark] });
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ type: 'urn:stepwell:problem:marked-by-other', stale: [{ status: 'attended', recordedBy: 'Robin Hale', version: 2 }] });
    expect((await director.ask('POST', path, { marks: [mark], force: true })).json()).toMatchObject({ places: [{ status: 'late', creditedMinutes: 160 }] });
  });

  it('takes a walk-in while a seat is free, and refuses the next', async () => {
    const walkIns = `/clinics/${clinic.clinicId}/sessions/${roster.sessionId}/walk-ins`;
    const answer = await desk.ask('POST', walkIns, { clientId: clinic.people[3]?.clientId, arrivedAt: '2026-03-02T22:45:00Z' });
    expect([answer.statusCode, answer.json<{ status: string; creditedMinutes: number }>()]).toMatchObject([201, { status: 'late', creditedMinutes: 165 }]);
    expect(problemOf(await desk.ask('POST', walkIns, { clientId: clinic.people[3]?.clientId }))).toBe('already-booked');
    const stranger = await clinicWithPeople(house.database, 1);
    expect((await desk.ask('POST', walkIns, { clientId: stranger.people[0]?.clientId })).statusCode).toBe(404);
  });

  it('lets the front desk record, yet not correct once the day is over', async () => {
    house.clock.set(new Date('2026-03-04T15:00:00Z'));
    desk = await personWith(house, clinic.clinicId, 'front_desk');
    director = await personWith(house, clinic.clinicId, 'director');
    const owed = { marks: [{ participationId: roster.participationIds[1], status: 'no_show', version: 1 }] };
    expect((await desk.ask('POST', path, owed)).statusCode).toBe(200);
    const correction = { marks: [{ participationId: roster.participationIds[1], status: 'excused', reason: 'Hospital', version: 2 }] };
    expect(problemOf(await desk.ask('POST', path, correction))).toBe('correction-forbidden');
    expect((await director.ask('POST', path, correction)).json()).toMatchObject({ places: [{ status: 'excused', reason: 'Hospital' }] });
  });

  it('lists the day with arrivals, and what is owed, for everybody or for one leader', async () => {
    const day = (await desk.ask('GET', `/clinics/${clinic.clinicId}/attendance/day?day=2026-03-02`)).json<{ items: unknown[] }>();
    expect(day.items).toMatchObject([{ sessionId: roster.sessionId, expected: 1, present: 2, missed: 0, excused: 1, staff: [{ name: 'Ada Okafor' }] }]);
    const owed = (await desk.ask('GET', `/clinics/${clinic.clinicId}/attendance/owed?staffId=${clinic.staffIds[0]}`)).json<{ items: unknown[] }>();
    expect(owed.items).toMatchObject([{ sessionId: roster.sessionId, owed: 1, booked: 4 }]);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/attendance/owed?staffId=${clinic.staffIds[1]}`)).json()).toEqual({ items: [], nextCursor: null });
    const none = (await desk.ask('GET', `/clinics/${clinic.clinicId}/attendance/day?limit=1`)).json<{ items: unknown[] }>();
    expect(none.items).toEqual([]);
  });

  it('answers bad input with the field it is in, and knows no session of another clinic', async () => {
    const wrong = await desk.ask('POST', path, { marks: [{ participationId: roster.participationIds[2], status: 'cancelled' }, { participationId: 'x', status: 'late', arrivedAt: 'now' }] });
    expect([wrong.statusCode, wrong.json<{ errors: { pointer: string }[] }>().errors.map((error) => error.pointer)]).toEqual([400, ['/marks/0/status', '/marks/1/participationId', '/marks/1/arrivedAt']]);
    expect((await desk.ask('POST', path, { marks: [] })).statusCode).toBe(400);
    const twice = { participationId: roster.participationIds[2], status: 'attended' };
    expect((await desk.ask('POST', path, { marks: [twice, twice] })).statusCode).toBe(400);
    const elsewhere = await personWith(house, (await clinicWithPeople(house.database, 0)).clinicId, 'director');
    expect((await elsewhere.ask('GET', path)).statusCode).toBe(404);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/sessions/${newId()}/attendance`)).statusCode).toBe(404);
  });
});

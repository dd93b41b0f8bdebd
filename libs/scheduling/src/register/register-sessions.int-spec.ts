import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BookSession, RegisterSessions, WithdrawSessions, type SessionToRegister } from '#scheduling';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { atTheDesk, bookableClinic, written, type BookableClinic } from '../../../../test/support/schedule.js';

let house: TestApp;
let clinic: BookableClinic;
beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await bookableClinic(house.database, 4);
});

const TEN = Date.parse('2026-02-03T15:00:00Z');
const row = (n: number, extra: Partial<SessionToRegister> = {}): SessionToRegister => ({
  externalId: `visit-${n}`, serviceId: clinic.individualServiceId, startsAt: new Date(TEN + n * 3_600_000), endsAt: new Date(TEN + (n + 1) * 3_600_000), staffIds: [clinic.therapists[0]],
  places: [{ clientId: clinic.people[0]!.clientId }], ...extra,
});
const register = (rows: SessionToRegister[]) => atTheDesk(() => house.get(RegisterSessions).run(clinic.clinicId, 'old-system', rows));

describe('registering what another system held', () => {
  it('writes the good rows, reports the bad ones, and adds nothing when it comes again', async () => {
    const booked = await atTheDesk(() => house.get(BookSession).run(clinic.clinicId, { serviceId: clinic.individualServiceId, startsAt: new Date(TEN + 7_200_000), staffIds: [clinic.therapists[0]], clientIds: [clinic.people[1]!.clientId] }));
    const rows = [
      row(0),
      row(1, { externalId: 'overlaps-row-0', startsAt: new Date(TEN + 1_800_000) }),
      row(2),
      row(3, { staffIds: [] }),
      row(4, { places: [{ clientId: '01890000-0000-7000-8000-00000000dead' }] }),
      row(5, { endsAt: new Date(TEN) }),
      row(6, { externalId: 'visit-0' }),
      row(7, { cancelReason: 'Snow' }),
      row(7, { externalId: 'in-place-of-7' }),
    ];
    const outcomes = await register(rows);
    expect(outcomes.map((one) => (one.state === 'refused' ? one.problem : one.state))).toEqual([
      'created',
      { code: 'time-taken', kind: 'staff', id: clinic.therapists[0], sessionId: null, row: 0 },
      { code: 'time-taken', kind: 'staff', id: clinic.therapists[0], sessionId: booked.id, row: null },
      'created',
      { code: 'unknown', what: 'client', id: '01890000-0000-7000-8000-00000000dead' },
      { code: 'session-times' },
      { code: 'repeated', row: 0 },
      'created',
      'created',
    ]);
    const again = await register(rows);
    expect(again.map((one) => (one.state === 'refused' ? 'refused' : one.state))).toEqual(['exists', 'refused', 'refused', 'exists', 'refused', 'refused', 'refused', 'exists', 'exists']);
    expect(await house.database.rows('select count(*) as n from scheduling.session where clinic_id = $1', [clinic.clinicId])).toEqual([{ n: 5 }]);
    expect(await house.database.rows(`select count(*) as n from scheduling.participation where clinic_id = $1 and episode_id = $2`, [clinic.clinicId, clinic.people[0]!.episodeId])).toEqual([{ n: 4 }]);
  });

  it('takes people who come in a later file into the session that is there, seats and all', async () => {
    const group = (...people: number[]) => row(0, { serviceId: clinic.groupServiceId, capacity: 2, places: people.map((n) => ({ clientId: clinic.people[n]!.clientId, externalId: `place-${n}` })) });
    await register([group(0, 1)]);
    const [later] = await register([group(0, 1, 2, 3)]);
    expect(later).toMatchObject({ state: 'exists' });
    expect(later?.state === 'exists' && later.places.map((place) => place.created)).toEqual([false, false, true, true]);
    expect(await house.database.rows('select capacity, seats_taken from scheduling.session where clinic_id = $1', [clinic.clinicId])).toEqual([{ capacity: 4, seats_taken: 4 }]);
  });

  it('lets somebody who did not come be elsewhere at that time', async () => {
    const [first, second] = await register([
      row(0, { places: [{ clientId: clinic.people[0]!.clientId, holdsTime: false }] }),
      row(0, { externalId: 'elsewhere', staffIds: [clinic.therapists[1]] }),
    ]);
    expect([first?.state, second?.state]).toEqual(['created', 'created']);
  });

  it('is undone: what nothing was built on is gone, the rest is cancelled and frees its name', async () => {
    const outcomes = await register([row(0), row(1)]);
    const ids = outcomes.flatMap((one) => (one.state === 'refused' ? [] : [one.sessionId]));
    const undone = await atTheDesk(() => house.get(WithdrawSessions).run(clinic.clinicId, ids, { withHistory: [ids[1] as string], reason: 'Import undone' }));
    expect(undone).toEqual({ removed: 1, cancelled: 1 });
    expect(await house.database.rows('select id, status, external_id from scheduling.session where clinic_id = $1', [clinic.clinicId])).toEqual([{ id: ids[1], status: 'cancelled', external_id: null }]);
    expect((await register([row(0), row(1)])).map((one) => one.state)).toEqual(['created', 'created']);
  });

  it('takes 20,000 rows in one transaction, row by row judged', async () => {
    const big = await bookableClinic(house.database, 4);
    await written(house.database, `insert into clients.client (id, clinic_id, chart_number, given_name) select gen_random_uuid(), $1, 'Z' || n, 'Z' from generate_series(1, 2000) n`, [big.clinicId]);
    const clients = await house.database.rows<{ id: string }>(`select id from clients.client where clinic_id = $1 and chart_number like 'Z%'`, [big.clinicId]);
    const rows = Array.from({ length: 20_000 }, (_, n): SessionToRegister => ({
      externalId: `row-${n}`, serviceId: big.individualServiceId, startsAt: new Date(TEN + Math.floor(n / 2000) * 86_400_000), endsAt: new Date(TEN + Math.floor(n / 2000) * 86_400_000 + 1_800_000),
      staffIds: [], places: [{ clientId: clients[n % 2000]!.id }],
    }));
    // Each hundredth claims the time of the row before.
    for (let n = 100; n < rows.length; n += 100) rows[n] = { ...rows[n]!, places: rows[n - 1]!.places };
    const began = process.hrtime.bigint();
    const outcomes = await atTheDesk(() => house.get(RegisterSessions).run(big.clinicId, 'file', rows));
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    expect(outcomes.filter((one) => one.state === 'refused').length).toBe(199);
    expect(seconds).toBeLessThan(60);
  }, 600_000);
});

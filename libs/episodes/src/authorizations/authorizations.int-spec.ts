import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterClients } from '#clients';
import { newId, runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithPeople, type ClinicWithPeople } from '../../../../test/support/roster.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';
import { RegisterEpisodes } from '../import/register-episodes.service.js';
import { UndoRegisteredEpisodes } from '../import/undo-registered-episodes.service.js';

const PAYER = 'Northwind Health Plan';
const TERMS = { payer: PAYER, number: 'NW-778-41', startsOn: '2026-03-02', endsOn: '2026-03-31', unit: 'day', granted: 12 };

interface Item {
  id: string;
  status: string;
  version: number;
}

let house: TestApp;
let clinic: ClinicWithPeople;
let desk: Asker;
let at: (person: number, rest?: string) => string;
beforeAll(async () => {
  house = await testApp();
  house.clock.set(new Date('2026-03-03T18:00:00Z')); // Tuesday, 13:00 in New York
  clinic = await clinicWithPeople(house.database, 6);
  desk = await personWith(house, clinic.clinicId, 'front_desk');
  at = (person, rest = '') => `/clinics/${clinic.clinicId}/clients/${clinic.people[person]?.clientId}/authorizations${rest}`;
});
afterAll(() => house.close());

const recorded = (person: number, more: object = {}, who: Asker = desk) => who.ask('POST', at(person), { ...TERMS, episodeId: clinic.people[person]?.episodeId, ...more });
const idOf = async (person: number, more: object = {}): Promise<string> => (await recorded(person, more)).json<{ id: string }>().id;
const list = async (person: number, who: Asker = desk) => (await who.ask('GET', at(person))).json<{ items: (Item & Record<string, unknown>)[] }>().items;
const pointers = (answer: { json: () => unknown }) => (answer.json() as { errors: { pointer: string }[] }).errors.map((error) => error.pointer);

describe('an authorization', () => {
  it('is recorded with its dates and what is granted, and stands in the trail without payer, number and words', async () => {
    expect(await list(0)).toEqual([]);
    const answer = await recorded(0, { nextReviewOn: '2026-03-24', note: 'Asked for by phone' });
    expect(answer.statusCode).toBe(201);
    const { id } = answer.json<{ id: string }>();
    expect(await list(0)).toEqual([
      expect.objectContaining({ id, ...TERMS, used: 0, booked: 0, left: 12, nextReviewOn: '2026-03-24', note: 'Asked for by phone', status: 'in_force', version: 1, withdrawnAt: null }),
    ]);
    const [entry] = await house.database.rows('select action, client_id, changes from platform.audit_entry where subject_id = $1', [id]);
    expect(entry).toEqual({
      action: 'episodes.authorization-recorded', client_id: clinic.people[0]?.clientId,
      changes: { episodeId: clinic.people[0]?.episodeId, startsOn: '2026-03-02', endsOn: '2026-03-31', unit: 'day', granted: 12, nextReviewOn: '2026-03-24' },
    });
  });

  it('shares no day of its stay with another, until one of them is withdrawn', async () => {
    const first = await idOf(1);
    const second = await recorded(1, { startsOn: '2026-03-31', endsOn: '2026-04-30', number: 'NW-2' });
    expect([second.statusCode, problemOf(second), pointers(second)]).toEqual([409, 'authorizations-overlap', ['/startsOn', '/endsOn']]);
    const next = await idOf(1, { startsOn: '2026-04-01', endsOn: '2026-04-30', unit: 'minute', granted: 2400 });
    const longer = await desk.ask('PATCH', at(1, `/${first}`), { version: 1, endsOn: '2026-04-01' });
    expect([longer.statusCode, problemOf(longer)]).toEqual([409, 'authorizations-overlap']);
    expect((await desk.ask('POST', at(1, `/${next}/withdraw`), { version: 1, reason: 'Recorded twice' })).statusCode).toBe(204);
    expect((await desk.ask('PATCH', at(1, `/${first}`), { version: 1, endsOn: '2026-04-01' })).statusCode).toBe(204);
    expect((await list(1)).map(({ id, status }) => [id, status])).toEqual([[next, 'withdrawn'], [first, 'in_force']]);
  });

  it('is changed by whoever saw it last, and the trail says what, of words only that', async () => {
    const id = await idOf(2);
    expect((await desk.ask('PATCH', at(2, `/${id}`), { version: 1, granted: 20, number: 'NW-9', note: 'Extended' })).statusCode).toBe(204);
    expect(problemOf(await desk.ask('PATCH', at(2, `/${id}`), { version: 1, granted: 30 }))).toBe('stale-edit');
    expect(problemOf(await desk.ask('POST', at(2, `/${id}/withdraw`), { version: 1, reason: 'A mistake' }))).toBe('stale-edit');
    // Said again as it is: nothing changes.
    expect((await desk.ask('PATCH', at(2, `/${id}`), { version: 2, granted: 20 })).statusCode).toBe(204);
    expect(await list(2)).toMatchObject([{ granted: 20, number: 'NW-9', payer: PAYER, version: 2 }]);
    const trail = await house.database.rows<{ action: string; changes: object }>('select action, changes from platform.audit_entry where subject_id = $1 order by id', [id]);
    expect(trail.slice(1)).toEqual([{ action: 'episodes.authorization-changed', changes: { granted: [12, 20], number: ['before', 'after'], note: ['before', 'after'] } }]);
    expect(JSON.stringify(trail)).not.toMatch(/NW-|Northwind|Extended/);
  });

  it('that was withdrawn stays on record with its reason, and is changed no more, not even past every use case', async () => {
    const id = await idOf(3);
    const withdraw = (version: number) => desk.ask('POST', at(3, `/${id}/withdraw`), { version, reason: 'Denied after all' });
    expect((await withdraw(1)).statusCode).toBe(204);
    expect(await list(3)).toMatchObject([{ status: 'withdrawn', withdrawnByName: 'Robin Hale', withdrawnReason: 'Denied after all', version: 2 }]);
    expect(problemOf(await withdraw(2))).toBe('authorization-withdrawn');
    expect(problemOf(await desk.ask('PATCH', at(3, `/${id}`), { version: 2, granted: 1 }))).toBe('authorization-withdrawn');
    for (const sql of ['update episodes.authorization set granted = 1 where id = $1', 'delete from episodes.authorization where id = $1']) {
      await expect(runAsSystem('test', () => house.database.transaction(() => house.database.rows(sql, [id])))).rejects.toThrow('stays on record');
    }
    expect(await house.database.one(`select reason from platform.audit_entry where subject_id = $1 and action = 'episodes.authorization-withdrawn'`, [id])).toEqual({ reason: 'Denied after all' });
  });

  it.each([
    ['that ends before it begins', { endsOn: '2026-03-01' }, ['/endsOn']],
    ['of more than two years', { endsOn: '2028-03-02' }, ['/endsOn']],
    ['from before the admission altogether', { startsOn: '2025-12-01', endsOn: '2025-12-31' }, ['/endsOn']],
    ['of more days than anybody grants', { granted: 1001 }, ['/granted']],
    ['of nothing', { granted: 0 }, ['/granted']],
    ['reviewed before it begins', { nextReviewOn: '2026-03-01' }, ['/nextReviewOn']],
    ['counted in weeks', { unit: 'week' }, ['/unit']],
    ['without payer and number', { payer: ' ', number: '' }, ['/payer', '/number']],
    ['with a day that is none', { startsOn: '2026-02-30' }, ['/startsOn']],
  ])('%s is refused at its fields', async (_, wrong, fields) => {
    const answer = await recorded(4, wrong);
    expect([answer.statusCode, pointers(answer)]).toEqual([400, fields]);
    expect(await list(4)).toEqual([]);
  });

  it('is of a stay of the client, in the clinic, and of no other', async () => {
    const elsewhere = await clinicWithPeople(house.database, 1);
    expect((await recorded(4, { episodeId: clinic.people[5]?.episodeId })).statusCode).toBe(404);
    expect((await recorded(4, { episodeId: elsewhere.people[0]?.episodeId })).statusCode).toBe(404);
    expect((await desk.ask('GET', `/clinics/${clinic.clinicId}/clients/${elsewhere.people[0]?.clientId}/authorizations`)).statusCode).toBe(404);
    expect((await desk.ask('GET', `/clinics/${elsewhere.clinicId}/clients/${elsewhere.people[0]?.clientId}/authorizations`)).statusCode).toBe(404);
    const id = await idOf(5);
    expect((await desk.ask('PATCH', at(4, `/${id}`), { version: 1, granted: 5 })).statusCode).toBe(404);
    expect((await desk.ask('POST', at(5, `/${newId()}/withdraw`), { version: 1, reason: 'x' })).statusCode).toBe(404);
  });

  it('is read by everybody who treats the client, and recorded by the front desk, case managers and directors', async () => {
    const [therapist, manager, director, auditor] = await Promise.all((['therapist', 'case_manager', 'director', 'auditor'] as const).map((role) => personWith(house, clinic.clinicId, role)));
    const body = { startsOn: '2026-05-01', endsOn: '2026-05-02', granted: 1 };
    expect([(await recorded(4, body, auditor)).statusCode, (await auditor!.ask('GET', at(4))).statusCode]).toEqual([403, 200]);
    expect([(await recorded(4, body, therapist)).statusCode, problemOf(await therapist!.ask('GET', at(4)))]).toEqual([403, 'not-on-care-team']);
    expect([(await recorded(4, body, manager)).statusCode, (await recorded(4, { ...body, startsOn: '2026-05-03', endsOn: '2026-05-04' }, director)).statusCode]).toEqual([201, 201]);
  });

  it('keeps the stay it is of: an import whose stay it was recorded for is not undone', async () => {
    const [client] = await runAsSystem('test', () => house.get(RegisterClients).run(clinic.clinicId, 'old', [{ externalId: 'c', givenName: 'Noor' }]));
    const stays = await runAsSystem('test', () => house.get(RegisterEpisodes).run(clinic.clinicId, 'old', [{ externalId: 'e', clientId: client!.clientId, programId: clinic.programId, admittedOn: '2026-01-07' as never }]));
    const path = `/clinics/${clinic.clinicId}/clients/${client!.clientId}/authorizations`;
    expect((await desk.ask('POST', path, { ...TERMS, episodeId: (stays[0] as { episodeId: string }).episodeId })).statusCode).toBe(201);
    await expect(runAsSystem('test', () => house.get(UndoRegisteredEpisodes).run(clinic.clinicId, stays))).rejects.toMatchObject({ code: 'missing-or-in-use', status: 409 });
  });

  it('recorded twice under one key is recorded once', async () => {
    const body = { ...TERMS, startsOn: '2026-06-01', endsOn: '2026-06-30', episodeId: clinic.people[4]?.episodeId };
    const ask = () => desk.ask('POST', at(4), body, { 'idempotency-key': 'authorization-of-june-2026' });
    expect([(await ask()).statusCode, (await ask()).statusCode]).toEqual([201, 201]);
    expect((await list(4)).filter((one) => one['startsOn'] === '2026-06-01').length).toBe(1);
  });
});

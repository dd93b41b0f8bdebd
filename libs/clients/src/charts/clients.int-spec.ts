import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { personWith, problemOf, type Asker } from '../../../../test/support/sign-in.js';

let house: TestApp;
let clinicId: string;
let elsewhere: string;
let desk: Asker;
let stranger: Asker;
let auditor: Asker;

beforeAll(async () => {
  house = await testApp();
  ({ clinicId } = await clinicWithProgram(house.database));
  ({ clinicId: elsewhere } = await clinicWithProgram(house.database));
  desk = await personWith(house, clinicId, 'front_desk');
  stranger = await personWith(house, elsewhere, 'front_desk');
  auditor = await personWith(house, clinicId, 'auditor');
});
afterAll(() => house.close());

const path = (rest = '', clinic = clinicId): string => `/clinics/${clinic}/clients${rest}`;
const made = async (body: object): Promise<string> => {
  const answer = await desk.ask('POST', path(), body);
  expect(answer.statusCode).toBe(201);
  return (answer.json() as { id: string }).id;
};
const trail = (clientId: string) => house.database.rows<{ action: string; changes: object }>('select action, changes from platform.audit_entry where client_id = $1 order by occurred_at, id', [clientId]);

describe('a chart', () => {
  it('is read with a trace, and leaves none where there is nothing to read', async () => {
    const id = await made({ givenName: 'Tomás', familyName: 'Quiroga', preferredName: 'Tom', birthDate: '1979-08-30', phone: '503 555 0100' });
    expect((await desk.ask('GET', path(`/${id}`))).json()).toMatchObject({ givenName: 'Tomás', preferredName: 'Tom', status: 'active', version: 1, city: null });
    expect((await trail(id)).map(({ action }) => action)).toEqual(['clients.created', 'clients.details-read']);
    const nobody = newId();
    for (const url of [path(`/${nobody}`), path('/not-an-id'), path(`/${id}`, elsewhere)]) expect((await stranger.ask('GET', url)).statusCode).toBe(404);
    expect((await desk.ask('GET', path(`/${nobody}`))).statusCode).toBe(404);
    expect(await trail(nobody)).toEqual([]);
    expect(await trail(id)).toHaveLength(2);
  });

  it('is changed by whoever saw the latest version, and says what changed', async () => {
    const id = await made({ givenName: 'Vera', familyName: 'Holm' });
    expect((await desk.ask('PATCH', path(`/${id}`), { version: 1, preferredName: 'Vee', familyName: '' })).statusCode).toBe(204);
    const late = await desk.ask('PATCH', path(`/${id}`), { version: 1, phone: '503 555 0111' });
    expect([late.statusCode, problemOf(late), (late.json() as { currentVersion: number }).currentVersion]).toEqual([409, 'stale-edit', 2]);
    expect((await trail(id)).at(-1)).toEqual({ action: 'clients.edited', changes: { preferredName: [null, 'Vee'], familyName: ['Holm', ''] } });
    expect((await desk.ask('GET', path(`/${id}`))).json()).toMatchObject({ preferredName: 'Vee', familyName: '', phone: null, version: 2 });
  });

  it('is not touched by those who may only look, nor from another clinic', async () => {
    const id = await made({ givenName: 'Ximena', familyName: 'Paz' });
    expect((await auditor.ask('PATCH', path(`/${id}`), { version: 1, city: 'Bend' })).statusCode).toBe(403);
    expect((await stranger.ask('PATCH', path(`/${id}`, elsewhere), { version: 1, city: 'Bend' })).statusCode).toBe(404);
    expect((await stranger.ask('POST', path(`/${id}/archive`, elsewhere), { version: 1 })).statusCode).toBe(404);
    expect(await trail(id)).toHaveLength(1);
  });

  it('refuses dates that cannot be, at their fields', async () => {
    const future = await desk.ask('POST', path(), { givenName: 'Ana', birthDate: '2030-01-01' });
    expect(future.json()).toMatchObject({ status: 400, errors: [{ pointer: '/birthDate', detail: 'is in the future' }] });
    for (const body of [{}, { givenName: '' }, { givenName: ' ' }, { givenName: 'A\u0000' }, { givenName: 'x'.repeat(101) }, { givenName: 'Ana\nBo' }, { givenName: 'Ana', birthDate: '1990-02-30' }, { givenName: 'Ana', phone: "5'; drop table" }, { givenName: 'Ana', nonsense: 1 }]) {
      expect((await desk.ask('POST', path(), body)).statusCode).toBe(400);
    }
  });

  it('can be put aside and taken up again, and is not changed in between', async () => {
    const id = await made({ givenName: 'Orla', familyName: 'Finn' });
    expect((await desk.ask('POST', path(`/${id}/archive`), { version: 1, reason: 'Made by mistake' })).statusCode).toBe(204);
    expect(problemOf(await desk.ask('PATCH', path(`/${id}`), { version: 2, city: 'Bend' }))).toBe('client-archived');
    expect((await desk.ask('POST', path(`/${id}/restore`), { version: 2 })).statusCode).toBe(204);
    expect((await desk.ask('PATCH', path(`/${id}`), { version: 3, city: 'Bend' })).statusCode).toBe(204);
  });
});

describe('a second chart of one person', () => {
  it('is not made before somebody has looked at the first', async () => {
    const first = await made({ givenName: 'Catherine', familyName: "O'Hara", birthDate: '1988-05-12', phone: '(503) 555-0142' });
    const misspelled = { givenName: 'Kathrine', familyName: 'Ohara', birthDate: '1988-12-05' };
    const check = await desk.ask('POST', path('/duplicates'), misspelled);
    expect(check.json()).toMatchObject({ items: [{ clientId: first, givenName: 'Catherine', why: ['similar-name', 'birth-date-nearly-same'] }] });

    const refused = await desk.ask('POST', path(), misspelled);
    expect(refused.json()).toMatchObject({ status: 409, type: 'urn:stepwell:problem:possible-duplicate', candidates: [{ clientId: first }] });
    expect(refused.body).not.toContain('Catherine');

    const other = await made({ ...misspelled, confirmedNotDuplicateOf: [first] });
    expect((await trail(other))[0]).toMatchObject({ action: 'clients.created', changes: { confirmedNotDuplicateOf: [first] } });
  });

  it('is found by its phone and in archived charts, never in another clinic’s', async () => {
    const id = await made({ givenName: 'Bartholomew', familyName: 'Quint', birthDate: '1970-01-01', phone: '617 555 0199' });
    await desk.ask('POST', path(`/${id}/archive`), { version: 1 });
    const body = { givenName: 'Bart', familyName: 'Quint', birthDate: '1970-01-01', phone: '+1 (617) 555-0199' };
    expect((await desk.ask('POST', path('/duplicates'), body)).json()).toMatchObject({ items: [{ clientId: id, status: 'archived', likely: true, why: ['one-name-same', 'same-birth-date', 'same-phone'] }] });
    expect((await stranger.ask('POST', path('/duplicates', elsewhere), body)).json()).toEqual({ items: [] });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { personWith, problemOf, signIn, makeUser, type Asker } from '../../../../test/support/sign-in.js';
import { LastSeen } from '../access/last-seen.js';

let house: TestApp;
let clinicId: string;
let otherClinicId: string;
let administrator: Asker;

beforeAll(async () => {
  house = await testApp();
  ({ clinicId: otherClinicId } = await clinicWithProgram(house.database));
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ clinicId } = await clinicWithProgram(house.database));
  administrator = await signIn(house, await makeUser(house, [clinicId, otherClinicId].map((id) => ({ clinicId: id, roles: ['administrator' as const] }))));
});

const tokens = (rest = ''): string => `/clinics/${clinicId}/tokens${rest}`;
const make = async (permissions: string[], days = 30): Promise<{ id: string; secret: string }> =>
  (await administrator.ask('POST', tokens(), { name: 'Nightly export', permissions, days })).json() as { id: string; secret: string };
const ask = (secret: string, path: string, method: 'GET' | 'POST' = 'GET', payload?: object) =>
  house.app.inject({ method, url: `/api${path}`, headers: { authorization: `Bearer ${secret}` }, ...(payload ? { payload } : {}) });

describe('a token', () => {
  it('may do what it lists, in its clinic, and nothing else', async () => {
    const { secret } = await make(['users.read']);
    expect(secret).toMatch(/^stw_[\w-]{43}$/);
    expect((await ask(secret, `/clinics/${clinicId}/users`)).statusCode).toBe(200);
    expect((await ask(secret, `/clinics/${clinicId}/audit`)).json()).toMatchObject({ permission: 'audit.read' });
    expect((await ask(secret, `/clinics/${otherClinicId}/users`)).statusCode).toBe(404);
    expect((await ask(secret, '/auth/me')).json()).toMatchObject({ memberships: [{ clinicId, permissions: ['users.read'] }] });
    expect(problemOf(await ask(secret, '/auth/sessions'))).toBe('person-only');
    expect(problemOf(await ask(secret, '/auth/sign-out-everywhere', 'POST'))).toBe('person-only');
  });

  it('cannot be given the power over people and tokens, more than its maker holds, or a life without end', async () => {
    const refused = async (body: object) => (await administrator.ask('POST', tokens(), { name: 'Too much', permissions: ['users.read'], days: 30, ...body })).statusCode;
    expect(await refused({ permissions: ['users.manage'] })).toBe(400);
    expect(await refused({ permissions: ['everything'] })).toBe(400);
    expect(await refused({ permissions: [] })).toBe(400);
    expect(await refused({ days: 3650 })).toBe(400);
    expect((await (await personWith(house, clinicId, 'director')).ask('POST', tokens(), { name: 'x', permissions: ['users.read'], days: 1 })).statusCode).toBe(403);
  });

  it('is not stopped by a page of another site, because no browser sends it by itself', async () => {
    const { secret } = await make(['users.read']);
    const answer = await house.app.inject({ method: 'POST', url: `/api/clinics/${clinicId}/users`, headers: { authorization: `Bearer ${secret}`, origin: 'https://integration.test' }, payload: {} });
    expect(problemOf(answer)).toBe('forbidden');
  });

  it('never may more than its maker still may', async () => {
    const deputy = await personWith(house, clinicId, 'administrator');
    const { secret } = (await deputy.ask('POST', tokens(), { name: 'Deputy’s', permissions: ['users.read', 'audit.read'], days: 30 })).json() as { secret: string };
    expect((await ask(secret, `/clinics/${clinicId}/audit`)).statusCode).toBe(200);
    await administrator.ask('PATCH', `/clinics/${clinicId}/users/${deputy.userId}`, { version: 1, roles: ['front_desk'] });
    expect((await ask(secret, `/clinics/${clinicId}/audit`)).statusCode).toBe(403);
    await administrator.ask('DELETE', `/clinics/${clinicId}/users/${deputy.userId}`);
    expect((await ask(secret, `/clinics/${clinicId}/audit`)).statusCode).toBe(401);
    expect((await administrator.ask('GET', tokens())).json()).toMatchObject({ items: [{ state: 'asleep', madeByName: 'Robin Hale' }] });
  });

  it('ends when it is revoked and when its time is over, and the list says which', async () => {
    const [revoked, short] = [await make(['users.read']), await make(['users.read'], 1)];
    expect((await ask(revoked.secret, `/clinics/${clinicId}/users`)).statusCode).toBe(200);
    expect((await administrator.ask('DELETE', tokens(`/${revoked.id}`))).statusCode).toBe(204);
    expect((await ask(revoked.secret, `/clinics/${clinicId}/users`)).statusCode).toBe(401);
    expect((await administrator.ask('DELETE', tokens(`/${revoked.id}`))).statusCode).toBe(404);
    expect((await administrator.ask('DELETE', `/clinics/${otherClinicId}/tokens/${short.id}`)).statusCode).toBe(404);
    expect((await ask(short.secret, `/clinics/${clinicId}/users`)).statusCode).toBe(200);
    house.clock.advance(24 * 60);
    expect((await ask(short.secret, `/clinics/${clinicId}/users`)).statusCode).toBe(401);
    const { items } = (await (await signIn(house, administrator)).ask('GET', tokens())).json() as { items: { id: string; state: string }[] };
    expect(new Map(items.map(({ id, state }) => [id, state]))).toEqual(new Map([[short.id, 'expired'], [revoked.id, 'revoked']]));
  });

  it('is kept as a hash only, and its use is dated and signed in the trail by its own name', async () => {
    const { id, secret } = await make(['clients.write', 'clients.read', 'users.read']);
    await ask(secret, `/clinics/${clinicId}/users`);
    await house.get(LastSeen).write();
    expect((await administrator.ask('GET', tokens())).json()).toMatchObject({ items: [{ id, state: 'works', lastUsedAt: house.clock.now().toISOString() }] });
    const rows = await house.database.rows<{ row: string }>('select row_to_json(t)::text as row from identity.api_token t');
    expect(rows.map(({ row }) => row).join()).not.toContain(secret);
    const entries = await house.database.rows<{ row: string }>('select row_to_json(e)::text as row from platform.audit_entry e where subject_id = $1', [id]);
    expect(entries.map(({ row }) => row).join()).not.toContain(secret);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Controller, Get } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { FixedClock, newId } from '#platform';
import { MONDAY_MORNING, testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { makeUser, personWith, problemOf, signIn, type Asker } from '../../../../test/support/sign-in.js';
import { AccessChanges } from './access-changes.js';
import { RouteDeclarations } from './route-declarations.js';

// Two server processes on one database.
let shared: TestDatabase;
let house: TestApp;
let second: TestApp;
let clinicId: string;
let otherClinicId: string;
let administrator: Asker;
const clock = new FixedClock(MONDAY_MORNING);

beforeAll(async () => {
  shared = await testDatabase();
  house = await testApp({ database: shared, clock, identity: { addressRequests: 100_000 } });
  second = await testApp({ database: shared, clock, identity: { addressRequests: 100_000 } });
  ({ clinicId } = await clinicWithProgram(house.database));
  ({ clinicId: otherClinicId } = await clinicWithProgram(house.database));
  administrator = await personWith(house, clinicId, 'administrator');
  await until(() => house.get(AccessChanges).cache.on && second.get(AccessChanges).cache.on);
});
afterAll(async () => {
  await house.close();
  await second.close();
  await shared.drop();
});

/** Waits for what another process does next, at most five seconds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 5000; performance.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('It did not happen within five seconds.');
}

const users = (clinic = clinicId): string => `/clinics/${clinic}/users`;
const becomes = (person: Asker, path: string, status: number, at: TestApp) => until(async () => (await person.ask('GET', path, undefined, {}, at)).statusCode === status);

describe('who may come in', () => {
  it('a clinic one does not work in is not there, nor is one that does not exist or has no proper id', async () => {
    for (const clinic of [otherClinicId, newId(), 'nonsense', "' or 1=1 --", '%00']) {
      const answer = await administrator.ask('GET', users(encodeURIComponent(clinic)));
      expect([answer.statusCode, problemOf(answer)]).toEqual([404, 'not-found']);
    }
    expect((await administrator.ask('GET', users(clinicId.toUpperCase()))).statusCode).toBe(200);
  });

  it('what one’s role does not allow is refused by name', async () => {
    const therapist = await personWith(house, clinicId, 'therapist');
    const answer = await therapist.ask('GET', users());
    expect([answer.statusCode, answer.json()]).toEqual([403, expect.objectContaining({ type: 'urn:stepwell:problem:forbidden', permission: 'users.read' })]);
  });

  it('roles of one clinic say nothing about another', async () => {
    const both = await signIn(house, await makeUser(house, [{ clinicId, roles: ['front_desk'] }, { clinicId: otherClinicId, roles: ['administrator'] }]));
    expect((await both.ask('GET', users())).statusCode).toBe(403);
    expect((await both.ask('GET', users(otherClinicId))).statusCode).toBe(200);
  });

  it('two roles allow what either allows', async () => {
    const person = await personWith(house, clinicId, 'front_desk', 'auditor');
    expect((await person.ask('GET', users())).statusCode).toBe(200);
    expect((await person.ask('POST', users(), { email: 'a@b.test', displayName: 'A', roles: ['auditor'] })).statusCode).toBe(403);
  });

  it('a made-up or malformed cookie or token is nobody', async () => {
    const headers = [
      { cookie: 'stepwell_session=' },
      { cookie: `stepwell_session=${'A'.repeat(43)}` },
      { cookie: 'stepwell_session=%00; a=b' },
      { authorization: 'Bearer ' },
      { authorization: `Bearer stw_${'A'.repeat(43)}` },
      { authorization: 'Bearer null', cookie: administrator.cookie },
      { authorization: 'Basic YTpi' },
    ];
    for (const header of headers) expect((await house.app.inject({ url: '/api/auth/me', headers: header })).statusCode).toBe(401);
  });
});

describe('a change of access', () => {
  it('a role taken away is gone at the next request here, and within moments in another process', async () => {
    const account = await makeUser(house, [{ clinicId, roles: ['director'] }]);
    const person = await signIn(house, account);
    expect((await person.ask('GET', users())).statusCode).toBe(200);
    expect((await person.ask('GET', users(), undefined, {}, second)).statusCode).toBe(200);

    expect((await administrator.ask('PATCH', `${users()}/${account.userId}`, { version: 1, roles: ['front_desk'] })).statusCode).toBe(200);
    expect((await person.ask('GET', users())).statusCode).toBe(403);
    await becomes(person, users(), 403, second);
    expect((await administrator.ask('PATCH', `${users()}/${account.userId}`, { version: 2, roles: ['auditor'] })).statusCode).toBe(200);
    expect((await person.ask('GET', users())).statusCode).toBe(200);
    await becomes(person, users(), 200, second);
  });

  it('signing out everywhere ends every session in every process', async () => {
    const account = await makeUser(house, [{ clinicId, roles: ['director'] }]);
    const [phone, desk] = [await signIn(house, account), await signIn(second, account)];
    for (const [person, app] of [[phone, house], [phone, second], [desk, house], [desk, second]] as const) {
      expect((await person.ask('GET', '/auth/me', undefined, {}, app)).statusCode).toBe(200);
    }
    expect((await phone.ask('POST', '/auth/sign-out-everywhere', undefined, {}, house)).statusCode).toBe(204);
    for (const person of [phone, desk]) {
      expect((await person.ask('GET', '/auth/me', undefined, {}, house)).statusCode).toBe(401);
      await becomes(person, '/auth/me', 401, second);
    }
  });

  it('a disabled account is out at once, and back when it is enabled and signs in again', async () => {
    const account = await makeUser(house, [{ clinicId, roles: ['director'] }]);
    const person = await signIn(house, account);
    expect((await person.ask('GET', '/auth/me', undefined, {}, second)).statusCode).toBe(200);
    expect((await administrator.ask('POST', `${users()}/${account.userId}/disable`, { reason: 'left the clinic' })).json()).toMatchObject({ state: 'disabled' });
    expect((await person.ask('GET', '/auth/me')).statusCode).toBe(401);
    await becomes(person, '/auth/me', 401, second);
    expect((await administrator.ask('POST', `${users()}/${account.userId}/enable`)).json()).toMatchObject({ state: 'active' });
    expect((await person.ask('GET', '/auth/me')).statusCode).toBe(401);
    expect((await (await signIn(house, account)).ask('GET', '/auth/me')).statusCode).toBe(200);
  });

  it('is seen at the very next request by a process that cannot hear of changes, because it keeps nothing', async () => {
    const account = await makeUser(house, [{ clinicId, roles: ['director'] }]);
    const person = await signIn(house, account);
    const cache = second.get(AccessChanges).cache;
    const client = new pg.Client({ connectionString: shared.url });
    await client.connect();
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stepwell-signals' and datname = current_database()`);
    await client.end();
    await until(() => !cache.on);
    expect((await person.ask('GET', users(), undefined, {}, second)).statusCode).toBe(200);
    await administrator.ask('PATCH', `${users()}/${account.userId}`, { version: 1, roles: ['front_desk'] });
    expect(cache.on).toBe(false);
    expect((await person.ask('GET', users(), undefined, {}, second)).statusCode).toBe(403);
    await until(() => cache.on && house.get(AccessChanges).cache.on);
    expect((await person.ask('GET', users(), undefined, {}, second)).statusCode).toBe(403);
  });
});

describe('a page of another site', () => {
  const write = (headers: Record<string, string>) => administrator.ask('POST', '/auth/lock', undefined, headers).then((answer) => answer.statusCode);

  it('cannot write with a person’s cookie', async () => {
    expect(await write({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await write({ origin: 'https://evil.test' })).toBe(403);
    expect(await write({ origin: 'null' })).toBe(403);
    expect(await write({ origin: 'http://clinic.test', host: 'clinic.test:8080' })).toBe(403);
    expect(await write({ origin: 'http://evil.test', 'x-forwarded-host': 'evil.test' })).toBe(403);
    expect((await administrator.ask('GET', '/auth/me')).statusCode).toBe(200);
  });

  it('cannot sign anybody in either', async () => {
    const answer = await house.app.inject({ method: 'POST', url: '/api/auth/login', headers: { 'sec-fetch-site': 'cross-site' }, payload: { email: administrator.email, password: 'x' } });
    expect([answer.statusCode, problemOf(answer)]).toEqual([403, 'cross-site']);
  });

  it('may not stand in the way of our own page, a script, or a link that only reads', async () => {
    const own = await signIn(house, administrator);
    const lock = (headers: Record<string, string>) => own.ask('POST', '/auth/password', { currentPassword: 'x', newPassword: 'x' }, headers).then((answer) => problemOf(answer));
    expect(await lock({ 'sec-fetch-site': 'same-origin', origin: 'https://rewritten.by.a.proxy' })).toBe('wrong-password');
    expect(await lock({ origin: 'http://clinic.test', host: 'clinic.test' })).toBe('wrong-password');
    expect(await lock({})).toBe('wrong-password');
    expect((await own.ask('GET', '/auth/me', undefined, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(200);
  });
});

describe('too many requests', () => {
  it('are refused with the time to wait, to a session as to an address', async () => {
    const own = new FixedClock(MONDAY_MORNING);
    const strict = await testApp({ clock: own, identity: { signedInRequests: 20, addressRequests: 10 } });
    try {
      const { clinicId: clinic } = await clinicWithProgram(strict.database);
      const person = await personWith(strict, clinic, 'auditor');
      const codes: number[] = [];
      for (let i = 0; i < 22; i++) codes.push((await person.ask('GET', '/auth/me')).statusCode);
      expect(codes).toEqual([...Array<number>(20).fill(200), 429, 429]);
      const refused = await person.ask('GET', '/auth/me');
      expect([problemOf(refused), refused.headers['retry-after']]).toEqual(['too-many-requests', '1']);
      own.advance(0.5 / 60);
      expect((await person.ask('GET', '/auth/me')).statusCode).toBe(200);

      const stranger = (url: string) => strict.app.inject({ url, remoteAddress: '10.9.9.9' }).then(({ statusCode }) => statusCode);
      for (let i = 0; i < 10; i++) expect(await stranger('/api/auth/me')).toBe(401);
      expect(await stranger('/api/auth/me')).toBe(429);
      expect(await stranger('/api/auth/demo')).toBe(429);
      expect(await stranger('/api/health/live')).toBe(200);
      expect((await strict.app.inject({ url: '/api/auth/demo', remoteAddress: '10.9.9.8' })).statusCode).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('the routes', () => {
  it('all declare who may use them', () => {
    const routes = house.get(RouteDeclarations).list();
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter((route) => route.rule === undefined)).toEqual([]);
  });

  it('that declare nothing, or two things, keep the server from starting', async () => {
    @Controller('secret')
    class Forgotten {
      @Get()
      everything(): string {
        return 'everything';
      }
    }
    const start = async (): Promise<void> => {
      const module = await Test.createTestingModule({ imports: [DiscoveryModule], controllers: [Forgotten], providers: [RouteDeclarations, MetadataScanner] }).compile();
      await module.init();
    };
    await expect(start()).rejects.toThrow('GET /api/secret (Forgotten.everything)');
  });
});

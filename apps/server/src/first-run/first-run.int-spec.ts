import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FirstRun } from '#identity';
import { CreateRoom } from '#clinics';
import { runAsSystem } from '#platform';
import { makeFirstAdministrator } from '../cli/first-administrator.js';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { makeUser, problemOf, signIn } from '../../../../test/support/sign-in.js';

let house: TestApp;

beforeEach(async () => {
  house = await testApp();
});
afterEach(() => house.close());

const PASSWORD = 'amber kettle orbit';
const WANTED = { clinicName: 'Harbor Street Clinic', timeZone: 'America/New_York', displayName: 'Robin Hale', email: 'robin@harbor.test', password: PASSWORD };
const ask = (method: 'GET' | 'POST', payload?: object) => house.app.inject({ method, url: '/api/setup', ...(payload ? { payload } : {}), remoteAddress: '10.0.0.7' });
const code = async () => (await house.get(FirstRun).code()) as string;
const open = async () => ((await ask('GET')).json() as { open: boolean }).open;
const count = async (sql: string) => (await house.database.one<{ n: number }>(`select count(*)::int as n from ${sql}`)).n;
const settings = (extra: Record<string, string> = {}) => ({ DATABASE_URL: house.url, STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests', ...extra });

describe('an empty Stepwell', () => {
  it('waits for its first clinic, and is set up with the code the server printed', async () => {
    expect(await open()).toBe(true);
    const made = await ask('POST', { ...WANTED, code: (await code()).toLowerCase() });
    expect(made.statusCode).toBe(201);
    const { clinicId } = made.json() as { clinicId: string };
    expect(await open()).toBe(false);

    const robin = await signIn(house, { userId: '', email: 'robin@harbor.test' });
    const me = (await robin.ask('GET', '/auth/me')).json() as { user: object; memberships: object[] };
    expect(me.user).toMatchObject({ displayName: 'Robin Hale', mustChangePassword: false });
    expect(me.memberships).toEqual([expect.objectContaining({ clinicId, clinicName: 'Harbor Street Clinic', clinicSlug: 'harbor-street-clinic', timeZone: 'America/New_York', roles: ['administrator'] })]);
  });

  it('writes down who took it, and from where, and no word of the code or the password', async () => {
    const given = await code();
    await ask('POST', { ...WANTED, code: given });
    const entries = await house.database.rows<{ action: string; changes: object }>('select action, changes from platform.audit_entry order by action');
    expect(entries.map((entry) => entry.action)).toEqual(['clinics.clinic-created', 'identity.house-set-up', 'identity.user-created']);
    expect(entries[1]?.changes).toEqual({ by: 'screen', address: '10.0.0.7' });
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${PASSWORD}|${given}`));
  });

  it('is not taken by a stranger without the code', async () => {
    const refused = await ask('POST', { ...WANTED, code: 'AAAA-BBBB-CCCC-DDDD' });
    expect([refused.statusCode, problemOf(refused)]).toEqual([422, 'wrong-setup-code']);
    expect(refused.json()).toMatchObject({ errors: [{ pointer: '/code' }] });
    expect(await open()).toBe(true);
  });

  it.each([
    ['a zone nobody knows', { timeZone: 'Mars/Olympus' }, '/timeZone'],
    ['a password people try first', { password: 'passwordpassword' }, '/password'],
    ['no address', { email: 'robin' }, '/email'],
    ['a clinic without a name', { clinicName: ' ' }, '/clinicName'],
  ])('refuses %s at its field, and stays as it was', async (_what, wrong, pointer) => {
    const refused = await ask('POST', { ...WANTED, ...wrong, code: await code() });
    expect(refused.statusCode).toBe(400);
    expect((refused.json() as { errors: { pointer: string }[] }).errors.map((error) => error.pointer)).toEqual([pointer]);
    expect(await open()).toBe(true);
    expect([await count('clinics.clinic'), await count('identity.user'), await count('platform.audit_entry')]).toEqual([0, 0, 0]);
  });

  it('is set up once: the same code opens nothing any more', async () => {
    const given = await code();
    await ask('POST', { ...WANTED, code: given });
    const again = await ask('POST', { ...WANTED, email: 'other@harbor.test', code: given });
    expect([again.statusCode, problemOf(again)]).toEqual([409, 'already-set-up']);
    expect(await count('identity.user')).toBe(1);
  });

  it('is taken by any first account, and never free again', async () => {
    await makeUser(house, []);
    expect(await open()).toBe(false);
    await expect(house.database.transaction(() => house.database.rows('update identity.first_run set taken_at = null'))).rejects.toMatchObject({ code: 'already-set-up' });
    await expect(house.database.transaction(() => house.database.rows('delete from identity.first_run'))).rejects.toMatchObject({ code: 'already-set-up' });
  });
});

describe('the command for servers without a browser', () => {
  const FIRST = { STEPWELL_FIRST_CLINIC: 'Harbor Street Clinic', STEPWELL_FIRST_TIME_ZONE: 'America/Chicago', STEPWELL_FIRST_NAME: 'Robin Hale', STEPWELL_FIRST_EMAIL: 'Robin@Harbor.test' };

  it('makes clinic and administrator from its environment', async () => {
    expect(await makeFirstAdministrator(settings({ ...FIRST, STEPWELL_FIRST_PASSWORD: PASSWORD }))).toContain('robin@harbor.test is its administrator');
    await signIn(house, { userId: '', email: 'robin@harbor.test' });
    expect(await house.database.one('select changes from platform.audit_entry where action = $1', ['identity.house-set-up'])).toEqual({ changes: { by: 'command' } });
  });

  it('asks at a terminal for what is left open, the password twice and unseen', async () => {
    const asked: string[] = [];
    await makeFirstAdministrator(settings(FIRST), async (question, options) => {
      asked.push(`${question}${options?.secret ? ', unseen' : ''}`);
      return PASSWORD;
    });
    expect(asked).toEqual(['A password, at least 12 characters, unseen', 'The same again, unseen']);
    await signIn(house, { userId: '', email: 'robin@harbor.test' });
  });

  it('makes nothing when the two passwords differ', async () => {
    let typed = 0;
    await expect(makeFirstAdministrator(settings(FIRST), async () => `${PASSWORD} ${typed++}`)).rejects.toThrow('not the same');
    expect(await open()).toBe(true);
  });

  it('names everything that is missing where there is no terminal', async () => {
    await expect(makeFirstAdministrator(settings())).rejects.toThrow(/STEPWELL_FIRST_CLINIC[^]*STEPWELL_FIRST_TIME_ZONE[^]*STEPWELL_FIRST_NAME[^]*STEPWELL_FIRST_EMAIL[^]*STEPWELL_FIRST_PASSWORD/);
  });

  it('says what is wrong by its question, and that a house is taken', async () => {
    await expect(makeFirstAdministrator(settings({ ...FIRST, STEPWELL_FIRST_PASSWORD: 'short' }))).rejects.toThrow('A password, at least 12 characters (STEPWELL_FIRST_PASSWORD) must be at least 12 characters.');
    await makeUser(house, []);
    await expect(makeFirstAdministrator(settings({ ...FIRST, STEPWELL_FIRST_PASSWORD: PASSWORD }))).rejects.toThrow('has been set up');
  });
});

describe('the state of a clinic’s setting-up', () => {
  it('is what is in the database, for whoever manages the clinic', async () => {
    const { clinicId } = (await ask('POST', { ...WANTED, code: await code() })).json() as { clinicId: string };
    const robin = await signIn(house, { userId: '', email: 'robin@harbor.test' });
    const state = async () => (await robin.ask('GET', `/clinics/${clinicId}/setup`)).json();
    const nothing = { hours: false, rooms: false, team: false, services: false, programs: false, clients: false, groups: false };
    expect(await state()).toEqual(nothing);
    await runAsSystem('test', () => house.get(CreateRoom).run(clinicId, { name: 'Cedar room', capacity: 12, shareable: false }));
    expect(await state()).toEqual({ ...nothing, rooms: true });

    const finn = await signIn(house, await makeUser(house, [{ clinicId, roles: ['front_desk'] }]));
    expect((await finn.ask('GET', `/clinics/${clinicId}/setup`)).statusCode).toBe(403);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#platform';
import { testApp, MONDAY_MORNING, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { TEST_PASSWORD, cookieOf, makeUser, personWith, problemOf, signIn } from '../../../../test/support/sign-in.js';

// Two server processes on one database, with one clock.
let shared: TestDatabase;
let house: TestApp;
let second: TestApp;
let clinicId: string;
const clock = new FixedClock(MONDAY_MORNING);

beforeAll(async () => {
  shared = await testDatabase();
  house = await testApp({ database: shared, clock, identity: { addressFailures: 200, addressRequests: 100_000 } });
  second = await testApp({ database: shared, clock, identity: { addressFailures: 200, addressRequests: 100_000 } });
  ({ clinicId } = await clinicWithProgram(house.database));
});
afterAll(async () => {
  await house.close();
  await second.close();
  await shared.drop();
});
let address = 0;
beforeEach(() => {
  address++;
});

const login = (email: string, password: string, app = house, headers: Record<string, string> = {}) =>
  app.app.inject({ method: 'POST', url: '/api/auth/login', payload: { email, password }, headers, remoteAddress: `10.1.0.${address}` });
const therapist = (options: { displayName?: string; demo?: boolean } = {}) => makeUser(house, [{ clinicId, roles: ['therapist'] }], options);
const trail = (userId: string) =>
  house.database.rows<{ action: string; actor_kind: string; changes: object }>(
    `select action, actor_kind, changes from platform.audit_entry where clinic_id = $1 and (actor_user_id = $2::uuid or subject_id = $2::text) and action not like '%user-created' order by id`,
    [clinicId, userId],
  );

describe('signing in', () => {
  it('gives a cookie that scripts cannot read, that stays on this site and ends after twelve hours', async () => {
    const { email } = await therapist();
    const answer = await login(email, TEST_PASSWORD);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ mustChangePassword: false });
    expect(answer.headers['set-cookie']).toMatch(/^stepwell_session=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('finds the account whatever the capitals of the address', async () => {
    const { email } = await therapist();
    expect((await login(email.toUpperCase(), TEST_PASSWORD)).statusCode).toBe(200);
  });

  it('says who one is, where one works and what one may do there', async () => {
    const me = await personWith(house, clinicId, 'front_desk');
    const answer = await me.ask('GET', '/auth/me');
    expect(answer.json()).toEqual({
      user: { id: me.userId, email: me.email, displayName: 'Robin Hale', mustChangePassword: false },
      memberships: [expect.objectContaining({ clinicId, clinicName: 'Riverside', clinicSlug: `riverside-${clinicId}`, timeZone: 'America/New_York', roles: ['front_desk'] })],
      session: { id: expect.any(String), expiresAt: '2026-03-03T02:00:00.000Z', idleMinutes: 15 },
      demo: false,
    });
    const [membership] = (answer.json() as { memberships: { permissions: string[] }[] }).memberships;
    expect(membership?.permissions).toContain('attendance.record');
    expect(membership?.permissions).not.toContain('attendance.correct');
  });

  it('answers a wrong password, an unknown address and a disabled account with the same words', async () => {
    const known = await therapist();
    const disabled = await therapist();
    await house.database.writeOnce('update identity.user set disabled_at = $2 where id = $1', [disabled.userId, clock.now()]);
    const answers = [await login(known.email, 'not the password'), await login('nobody@clinic.test', 'not the password'), await login(disabled.email, TEST_PASSWORD)];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0]?.headers['set-cookie']).toBeUndefined();
  });

  it('takes the place of the session the browser had', async () => {
    const me = await personWith(house, clinicId, 'therapist');
    const again = await login(me.email, TEST_PASSWORD, house, { cookie: me.cookie });
    expect(again.statusCode).toBe(200);
    expect((await me.ask('GET', '/auth/me')).statusCode).toBe(401);
    expect((await house.app.inject({ url: '/api/auth/me', headers: { cookie: cookieOf(again) } })).statusCode).toBe(200);
  });

  it('is written in the trail of each clinic the person works in, and what a stranger typed is not', async () => {
    const other = await clinicWithProgram(house.database);
    const both = await makeUser(house, [{ clinicId, roles: ['director'] }, { clinicId: other.clinicId, roles: ['director'] }]);
    await login(both.email, 'not the password');
    await signIn(house, both);
    const entries = await house.database.rows<{ clinic_id: string; action: string }>(
      `select clinic_id, action from platform.audit_entry where (subject_id = $1::text or actor_user_id = $1::uuid) and action like 'identity.sign%' order by id`,
      [both.userId],
    );
    expect(entries).toEqual([clinicId, other.clinicId].sort().flatMap((id) => [{ clinic_id: id, action: 'identity.sign-in-failed' }]).concat([clinicId, other.clinicId].sort().map((id) => ({ clinic_id: id, action: 'identity.signed-in' }))));

    await login('my.secret.address@clinic.test', 'whatever it was');
    const strangers = await house.database.rows<{ row: string }>(`select row_to_json(e)::text as row from platform.audit_entry e where subject_id = 'unknown'`);
    expect(strangers.length).toBeGreaterThan(0);
    expect(strangers.map(({ row }) => row).join()).not.toContain('my.secret');
  });

  it('makes a stale hash anew with today’s parameters', async () => {
    const account = await therapist();
    const hash = () => house.database.one<{ password_hash: string }>('select password_hash from identity.user where id = $1', [account.userId]);
    const costly = await testApp({ database: shared, clock, identity: { argonMemoryKib: 512 } });
    try {
      const before = await hash();
      await signIn(costly, account);
      const after = await hash();
      expect([before.password_hash, after.password_hash]).toEqual([expect.stringContaining('m=256,t=1'), expect.stringContaining('m=512,t=1')]);
      await signIn(costly, account);
      expect(await hash()).toEqual(after);
    } finally {
      await costly.close();
    }
  });

  it('shows the demo sign-ins only where there are some', async () => {
    expect((await house.app.inject({ url: '/api/auth/demo' })).json()).toEqual({ demo: false, accounts: [] });
    await makeUser(house, [{ clinicId, roles: ['case_manager'] }], { email: 'casemanager@demo.test', demo: true });
    expect((await house.app.inject({ url: '/api/auth/demo' })).json()).toEqual({ demo: true, accounts: [{ email: 'casemanager@demo.test', label: 'Case manager' }] });
  });
});

describe('wrong passwords', () => {
  it('rest an account after five, in every server process, and a right one does not help then', async () => {
    const account = await therapist();
    for (let i = 0; i < 5; i++) expect((await login(account.email, `guess ${i}`, i % 2 ? house : second)).statusCode).toBe(401);
    const resting = await login(account.email, TEST_PASSWORD, second);
    expect([resting.statusCode, problemOf(resting), resting.headers['retry-after']]).toEqual([429, 'sign-in-locked', '900']);
    expect((await trail(account.userId)).map(({ action }) => action)).toEqual([...Array<string>(5).fill('identity.sign-in-failed'), 'identity.sign-in-locked']);

    clock.advance(16);
    expect((await login(account.email, TEST_PASSWORD)).statusCode).toBe(200);
    for (let i = 0; i < 4; i++) expect((await login(account.email, `guess ${i}`)).statusCode).toBe(401);
    expect((await login(account.email, TEST_PASSWORD)).statusCode).toBe(200);
  });

  it('rest an unknown address just the same, so that nobody learns who has an account', async () => {
    for (let i = 0; i < 5; i++) expect((await login('someone@else.test', `guess ${i}`)).statusCode).toBe(401);
    expect((await login('SOMEONE@else.test', 'guess')).statusCode).toBe(429);
  });

  it('do not rest longer because a stranger goes on trying', async () => {
    const account = await therapist();
    for (let i = 0; i < 5; i++) await login(account.email, `guess ${i}`);
    clock.advance(10);
    for (let i = 0; i < 10; i++) await login(account.email, `guess ${i}`);
    clock.advance(6);
    expect((await login(account.email, TEST_PASSWORD)).statusCode).toBe(200);
  });

  it('get five tries however many come at once, through two processes', async () => {
    const account = await therapist();
    const answers = await Promise.all(Array.from({ length: 36 }, (_, i) => login(account.email, `guess ${i}`, i % 2 ? house : second)));
    const codes = answers.map(({ statusCode }) => statusCode);
    expect([codes.filter((code) => code === 401).length, codes.filter((code) => code === 429).length]).toEqual([5, 31]);
  });

  it('are not suspected when one person signs in on many devices at the same moment', async () => {
    const account = await therapist();
    const answers = await Promise.all(Array.from({ length: 16 }, () => login(account.email, TEST_PASSWORD)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(16).fill(200));
  });

  it('of one address across many accounts rest the address', async () => {
    const strict = await testApp({ database: shared, clock, identity: { addressFailures: 8, addressRequests: 100_000 } });
    try {
      const account = await therapist();
      for (let i = 0; i < 8; i++) expect((await login(`spray-${i}@clinic.test`, 'the same password', strict)).statusCode).toBe(401);
      expect((await login(account.email, TEST_PASSWORD, strict)).statusCode).toBe(429);
      address++;
      expect((await login(account.email, TEST_PASSWORD, strict)).statusCode).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('a password', () => {
  it('is changed with the old one, keeps this device and signs out the others', async () => {
    const here = await personWith(house, clinicId, 'therapist');
    const there = await signIn(house, here);
    const refused = await here.ask('POST', '/auth/password', { currentPassword: 'wrong one entirely', newPassword: 'violet harbour lantern' });
    expect([refused.statusCode, refused.json()]).toEqual([422, expect.objectContaining({ errors: [{ pointer: '/currentPassword', detail: 'is not right' }] })]);
    const weak = await here.ask('POST', '/auth/password', { currentPassword: TEST_PASSWORD, newPassword: 'password1234' });
    expect([weak.statusCode, weak.json()]).toEqual([400, expect.objectContaining({ errors: [{ pointer: '/newPassword', detail: 'is one that people try first' }] })]);

    expect((await here.ask('POST', '/auth/password', { currentPassword: TEST_PASSWORD, newPassword: 'violet harbour lantern' })).statusCode).toBe(204);
    expect((await here.ask('GET', '/auth/me')).statusCode).toBe(200);
    expect((await there.ask('GET', '/auth/me')).statusCode).toBe(401);
    expect((await login(here.email, TEST_PASSWORD)).statusCode).toBe(401);
    expect((await login(here.email, 'violet harbour lantern')).statusCode).toBe(200);
    expect((await trail(here.userId)).map(({ action }) => action)).toContain('identity.password-changed');
  });

  it('of a demo account stays as it is', async () => {
    const demo = await signIn(house, await therapist({ demo: true }));
    const answer = await demo.ask('POST', '/auth/password', { currentPassword: TEST_PASSWORD, newPassword: 'violet harbour lantern' });
    expect([answer.statusCode, problemOf(answer)]).toEqual([422, 'demo-account']);
  });
});

describe('a session', () => {
  it('ends at sign-out, and signing out twice is no fault', async () => {
    const me = await personWith(house, clinicId, 'therapist');
    const out = await me.ask('POST', '/auth/logout');
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([204, 'stepwell_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict']);
    expect((await me.ask('GET', '/auth/me')).statusCode).toBe(401);
    expect((await me.ask('POST', '/auth/logout')).statusCode).toBe(204);
    expect((await trail(me.userId)).map(({ action }) => action)).toEqual(['identity.signed-in', 'identity.signed-out']);
  });

  it('locks itself after fifteen minutes without a request, and the password opens it where it was', async () => {
    const me = await personWith(house, clinicId, 'therapist');
    clock.advance(14);
    expect((await me.ask('GET', '/auth/me')).statusCode).toBe(200);
    clock.advance(14);
    expect((await me.ask('GET', '/auth/me')).statusCode).toBe(200);
    clock.advance(15.1);
    const idle = await me.ask('GET', '/auth/me');
    expect([idle.statusCode, problemOf(idle)]).toEqual([401, 'session-locked']);
    expect(problemOf(await me.ask('GET', `/clinics/${clinicId}/users`))).toBe('session-locked');

    const wrong = await me.ask('POST', '/auth/unlock', { password: 'not the password' });
    expect([wrong.statusCode, problemOf(wrong)]).toEqual([422, 'wrong-password']);
    expect((await me.ask('POST', '/auth/unlock', { password: TEST_PASSWORD })).statusCode).toBe(204);
    expect((await me.ask('GET', '/auth/me')).statusCode).toBe(200);
  });

  it('stays open when the person was busy through another process', async () => {
    const me = await personWith(house, clinicId, 'therapist');
    clock.advance(10);
    await me.ask('GET', '/auth/me', undefined, {}, second);
    clock.advance(10);
    await Promise.all([house, second].map((app) => writeLastSeen(app)));
    expect((await me.ask('GET', '/auth/me')).statusCode).toBe(200);
  });

  it('can be locked by hand, in every process at once, and wrong passwords at the lock count', async () => {
    const me = await personWith(house, clinicId, 'therapist');
    expect((await me.ask('POST', '/auth/lock')).statusCode).toBe(204);
    expect(problemOf(await me.ask('GET', '/auth/me'))).toBe('session-locked');
    for (let i = 0; i < 5; i++) expect((await me.ask('POST', '/auth/unlock', { password: `guess ${i}` })).statusCode).toBe(422);
    expect((await me.ask('POST', '/auth/unlock', { password: TEST_PASSWORD })).statusCode).toBe(429);
    expect((await me.ask('POST', '/auth/logout')).statusCode).toBe(204);
    expect(problemOf(await me.ask('POST', '/auth/unlock', { password: TEST_PASSWORD }))).toBe('not-signed-in');
  });

  it('ends twelve hours after sign-in, used or not', async () => {
    const me = await personWith(house, clinicId, 'therapist');
    for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
      clock.advance(10);
      expect((await me.ask('GET', '/auth/me')).statusCode).toBe(200);
    }
    clock.advance(10);
    expect(problemOf(await me.ask('GET', '/auth/me'))).toBe('not-signed-in');
    expect(problemOf(await me.ask('POST', '/auth/unlock', { password: TEST_PASSWORD }))).toBe('not-signed-in');
  });

  it('is listed with the others, and any of them can be ended, but nobody else’s', async () => {
    const here = await personWith(house, clinicId, 'therapist');
    const there = await signIn(house, here);
    const stranger = await personWith(house, clinicId, 'administrator');
    const { items } = (await here.ask('GET', '/auth/sessions')).json() as { items: { id: string; current: boolean }[] };
    expect(items.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = items.find(({ current }) => !current)?.id ?? '';
    expect((await stranger.ask('DELETE', `/auth/sessions/${other}`)).statusCode).toBe(404);
    expect((await here.ask('DELETE', `/auth/sessions/${other}`)).statusCode).toBe(204);
    expect((await here.ask('DELETE', `/auth/sessions/${other}`)).statusCode).toBe(404);
    expect((await here.ask('DELETE', '/auth/sessions/nonsense')).statusCode).toBe(404);
    expect((await there.ask('GET', '/auth/me')).statusCode).toBe(401);
    expect((await here.ask('GET', '/auth/me')).statusCode).toBe(200);
  });
});

async function writeLastSeen(app: TestApp): Promise<void> {
  const { LastSeen } = await import('../access/last-seen.js');
  await app.get(LastSeen).write();
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runAsSystem } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { TEST_PASSWORD, makeUser, personWith, problemOf, signIn, type Asker } from '../../../../test/support/sign-in.js';
import { CreateUser } from './create-user.service.js';

let house: TestApp;
let clinicId: string;
let administrator: Asker;

beforeAll(async () => {
  house = await testApp({ identity: { addressRequests: 100_000, addressFailures: 1000 } });
});
afterAll(() => house.close());
beforeEach(async () => {
  ({ clinicId } = await clinicWithProgram(house.database));
  administrator = await personWith(house, clinicId, 'administrator');
});

const users = (rest = ''): string => `/clinics/${clinicId}/users${rest}`;
const login = (email: string, password: string) => house.app.inject({ method: 'POST', url: '/api/auth/login', payload: { email, password } });
const actions = async (subjectId: string) =>
  (await house.database.rows<{ action: string }>('select action from platform.audit_entry where subject_id = $1 and clinic_id = $2 order by id', [subjectId, clinicId])).map(({ action }) => action);

describe('an account', () => {
  it('is made with a password to hand over, which opens nothing but the choice of one’s own', async () => {
    const made = await administrator.ask('POST', users(), { email: 'Mira@Clinic.test', displayName: 'Mira Castellano', roles: ['therapist'] });
    expect(made.statusCode).toBe(201);
    const { id, temporaryPassword } = made.json() as { id: string; temporaryPassword: string };
    expect(temporaryPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect((await administrator.ask('GET', users(`/${id}`))).json()).toMatchObject({ email: 'mira@clinic.test', state: 'invited', roles: ['therapist'], version: 1 });

    const signed = await login('mira@clinic.test', temporaryPassword);
    expect(signed.json()).toEqual({ mustChangePassword: true });
    const mira = await signIn(house, { userId: id, email: 'mira@clinic.test' }, temporaryPassword);
    expect((await mira.ask('GET', '/auth/me')).json()).toMatchObject({ user: { mustChangePassword: true } });
    const early = await mira.ask('GET', users());
    expect([early.statusCode, problemOf(early)]).toEqual([403, 'password-change-required']);
    expect((await mira.ask('POST', '/auth/password', { currentPassword: temporaryPassword, newPassword: 'violet harbour lantern' })).statusCode).toBe(204);
    expect((await mira.ask('GET', users())).json()).toMatchObject({ permission: 'users.read' });
    expect((await administrator.ask('GET', users(`/${id}`))).json()).toMatchObject({ state: 'active' });
    expect(await actions(id)).toEqual(['identity.user-created', 'identity.signed-in', 'identity.signed-in', 'identity.password-changed']);
  });

  it('that nobody has used for three days needs another password to hand over', async () => {
    const { id, temporaryPassword } = (await administrator.ask('POST', users(), { email: `slow-${clinicId}@clinic.test`, displayName: 'Slow Starter', roles: ['therapist'] })).json() as { id: string; temporaryPassword: string };
    house.clock.advance(73 * 60);
    expect((await login(`slow-${clinicId}@clinic.test`, temporaryPassword)).statusCode).toBe(401);
    const again = await signIn(house, administrator);
    const reset = await again.ask('POST', users(`/${id}/reset-password`));
    expect((await login(`slow-${clinicId}@clinic.test`, (reset.json() as { temporaryPassword: string }).temporaryPassword)).statusCode).toBe(200);
  });

  it('keeps its password out of what is kept for a repeated request', async () => {
    const body = { email: `once-${clinicId}@clinic.test`, displayName: 'Once Only', roles: ['therapist'] };
    const first = await administrator.ask('POST', users(), body, { 'idempotency-key': 'make-once' });
    const second = await administrator.ask('POST', users(), body, { 'idempotency-key': 'make-once' });
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect((first.json() as { temporaryPassword: string }).temporaryPassword).toEqual(expect.any(String));
    expect(second.json()).toEqual({ id: (first.json() as { id: string }).id, hadAccount: false, temporaryPassword: null });
    const kept = await house.database.rows<{ row: string }>('select row_to_json(k)::text as row from platform.idempotency_key k where actor_id = $1', [administrator.userId]);
    expect(kept.map(({ row }) => row).join()).not.toContain((first.json() as { temporaryPassword: string }).temporaryPassword);
  });

  it('of somebody who works in another clinic is let in with the password they have', async () => {
    const other = await clinicWithProgram(house.database);
    const person = await makeUser(house, [{ clinicId: other.clinicId, roles: ['prescriber'] }], { displayName: 'Noor Haddad' });
    const added = await administrator.ask('POST', users(), { email: person.email, displayName: 'Another Spelling', roles: ['prescriber'] });
    expect([added.statusCode, added.json()]).toEqual([201, { id: person.userId, hadAccount: true, temporaryPassword: null }]);
    expect((await administrator.ask('GET', users(`/${person.userId}`))).json()).toMatchObject({ displayName: 'Noor Haddad', otherClinics: 1 });
    const twice = await administrator.ask('POST', users(), { email: person.email.toUpperCase(), displayName: 'Noor', roles: ['auditor'] });
    expect([twice.statusCode, problemOf(twice)]).toEqual([409, 'already-member']);
  });

  it('is one, so only someone who administers all its clinics disables it, renames it or sets its password', async () => {
    const other = await clinicWithProgram(house.database);
    const person = await makeUser(house, [{ clinicId, roles: ['therapist'] }, { clinicId: other.clinicId, roles: ['administrator'] }]);
    for (const change of [
      administrator.ask('POST', users(`/${person.userId}/disable`), {}),
      administrator.ask('POST', users(`/${person.userId}/reset-password`)),
      administrator.ask('POST', users(`/${person.userId}/unlock`)),
      administrator.ask('PATCH', users(`/${person.userId}`), { version: 1, email: 'mine@clinic.test' }),
    ]) {
      const answer = await change;
      expect([answer.statusCode, problemOf(answer)]).toEqual([403, 'works-elsewhere']);
    }
    expect((await administrator.ask('PATCH', users(`/${person.userId}`), { version: 1, roles: ['front_desk'] })).json()).toMatchObject({ roles: ['front_desk'], version: 2 });
    expect((await administrator.ask('DELETE', users(`/${person.userId}`))).statusCode).toBe(204);
    expect((await administrator.ask('GET', users(`/${person.userId}`))).statusCode).toBe(404);
    expect((await login(person.email, TEST_PASSWORD)).statusCode).toBe(200);
    expect(await actions(person.userId)).toEqual(['identity.user-created', 'identity.roles-changed', 'identity.user-removed-from-clinic']);
  });

  it('of another clinic is not there', async () => {
    const other = await clinicWithProgram(house.database);
    const stranger = await makeUser(house, [{ clinicId: other.clinicId, roles: ['therapist'] }]);
    for (const answer of [
      await administrator.ask('GET', users(`/${stranger.userId}`)),
      await administrator.ask('PATCH', users(`/${stranger.userId}`), { version: 1, roles: ['auditor'] }),
      await administrator.ask('POST', users(`/${stranger.userId}/disable`), {}),
      await administrator.ask('POST', users(`/${stranger.userId}/reset-password`)),
      await administrator.ask('DELETE', users(`/${stranger.userId}`)),
    ]) {
      expect(answer.statusCode).toBe(404);
    }
  });

  it('changed by two at once keeps the first change and tells the second', async () => {
    const person = await makeUser(house, [{ clinicId, roles: ['therapist'] }]);
    expect((await administrator.ask('PATCH', users(`/${person.userId}`), { version: 1, displayName: 'First Change' })).statusCode).toBe(200);
    const late = await administrator.ask('PATCH', users(`/${person.userId}`), { version: 1, displayName: 'Second Change' });
    expect([late.statusCode, late.json()]).toEqual([409, expect.objectContaining({ type: 'urn:stepwell:problem:stale-edit', currentVersion: 2 })]);
    const taken = await administrator.ask('PATCH', users(`/${person.userId}`), { version: 2, email: administrator.email });
    expect([taken.statusCode, problemOf(taken)]).toEqual([409, 'email-taken']);
  });

  it('locked by wrong passwords is unlocked by an administrator', async () => {
    const person = await makeUser(house, [{ clinicId, roles: ['therapist'] }]);
    for (let i = 0; i < 5; i++) await login(person.email, `guess ${i}`);
    expect((await login(person.email, TEST_PASSWORD)).statusCode).toBe(429);
    expect((await administrator.ask('GET', users('?state=locked'))).json()).toMatchObject({ items: [{ id: person.userId, state: 'locked' }] });
    expect((await administrator.ask('POST', users(`/${person.userId}/unlock`))).json()).toMatchObject({ state: 'active', lockedUntil: null });
    expect((await login(person.email, TEST_PASSWORD)).statusCode).toBe(200);
  });
});

describe('the list of accounts', () => {
  it('is by name, found by part of a name or address, narrowed by role, and paged without loss', async () => {
    for (const [name, role] of [['Åsa Lind', 'therapist'], ['Bo Park', 'therapist'], ['Zoë Diaz', 'front_desk'], ['bo parker', 'auditor']] as const) {
      await makeUser(house, [{ clinicId, roles: [role] }], { displayName: name });
    }
    const names = async (query: string) => ((await administrator.ask('GET', users(query))).json() as { items: { displayName: string }[] }).items.map(({ displayName }) => displayName);
    expect(await names('')).toEqual(['Åsa Lind', 'Bo Park', 'bo parker', 'Robin Hale', 'Zoë Diaz']);
    expect(await names('?q=asa')).toEqual(['Åsa Lind']);
    expect(await names('?q=PARK')).toEqual(['Bo Park', 'bo parker']);
    expect(await names('?q=%25')).toEqual([]);
    expect(await names('?role=front_desk')).toEqual(['Zoë Diaz']);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = (await administrator.ask('GET', users(`?limit=2${cursor}`))).json() as { items: { displayName: string }[]; nextCursor: string | null };
      seen.push(...page.items.map(({ displayName }) => displayName));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(await names(''));
    expect((await administrator.ask('GET', users('?cursor=nonsense'))).statusCode).toBe(400);
  });
});

describe('the last administrator', () => {
  it('stays: not demoted, not removed, not disabled', async () => {
    const demoted = await administrator.ask('PATCH', users(`/${administrator.userId}`), { version: 1, roles: ['director'] });
    expect([demoted.statusCode, problemOf(demoted)]).toEqual([409, 'last-administrator']);
    expect((await administrator.ask('DELETE', users(`/${administrator.userId}`))).statusCode).toBe(409);
    expect((await administrator.ask('POST', users(`/${administrator.userId}/disable`), {})).statusCode).toBe(409);
    expect((await administrator.ask('GET', users(`/${administrator.userId}`))).json()).toMatchObject({ roles: ['administrator'], state: 'active', version: 1 });
  });

  it('stays when one of two is disabled already', async () => {
    const other = await personWith(house, clinicId, 'administrator');
    expect((await administrator.ask('POST', users(`/${other.userId}/disable`), {})).statusCode).toBe(200);
    const demoted = await administrator.ask('PATCH', users(`/${administrator.userId}`), { version: 1, roles: ['director'] });
    expect(problemOf(demoted)).toBe('last-administrator');
  });

  it('stays when two demote each other at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const clinic = (await clinicWithProgram(house.database)).clinicId;
      const [a, b] = [await personWith(house, clinic, 'administrator'), await personWith(house, clinic, 'administrator')];
      const answers = await Promise.all([
        a.ask('PATCH', `/clinics/${clinic}/users/${b.userId}`, { version: 1, roles: ['director'] }),
        b.ask('PATCH', `/clinics/${clinic}/users/${a.userId}`, { version: 1, roles: ['director'] }),
      ]);
      // The slower one is told so, or has lost the right to ask.
      expect(answers.map(({ statusCode }) => statusCode).filter((code) => code === 200)).toHaveLength(1);
      expect([403, 409]).toContain(answers.map(({ statusCode }) => statusCode).find((code) => code !== 200));
    }
  });

  it('stays whoever writes: twenty connections that each take one of twenty administrators away leave one', async () => {
    const ids = [administrator.userId];
    for (let i = 0; i < 19; i++) ids.push((await makeUser(house, [{ clinicId, roles: ['administrator', 'director'] }])).userId);
    const outcomes = await Promise.allSettled(
      ids.map(async (id, i) => {
        const client = new pg.Client({ connectionString: house.url });
        await client.connect();
        try {
          if (i % 3 === 0) await client.query('update identity.user set disabled_at = now() where id = $1', [id]);
          else if (i % 3 === 1) await client.query('delete from identity.membership where user_id = $1 and clinic_id = $2', [id, clinicId]);
          else await client.query(`update identity.membership set roles = '{director}' where user_id = $1 and clinic_id = $2`, [id, clinicId]);
        } finally {
          await client.end();
        }
      }),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => (outcome.reason as { constraint?: string }).constraint);
    expect(refused).toEqual(['membership_last_administrator']);
    const left = await house.database.rows(
      `select 1 from identity.membership m join identity.user u on u.id = m.user_id where m.clinic_id = $1 and 'administrator' = any (m.roles) and u.disabled_at is null`,
      [clinicId],
    );
    expect(left).toHaveLength(1);
  });
});

describe('an account made by the system', () => {
  const seed = (password: string) =>
    runAsSystem('test', () => house.get(CreateUser).seed({ email: `seed-${clinicId}@clinic.test`, displayName: 'First Person', password, memberships: [{ clinicId, roles: ['administrator'] }] }));

  it('may not have the published demo password, nor one that people try first', async () => {
    for (const password of ['stepwell-demo', 'short', 'password1234', 'Stepwell2026!!', '123456789012', 'aaaaaaaaaaaa', 'First Person 1']) {
      await expect(seed(password)).rejects.toMatchObject({ code: 'invalid-input' });
    }
    await expect(seed('violet harbour lantern')).resolves.toEqual({ userId: expect.any(String) });
    await expect(seed('violet harbour lantern')).rejects.toMatchObject({ code: 'email-taken' });
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startAptPostgres } from '../support/apt-postgres.js';
import type { TestPostgres } from '../support/postgres-server.mjs';
import { freePort, startRedis, type TestRedis } from '../support/redis.js';

const main = fileURLToPath(new URL('../../dist/apps/server/src/main.js', import.meta.url));

interface Role {
  process: ChildProcess;
  url: string;
  output: () => string;
}

let postgres: TestPostgres;
let redis: TestRedis;
const roles: Role[] = [];

/** Starts the program in one role, as a container would. */
async function start(role: 'api' | 'worker', environment: Record<string, string> = {}): Promise<Role> {
  const port = await freePort();
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, NODE_OPTIONS: '', PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: postgres.url, REDIS_URL: redis.url, STEPWELL_ROLE: role, STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const started = { process: child, url: `http://127.0.0.1:${port}`, output: () => output };
  roles.push(started);
  return started;
}

async function eventually<T>(ask: () => Promise<T | undefined>, what: string, patienceMs = 90_000): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (performance.now() > until) throw new Error(`${what} did not happen. ${roles.map((role) => role.output()).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const ready = (role: Role): Promise<true> =>
  eventually(async () => ((await fetch(`${role.url}/api/health/ready`)).ok ? true : undefined), 'Readiness');

async function scalar(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return Number((await client.query<{ n: string }>(sql)).rows[0]?.n);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  expect(existsSync(main)).toBe(true);
  postgres = await startAptPostgres();
  redis = await startRedis();
});

afterAll(async () => {
  for (const role of roles) if (role.process.exitCode === null) role.process.kill('SIGKILL');
  await redis?.stop();
  await postgres?.stop();
});

describe('Stepwell on servers of one’s own: the system’s PostgreSQL, Redis, two API processes and two workers', () => {
  let cookie: string;

  it('starts all four at once on an empty database: one migrates, the others wait', async () => {
    const [first] = await Promise.all([start('api', { STEPWELL_DEMO: '1' }), start('api'), start('worker'), start('worker')]);
    for (const role of roles) await ready(role);
    expect(first?.process.exitCode).toBeNull();
  }, 240_000);

  it('knows a sign-in of one API process in the other, and forgets it in both', async () => {
    const [one, other] = roles as [Role, Role];
    const answer = await fetch(`${one.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'director@demo.stepwell.test', password: 'stepwell-demo' }),
    });
    expect(answer.ok).toBe(true);
    cookie = String(answer.headers.get('set-cookie')).split(';')[0] as string;
    expect((await fetch(`${other.url}/api/auth/me`, { headers: { cookie } })).status).toBe(200);
    await fetch(`${one.url}/api/auth/logout`, { method: 'POST', headers: { cookie } });
    await eventually(async () => ((await fetch(`${other.url}/api/auth/me`, { headers: { cookie } })).status === 401 ? true : undefined), 'Forgetting');
  });

  it('has its workers seal the audit trail and relay the outbox, with nothing left over', async () => {
    await eventually(async () => ((await scalar('select count(*) as n from platform.audit_unsealed')) === 0 ? true : undefined), 'Sealing');
    await eventually(async () => ((await scalar('select count(*) as n from platform.outbox where relayed_at is null')) === 0 ? true : undefined), 'Relaying');
    expect(await scalar('select count(*) - max(position) as n from platform.audit_link')).toBe(0);
  });

  it('loses nothing when a worker is killed and Redis is emptied', async () => {
    const worker = roles[2] as Role;
    worker.process.kill('SIGKILL');
    // Schedules live in Redis; the worker that is left lays them again.
    await redis.empty();
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(
      `insert into platform.audit_entry (id, occurred_at, actor_kind, actor_name, action, subject_type, subject_id) select gen_random_uuid(), now(), 'system', 'test', 'test.after-the-kill', 'test', 'x'`,
    );
    await client.end();
    await eventually(async () => ((await scalar('select count(*) as n from platform.audit_unsealed')) === 0 ? true : undefined), 'Sealing again');
  });

  it('sends the secure headers with whatever it answers', async () => {
    const { url } = roles[0] as Role;
    for (const [path, status] of [['/', 200], ['/api/auth/me', 401], ['/api/nothing', 404], ['/api/health/ready', 200], ['/api/%zz', 400]] as const) {
      const answer = await fetch(url + path);
      const sent = (name: string): string => answer.headers.get(name) ?? '';
      expect([path, answer.status]).toEqual([path, status]);
      if (status === 400) continue; // The address could not be read: nothing of it is answered but that.
      for (const part of ["default-src 'self'", "script-src 'self';", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"]) expect(`${sent('content-security-policy')};`).toContain(part);
      expect([sent('x-content-type-options'), sent('x-frame-options'), sent('referrer-policy'), sent('cross-origin-opener-policy')]).toEqual(['nosniff', 'SAMEORIGIN', 'same-origin', 'same-origin']);
      if (path.startsWith('/api/')) expect(sent('cache-control')).toBe('no-store');
    }
  });

  it('says nothing of anybody in its logs: no client, and nothing that was typed', async () => {
    const { url } = roles[0] as Role;
    const typed = 'Zyxelberg';
    const post = (path: string, body: unknown, more: Record<string, string> = {}) => fetch(`${url}/api${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...more }, body: JSON.stringify(body) });
    expect((await post('/auth/login', { email: `${typed}@typed.test`, password: `${typed} is wrong` })).status).toBe(401);
    const signedIn = await post('/auth/login', { email: 'director@demo.stepwell.test', password: 'stepwell-demo' });
    const session = { cookie: String(signedIn.headers.get('set-cookie')).split(';')[0] as string, 'idempotency-key': crypto.randomUUID() };
    const clinics = ((await (await fetch(`${url}/api/auth/me`, { headers: session })).json()) as { memberships: { clinicId: string }[] }).memberships;
    const clinic = `/clinics/${clinics[0]?.clinicId}`;
    expect((await fetch(`${url}/api${clinic}/clients/search?q=${typed}`, { headers: session })).status).toBe(200);
    expect((await post(`${clinic}/clients`, { givenName: typed, familyName: typed, birthDate: 'never' }, session)).status).toBe(400);
    // A fault nobody foresaw, whose words hold what was typed.
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query(`create function clients.nobody_foresaw() returns trigger language plpgsql as $$ begin raise exception 'not %', new.family_name using errcode = 'XX000', detail = new.given_name; end $$`);
    await client.query('create trigger nobody_foresaw before insert on clients.client for each row execute function clients.nobody_foresaw()');
    const failed = await post(`${clinic}/clients`, { givenName: typed, familyName: typed, birthDate: '1990-01-01' }, { ...session, 'idempotency-key': crypto.randomUUID() });
    await client.query('drop function clients.nobody_foresaw() cascade');
    const { rows } = await client.query<{ name: string }>(`select distinct unnest(array[given_name, family_name, phone, email]) as name from clients.client`);
    await client.end();
    expect([failed.status, await failed.text()]).toEqual([500, expect.not.stringContaining(typed)]);
    const names = rows.map(({ name }) => name).filter((name) => name && name.length > 3);
    const words = (text: string): string => ` ${text.toLowerCase().split(/[^\p{L}\p{N}]+/u).join(' ').trim()} `;
    const said = roles.map((role) => role.output()).join('\n');
    expect(said).toContain('"code":"XX000"');
    expect(names.length).toBeGreaterThan(100);
    expect([typed, ...names].filter((name) => words(said).includes(words(name)))).toEqual([]);
  });

  it('ends in order when asked to', async () => {
    const api = roles[1] as Role;
    const ended = new Promise<number | null>((resolve) => api.process.once('exit', (code) => resolve(code)));
    api.process.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 30_000);
});

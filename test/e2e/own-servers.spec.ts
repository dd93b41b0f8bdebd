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

  it('ends in order when asked to', async () => {
    const api = roles[1] as Role;
    const ended = new Promise<number | null>((resolve) => api.process.once('exit', (code) => resolve(code)));
    api.process.kill('SIGTERM');
    expect(await ended).toBe(0);
  }, 30_000);
});

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Clock } from '#platform';
import { testApp, type TestApp } from '../support/app.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { importFile, type FileImport } from '../support/import-file.js';
import { bookableClinic } from '../support/schedule.js';
import { personWith, type Asker } from '../support/sign-in.js';

const MAIN = fileURLToPath(new URL('../../dist/apps/server/src/main.js', import.meta.url));
const ROWS = 1200;
/** Whom the import waits for in the middle of its work. */
const MIDDLE = 700;

let own: TestDatabase;
let house: TestApp;
let director: Asker;
let clinicId: string;
/** Where the workers may leave files; nowhere else. */
let scratch: string;
/** Holds a client back, so that an import stands still when it comes to them. */
let holder: pg.Client;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  if (!existsSync(MAIN)) throw new Error('There is no built server. Run: npm run build');
  own = await testDatabase();
  house = await testApp({ database: own, now: new Clock().now() });
  ({ clinicId } = await bookableClinic(house.database, 0));
  director = await personWith(house, clinicId, 'director');
  scratch = mkdtempSync(join(tmpdir(), 'stepwell-killed-'));
  holder = new pg.Client({ connectionString: own.url });
  await holder.connect();
});
afterAll(async () => {
  for (const worker of workers) await ended(worker, 'SIGKILL');
  await holder?.end();
  await house?.close();
  await own?.drop();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

/** The built program as a worker, up and at work. */
async function worker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], TMPDIR: scratch, DATABASE_URL: own.url, PORT: '0', STEPWELL_ROLE: 'worker', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  workers.push(child);
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('runs at')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The worker ended with ${code} before it was up: ${said}`)));
  });
  child.removeAllListeners('exit');
  return child;
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  for (const until = performance.now() + 150_000; performance.now() < until; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain: ${what}`);
}

const file = (name: string, ids: number[]) => ({ name, bytes: Buffer.from(`ID,Name,Birth date\n${ids.map((n) => `p${n},Person ${n} Number,1990-01-02`).join('\n')}\n`) });
const everybody = Array.from({ length: ROWS }, (_, n) => n + 1);

/** What the clinic holds of an import: its clients, what is written down as its doing, and its runs in the audit trail. */
const traces = (importId: string) =>
  house.database.one<{ clients: number; numbers: number; changes: number; runs: number }>(
    `select (select count(*)::int from clients.client where clinic_id = $1) as clients, (select count(distinct chart_number)::int from clients.client where clinic_id = $1) as numbers,
       (select count(*)::int from exchange.import_change where import_id = $2::uuid) as changes,
       (select count(*)::int from platform.audit_entry where clinic_id = $1 and action = 'exchange.import-run' and subject_id = $2::text) as runs`, [clinicId, importId]);
const stateOf = (one: FileImport) => house.database.one<{ status: string; attempts: number; failure: string | null }>('select status, attempts, failure from exchange.import where id = $1', [one.shown.id]);

/** Kills a worker, as nothing can be caught or tidied up, while the transaction of an import is half done. */
async function killedInTheMiddle(child: ChildProcess, one: FileImport, diedBefore = 0): Promise<void> {
  await holder.query('begin');
  await holder.query('select from clients.client where clinic_id = $1 and external_id = $2 for update', [clinicId, `p${MIDDLE}`]);
  expect((await director.ask('POST', `/clinics/${clinicId}/imports/${one.shown.id}/run`)).statusCode).toBe(202);
  const { pid } = (await holder.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0] as { pid: number };
  const backend = await eventually(async () => {
    const [waiting] = await house.database.rows<{ pid: number; written: boolean }>('select pid, backend_xid is not null as written from pg_stat_activity where $1 = any (pg_blocking_pids(pid))', [pid]);
    return waiting;
  }, 'the import comes to whom it has to wait for');
  // Rows before the one it waits for are written, in a transaction of which nobody sees anything.
  expect(backend.written).toBe(true);
  await house.database.transaction(() => house.database.rows('update exchange.import set attempts = attempts + $2 where id = $1', [one.shown.id, diedBefore]));
  await ended(child, 'SIGKILL');
  await holder.query('rollback');
  await eventually(async () => ((await house.database.rows('select from pg_stat_activity where pid = $1', [backend.pid])).length === 0 ? true : undefined), 'the database notices');
}

/** A minute in which nobody did anything. */
const aMinuteLater = (one: FileImport) => house.database.transaction(() => house.database.rows(`update exchange.import set beat_at = beat_at - interval '1 minute' where id = $1`, [one.shown.id]));

describe('a process that is killed in the middle of an import', () => {
  let second: ChildProcess | undefined;

  it('leaves nothing half done, and the next that starts does the work from its beginning', async () => {
    const first = await worker();
    const before = await importFile(house, director, clinicId, file('one.csv', [MIDDLE]), 'clients', 'Ward');
    await before.work('check');
    expect(await before.work('run')).toMatchObject({ status: 'done' });
    const one = await importFile(house, director, clinicId, file('everybody.csv', everybody), 'clients', 'Ward');
    expect(await one.work('check')).toMatchObject({ status: 'checked', counts: { taken: ROWS, refused: 0 } });
    await killedInTheMiddle(first, one);
    expect(await traces(one.shown.id)).toEqual({ clients: 1, numbers: 1, changes: 0, runs: 0 });
    expect(await stateOf(one)).toMatchObject({ status: 'running', attempts: 1 });
    await aMinuteLater(one);
    second = await worker();
    await eventually(async () => ((await stateOf(one)).status === 'running' ? undefined : true), 'the next process finishes the import');
    expect(await stateOf(one)).toEqual({ status: 'done', attempts: 0, failure: null });
    expect(await traces(one.shown.id)).toMatchObject({ clients: ROWS, numbers: ROWS, runs: 1 });
    expect(readdirSync(scratch)).toEqual([]);
  }, 400_000);

  it('again and again is not begun for ever: the import fails, says so, and has changed nothing', async () => {
    const one = await importFile(house, director, clinicId, file('more.csv', [MIDDLE, ...everybody.map((n) => n + 10_000)].sort((a, b) => b - a)), 'clients', 'Ward');
    await one.work('check');
    const before = await traces(one.shown.id);
    await killedInTheMiddle((second ??= await worker()), one, 2);
    expect(await stateOf(one)).toMatchObject({ status: 'running', attempts: 3 });
    await aMinuteLater(one);
    const third = await worker();
    await eventually(async () => ((await stateOf(one)).status === 'running' ? undefined : true), 'the next process gives the import up');
    expect(await stateOf(one)).toEqual({ status: 'failed', attempts: 0, failure: expect.stringContaining('Nothing was changed') });
    expect(await traces(one.shown.id)).toEqual(before);
    // What was sent is kept, to be tried again or removed.
    expect((await director.ask('DELETE', `/clinics/${clinicId}/imports/${one.shown.id}`)).statusCode).toBe(204);
    expect(await house.database.rows('select from exchange.import_chunk where import_id = $1', [one.shown.id])).toEqual([]);
    expect(readdirSync(scratch)).toEqual([]);
    await ended(third, 'SIGTERM');
  }, 400_000);
});

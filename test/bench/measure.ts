import 'reflect-metadata';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import pg from 'pg';
import { migrate } from '#platform';
import { migrations } from '#migrations';
import { CONNECTIONS, prepareClinic } from './clinic.js';
import { sequentialScans, showPlans } from './plans.js';
import { rows, type Request, type Row } from './rows.js';
import { FULL, gatherStatistics, seed, sizeWith } from './seed.js';
import { measureStream } from './stream.js';

/** Most memory the server may take under this load, MB. */
const MEMORY_LIMIT_MB = 250;
/** How long Stepwell and the floor are each measured before it is the other's turn. */
const SLICE_SECONDS = 2;
/** A server runs all day; the first seconds of a new one are V8 compiling what it has not seen yet. */
const WARM_UP_SECONDS = 6;

interface Measured {
  rps: number;
  p50: number;
  p99: number;
  failed: number;
}

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '12' }, only: { type: 'string' }, clients: { type: 'string', default: `${FULL.clients}` }, database: { type: 'string' }, log: { type: 'string' }, strict: { type: 'boolean', default: false } },
});

function memoryMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return line ? Number(line[1]) / 1024 : 0;
}

async function measure(url: string, make: (n: number) => Request, from: number, headers: (n: number) => Record<string, string>, seconds: number, status: number | undefined): Promise<Measured & { made: number }> {
  let n = from;
  const first = make(n);
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: first.method,
        path: first.path,
        setupRequest: (request: autocannon.Request) => {
          const own = headers(n);
          const next = make(n++);
          return {
            ...request,
            method: next.method,
            path: next.path,
            headers: { ...own, ...(next.body === undefined ? {} : { 'content-type': 'application/json' }) },
            ...(next.body === undefined ? {} : { body: JSON.stringify(next.body) }),
          };
        },
      },
    ],
  });
  const answered = result['2xx'] + result.non2xx;
  const right = status === undefined ? result['2xx'] : (result.statusCodeStats?.[`${status}`]?.count ?? 0);
  return { rps: answered / result.duration, p50: result.latency.p50, p99: result.latency.p99, failed: answered - right + result.errors, made: n - from };
}

function startServer(databaseUrl: string): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../apps/server/src/main.js', import.meta.url))], {
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: '0', STEPWELL_SECRET: 'bench-bench-bench-bench-bench-bench', STEPWELL_ROLE: 'all', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (data: Buffer) => {
      const found = /http:\/\/\S+/.exec(data.toString());
      if (found) resolve({ url: found[0], process: child });
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

function startFloor(databaseUrl: string): Promise<{ url: string; process: ChildProcess }> {
  const child = fork(fileURLToPath(new URL('./floor.js', import.meta.url)), ['serve'], { env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' } });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ url: (message as { url: string }).url, process: child }));
    child.once('exit', (code) => reject(new Error(`The floor ended with ${code}.`)));
  });
}

const ms = (value: number): string => value.toFixed(0).padStart(5);
const rate = (value: number): string => value.toFixed(0).padStart(6);

async function main(): Promise<boolean> {
  const databaseUrl = options.database;
  if (databaseUrl === undefined) throw new Error('The bench needs a database: start it with `npm run bench`.');
  const seconds = Number(options.seconds);
  const size = sizeWith(Number(options.clients));
  const now = new Date();
  await migrate(databaseUrl, migrations);
  process.stdout.write('Filling the clinic …\n');
  const seeded = await seed(databaseUrl, size, now);
  const access = await prepareClinic(databaseUrl, seeded);
  await gatherStatistics(databaseUrl);
  await watcher.connect();

  const server = await startServer(databaseUrl);
  const floor = await startFloor(databaseUrl);
  const headers = (n: number): Record<string, string> => ({ authorization: `Bearer ${access.tokens[n % access.tokens.length] ?? ''}` });
  const chosen = rows(seeded, size).filter((row) => options.only === undefined || options.only.split(',').includes(row.key));
  let memory = 0;
  const watch = setInterval(() => {
    memory = Math.max(memory, memoryMb(server.process.pid as number));
  }, 200);
  let good = true;
  let scanned: { name: string; scans: number }[] = [];
  try {
    process.stdout.write(`\n${size.clients} clients, ${size.openEpisodes} of them in care. ${CONNECTIONS} connections, ${seconds} s each in slices of ${SLICE_SECONDS} s. Times in ms, rates in requests per second.\n\n`);
    process.stdout.write(`| ${'row'.padEnd(64)} |    rps |   p50 |   p99 | floor rps |   p50 |   p99 | ratio | limit        |\n| ${'-'.repeat(64)} | -----: | ----: | ----: | --------: | ----: | ----: | ----: | ------------ |\n`);
    for (const row of chosen) {
      process.stderr.write(`${row.key}: waited ${await rest(databaseUrl)} s for the work of the row before\n`);
      // A row writes in seconds what a clinic writes in months: its statistics would be as old as that by the time autovacuum looks.
      await gatherStatistics(databaseUrl);
      good = (await measureRow(row, server.url, floor.url, headers, seconds)) && good;
    }
    scanned = await scansOfStepwell(databaseUrl, chosen, server.url, headers);
    if (options.only === undefined || options.only.split(',').includes('stream')) good = (await measureStream(server.url, seeded, headers, seconds / 2)) && good;
    process.stdout.write(`\nServer memory under this load: ${memory.toFixed(0)} MB (limit ${MEMORY_LIMIT_MB} MB).\n`);
    good = good && memory <= MEMORY_LIMIT_MB;
  } finally {
    clearInterval(watch);
    for (const one of [server.process, floor.process]) {
      one.removeAllListeners('exit');
      one.kill('SIGTERM');
    }
    await watcher.end();
  }
  process.stdout.write(`\nSequential scans of growing tables by Stepwell, measured without the floor: ${scanned.length === 0 ? 'none' : scanned.map((t) => `${t.name} (${t.scans}) ✗`).join(', ')}.\n`);
  good = good && scanned.length === 0;
  if (options.log !== undefined) await showPlans(databaseUrl, options.log, async (url) => {
    const observed = await startServer(url);
    try {
      for (const row of chosen) {
        const request = row.stepwell(1_000_000 % 7919);
        await fetch(observed.url + request.path, {
          method: request.method,
          headers: { ...headers(0), ...(request.body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        });
      }
    } finally {
      observed.process.removeAllListeners('exit');
      observed.process.kill('SIGTERM');
    }
  });
  return good;
}

/** Sees what PostgreSQL is at; connected once there is a database. */
const watcher = new pg.Client({ connectionString: options.database });

/** How many requests of each row Stepwell and the floor have had. */
const made = { stepwell: new Map<string, number>(), floor: new Map<string, number>() };

/**
 * Which growing tables Stepwell reads from end to end: each row once more, with the floor at rest. PostgreSQL counts scans,
 * not who made them, and the floor makes some (its `ilike` for two or three letters, planned anew while a connection is young).
 */
async function scansOfStepwell(databaseUrl: string, chosen: readonly Row[], url: string, headers: (n: number) => Record<string, string>): Promise<{ name: string; scans: number }[]> {
  const before = new Map((await sequentialScans(databaseUrl)).map((table) => [table.name, table.scans]));
  for (const row of chosen) await measureMore(row, 'stepwell', url, headers, 1);
  const after = await sequentialScans(databaseUrl);
  return after.map(({ name, scans }) => ({ name, scans: scans - (before.get(name) ?? 0) })).filter(({ scans }) => scans > 0);
}

/**
 * Waits until what a row left to the background is done: its news told and its audit entries sealed. A row pays for its own while
 * it is measured; the next one does not pay for it again. @returns whole seconds waited, at most 120.
 */
async function rest(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let waited = 0; waited < 120; waited++) {
      const { rows } = await client.query('select 1 where exists (select from platform.outbox where relayed_at is null) or exists (select from platform.audit_unsealed)');
      if (rows.length === 0) return waited;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    return 120;
  } finally {
    await client.end();
  }
}

/**
 * Waits until PostgreSQL has done what the slice before asked of it and no longer waits for: ten statements of a floor that takes half
 * a second for each would else be the first things the next slice stands beside. At most five seconds.
 */
async function quiet(): Promise<void> {
  for (const until = Date.now() + 5000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const { rows } = await watcher.query(`select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction') limit 1`);
    if (rows.length === 0) return;
  }
}

/** So many seconds of a row, its requests going on where the last ones ended. */
async function measureMore(row: Row, whose: 'stepwell' | 'floor', url: string, headers: (n: number) => Record<string, string>, seconds: number): Promise<Measured> {
  await quiet();
  const from = made[whose].get(row.key) ?? 0;
  const result = await measure(url, row[whose], from, headers, seconds, whose === 'stepwell' ? row.status : undefined);
  made[whose].set(row.key, from + result.made);
  return result;
}

/**
 * Warm-up, then Stepwell and the floor in turn, in short slices. The machine is never quiet for long: what disturbs a slice
 * disturbs its neighbour too, so the ratio is the median of those of neighbours, and times and rates are medians of slices.
 */
async function measureRow(row: Row, url: string, floorUrl: string, headers: (n: number) => Record<string, string>, seconds: number): Promise<boolean> {
  const stepwell = (duration: number): Promise<Measured> => measureMore(row, 'stepwell', url, headers, duration);
  const bare = (duration: number): Promise<Measured> => measureMore(row, 'floor', floorUrl, () => ({}), duration);
  await stepwell(row.warmUpSeconds ?? WARM_UP_SECONDS);
  await bare(row.warmUpSeconds ?? WARM_UP_SECONDS);
  const pairs: [Measured, Measured][] = [];
  for (let left = seconds; left > 0; left -= SLICE_SECONDS) pairs.push([await stepwell(SLICE_SECONDS), await bare(SLICE_SECONDS)]);
  const ours = middle(pairs.map(([one]) => one));
  const theirs = middle(pairs.map(([, one]) => one));
  const ratio = median(pairs.map(([one, other]) => other.rps / one.rps));
  const kept = (row.ratio === undefined || ratio <= row.ratio) && (row.p99 === undefined || ours.p99 <= row.p99) && ours.failed + theirs.failed === 0;
  const limit = row.ratio === undefined ? `p99 ≤ ${row.p99}` : `ratio ≤ ${row.ratio}`;
  process.stdout.write(
    `| ${row.name.padEnd(64)} | ${rate(ours.rps)} | ${ms(ours.p50)} | ${ms(ours.p99)} | ${rate(theirs.rps).padStart(9)} | ${ms(theirs.p50)} | ${ms(theirs.p99)} | ${ratio.toFixed(2).padStart(5)} | ${(limit + (kept ? '' : ' ✗')).padEnd(12)} |${ours.failed + theirs.failed > 0 ? ` ${ours.failed}/${theirs.failed} failed` : ''}\n`,
  );
  return kept;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2;
}

/** The middle of several slices, figure by figure; failures are added up. */
function middle(slices: readonly Measured[]): Measured {
  const of = (figure: keyof Measured): number => median(slices.map((one) => one[figure]));
  return { rps: of('rps'), p50: of('p50'), p99: of('p99'), failed: slices.reduce((sum, one) => sum + one.failed, 0) };
}

const good = await main();
if (!good) {
  process.stdout.write('\nNot every limit is kept (✗).\n');
  if (options.strict) process.exitCode = 1;
}

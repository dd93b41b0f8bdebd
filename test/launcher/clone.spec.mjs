import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { cloneInto, nodeForEverybody } from './clone.mjs';
import { Running, freePort, homeOf, isFree, lives, pause, postmasterOf, removeShelf, until } from './running.mjs';

const asRoot = process.getuid?.() === 0;
const WITHOUT_DEMO = { STEPWELL_DEMO: '0' };

let shelf;
const started = [];

function start(...place) {
  const running = new Running(...place);
  started.push(running);
  return running;
}

before(() => {
  shelf = mkdtempSync(join(tmpdir(), 'stepwell-clones-'));
});

after(async () => {
  for (const running of started) if (running.child.exitCode === null && running.child.signalCode === null) await running.end('SIGTERM');
  removeShelf(shelf);
});

describe('a clone in a folder that is closed to everybody else', () => {
  let clone;
  let dataDir;

  before(() => {
    chmodSync(shelf, 0o700);
    clone = cloneInto(join(shelf, 'closed'));
    dataDir = join(clone, '.stepwell');
  });

  it('is built, gets its database and answers', async () => {
    const running = start(dataDir, await freePort(), WITHOUT_DEMO, { folder: clone });
    const { url } = await running.ready();
    assert.equal((await fetch(`${url}/api/health/ready`)).status, 200);
    assert.notEqual(statSync(`/proc/${postmasterOf(dataDir)}`).uid, 0, 'PostgreSQL refuses to run as root');
  });

  it('keeps its secrets to itself', () => {
    for (const name of ['postgres.json', 'secret']) assert.equal(statSync(join(dataDir, name)).mode & 0o077, 0);
    assert.equal(statSync(join(homeOf(dataDir), 'data')).mode & 0o077, 0);
  });

  it('goes on serving when its database alone is killed', async () => {
    const running = started.at(-1);
    const { url } = await running.ready();
    await write(dataDir, 'written before the database was killed');
    const postmaster = postmasterOf(dataDir);
    process.kill(postmaster, 'SIGKILL');
    await until(() => postmasterOf(dataDir) !== undefined && postmasterOf(dataDir) !== postmaster);
    await answersReady(url);
    assert.equal(running.child.exitCode, null);
    assert.deepEqual(await read(dataDir), ['written before the database was killed']);
    assert.equal((await running.end('SIGTERM')).code, 0);
  });

  it('takes no program for its database just because it has the number of the one that was killed', async () => {
    const running = start(dataDir, await freePort(), WITHOUT_DEMO, { folder: clone });
    await running.ready();
    const postmaster = postmasterOf(dataDir);
    await running.end('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const bystander = spawn('sleep', ['600'], { stdio: 'ignore' });
    try {
      await until(() => !lives(postmaster));
      renumber(dataDir, bystander.pid);
      const again = start(dataDir, await freePort(), WITHOUT_DEMO, { folder: clone });
      await again.ready();
      assert.ok(lives(bystander.pid), 'the bystander was harmed');
      assert.deepEqual(await read(dataDir), ['written before the database was killed']);
      await again.end('SIGTERM');
    } finally {
      bystander.kill('SIGKILL');
    }
  });

  it('leaves nothing behind when npm start is ended with Ctrl-C', async () => {
    const port = await freePort();
    const { DATABASE_URL: _, REDIS_URL: __, ...own } = process.env;
    const npm = spawn('npm', ['start'], { cwd: clone, detached: true, stdio: ['ignore', 'pipe', 'inherit'], env: { ...own, PORT: String(port), ...WITHOUT_DEMO } });
    let output = '';
    npm.stdout.on('data', (data) => (output += data));
    const ended = new Promise((resolve) => npm.once('exit', resolve));
    await until(() => output.includes('ready at'), 120_000);
    const postmaster = postmasterOf(dataDir);
    // A terminal sends Ctrl-C to the whole foreground group.
    process.kill(-npm.pid, 'SIGINT');
    await ended;
    await until(() => !lives(postmaster) && processesBelow([clone, homeOf(dataDir)]).length === 0);
    assert.equal(await isFree(port), true);
  });
});

// Without being root nobody can become somebody else; then all tests here run as an ordinary user anyway.
if (asRoot) describe('a clone of somebody without rights', () => {
  it('runs as that user, with everything below the clone', async () => {
    chmodSync(shelf, 0o755);
    const nobody = { uid: 65_534, gid: 65_534 };
    const clone = cloneInto(join(shelf, 'ordinary'));
    chownSync(clone, nobody.uid, nobody.gid);
    const dataDir = join(clone, '.stepwell');
    const running = start(dataDir, await freePort(), { ...WITHOUT_DEMO, HOME: clone }, { folder: clone, node: nodeForEverybody(shelf, nobody), ...nobody });
    const { url } = await running.ready();
    assert.equal((await fetch(`${url}/api/health/ready`)).status, 200);
    assert.equal(homeOf(dataDir), join(dataDir, 'postgres'));
    assert.equal(statSync(`/proc/${postmasterOf(dataDir)}`).uid, nobody.uid);
    assert.equal((await running.end('SIGINT')).code, 0);
  });
});

describe('a clone without packages', () => {
  it('says that the registry cannot be reached when it cannot', async () => {
    const clone = cloneInto(join(shelf, 'bare'), { packages: false });
    const nowhere = { npm_config_registry: `http://127.0.0.1:${await freePort()}/`, npm_config_cache: join(shelf, 'empty-cache') };
    const running = start(join(clone, '.stepwell'), await freePort(), nowhere, { folder: clone });
    assert.match(await running.refusal(), /^The packages could not be installed because the npm registry cannot be reached/);
  });
});

async function write(dataDir, words) {
  const client = await connect(dataDir);
  await client.query('create table if not exists public.kept (words text)');
  await client.query('insert into public.kept values ($1)', [words]);
  await client.end();
}

async function read(dataDir) {
  const client = await connect(dataDir);
  const { rows } = await client.query('select words from public.kept');
  await client.end();
  return rows.map((row) => row.words);
}

async function connect(dataDir) {
  const { password, port } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'));
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'stepwell', password, database: 'stepwell' });
  await client.connect();
  return client;
}

/** Puts another process id into PostgreSQL's note of itself. */
function renumber(dataDir, pid) {
  const note = join(homeOf(dataDir), 'data', 'postmaster.pid');
  const lines = readFileSync(note, 'utf8').split('\n');
  lines[0] = String(pid);
  writeFileSync(note, lines.join('\n'));
}

async function answersReady(url) {
  const end = performance.now() + 30_000;
  for (;;) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (performance.now() > end) throw new Error(`The server does not get ready again: ${answer?.status}.`);
    await pause(100);
  }
}

function processesBelow(folders) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const folder = readlinkSync(`/proc/${name}/cwd`);
        return folders.some((below) => folder.startsWith(below));
      } catch {
        return false;
      }
    });
}

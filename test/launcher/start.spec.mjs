import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Running, freePort, lives, postmasterOf, removeShelf, until } from './running.mjs';

const asRoot = process.getuid?.() === 0;

let shelf;
let dataDir;
let port;
const started = [];

/** Starts Stepwell and remembers it, so that nothing outlives the tests. */
function start(environment = {}, folder = dataDir, onPort = port) {
  const running = new Running(folder, onPort, environment);
  started.push(running);
  return running;
}

async function signIn(url) {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'administrator@demo.stepwell.test', password: 'stepwell-demo' }),
  });
  assert.ok(answer.ok, `sign-in answered ${answer.status}`);
  const cookie = answer.headers.get('set-cookie').split(';')[0];
  const me = await (await fetch(`${url}/api/auth/me`, { headers: { cookie } })).json();
  return { cookie, rooms: `${url}/api/clinics/${me.memberships[0].clinicId}/rooms` };
}

async function addRoom(url, name) {
  const { cookie, rooms } = await signIn(url);
  const answer = await fetch(rooms, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ name, capacity: 5 }) });
  assert.equal(answer.status, 201);
}

async function roomNames(url) {
  const { cookie, rooms } = await signIn(url);
  const { items } = await (await fetch(`${rooms}?limit=200`, { headers: { cookie } })).json();
  return items.map((room) => room.name);
}

before(async () => {
  shelf = mkdtempSync(join(tmpdir(), 'stepwell-launcher-'));
  // As in a clone below a home that is closed to everybody else: the user PostgreSQL runs as may not even pass.
  chmodSync(shelf, 0o700);
  dataDir = join(shelf, 'data');
  port = await freePort();
});

after(async () => {
  for (const running of started) if (running.child.exitCode === null && running.child.signalCode === null) await running.end('SIGTERM');
  const postmaster = postmasterOf(dataDir);
  if (postmaster !== undefined && lives(postmaster)) process.kill(postmaster, 'SIGQUIT');
  removeShelf(shelf);
});

describe('npm start', () => {
  it(`makes the demo clinics and serves API, jobs and screens in one process${asRoot ? ', as root in a closed folder' : ''}`, async () => {
    const running = start();
    const { url } = await running.ready();
    assert.match(running.output, /director@demo\.stepwell\.test/);
    const ready = await (await fetch(`${url}/api/health/ready`)).json();
    assert.deepEqual(ready, { status: 'ready', database: true, migrations: true, queue: true });
    assert.match(await (await fetch(url)).text(), /<!doctype html>/i);
    await addRoom(url, 'Kept through it all');
  });

  it('says in one sentence that it runs already', async () => {
    const second = start({}, dataDir, await freePort());
    assert.equal((await second.ended).code, 1);
    assert.match(second.output, /Stepwell already runs at http:\S+ \(process \d+\)\./);
    assert.doesNotMatch(second.output, /\n\s+at /);
  });

  it('leaves nothing running after Ctrl-C, and is there again within seconds', async () => {
    const running = started[0];
    const postmaster = postmasterOf(dataDir);
    assert.ok(lives(postmaster));
    assert.equal((await running.end('SIGINT')).code, 0);
    await until(() => !lives(postmaster));
    const { url, seconds } = await start().ready();
    // Five seconds on a quiet machine; the margin is for one that runs other tests beside.
    assert.ok(seconds < 15, `the second start took ${seconds.toFixed(1)} s`);
    assert.ok((await roomNames(url)).includes('Kept through it all'));
  });

  it('goes on after kill -9 of itself, with what was written last', async () => {
    const running = started.at(-1);
    const { url } = await running.ready();
    await addRoom(url, 'Written before the kill');
    const postmaster = postmasterOf(dataDir);
    await running.end('SIGKILL');
    assert.ok(lives(postmaster), 'PostgreSQL stays behind, as after a real kill');
    const again = await start().ready();
    assert.ok((await roomNames(again.url)).includes('Written before the kill'));
  });

  it('goes on after kill -9 of PostgreSQL and of both', async () => {
    const running = started.at(-1);
    const { url } = await running.ready();
    await addRoom(url, 'Written before both');
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await running.end('SIGKILL');
    const again = await start().ready();
    assert.ok((await roomNames(again.url)).includes('Written before both'));
    assert.equal((await started.at(-1).end('SIGTERM')).code, 0);
    await until(() => postmasterOf(dataDir) === undefined || !lives(postmasterOf(dataDir)));
  });
});

describe('what goes wrong', () => {
  it('is said of a port that is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const taken = holder.address().port;
    const running = start({}, join(shelf, 'never'), taken);
    assert.equal((await running.ended).code, 1);
    assert.match(running.output, new RegExp(`Port ${taken} on 127\\.0\\.0\\.1 .*PORT=\\d+ npm start`));
    assert.doesNotMatch(running.output, /\n\s+at /);
    holder.close();
  });

  it('is said of a data folder that is a file', async () => {
    const file = join(shelf, 'a-file');
    writeFileSync(file, 'not a folder');
    const running = start({}, file, await freePort());
    assert.equal((await running.ended).code, 1);
    assert.match(running.output, /The data folder .* cannot be used: a file stands where a folder should be\./);
  });

  it('is said of every wrong setting at once', async () => {
    const running = start({ STEPWELL_ROLE: 'boss', REDIS_URL: 'nowhere', STEPWELL_DEMO: '0' }, join(shelf, 'settings'), await freePort());
    assert.equal((await running.ended).code, 1);
    assert.match(running.output, /STEPWELL_ROLE must be/);
    assert.match(running.output, /REDIS_URL must be/);
  });
});

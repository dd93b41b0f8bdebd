import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chooseAccount } from '../../apps/server/launcher/postgres/account.mjs';
import { Cluster } from '../../apps/server/launcher/postgres/cluster.mjs';
import { PlainProblem } from '../../apps/server/launcher/plain-problem.mjs';
import { Running, freePort, homeOf, postmasterOf, removeShelf } from './running.mjs';

const WITHOUT_DEMO = { STEPWELL_DEMO: '0' };

let shelf;
let sound;
const started = [];

function start(...args) {
  const running = new Running(...args);
  started.push(running);
  return running;
}

before(async () => {
  shelf = mkdtempSync(join(tmpdir(), 'stepwell-trouble-'));
  chmodSync(shelf, 0o755);
  sound = join(shelf, 'sound');
  const running = start(sound, await freePort(), WITHOUT_DEMO);
  await running.ready();
  await running.end();
});

after(async () => {
  for (const running of started) if (running.child.exitCode === null && running.child.signalCode === null) await running.end('SIGTERM');
  removeShelf(shelf);
});

describe('a data folder that is not as it was left', () => {
  it('is refused when another PostgreSQL made it', async () => {
    const dataDir = damaged('older', (data) => writeFileSync(join(data, 'PG_VERSION'), '16\n'));
    assert.match(await refusalOf(dataDir), /was made by PostgreSQL 16 and this Stepwell brings PostgreSQL 18/);
  });

  it('is refused when its control file is cut off', async () => {
    const dataDir = damaged('cut', (data) => truncateSync(join(data, 'global', 'pg_control'), 100));
    assert.match(await refusalOf(dataDir), /^The database in .* does not start \(.*pg_control.*\); its own words are in .*postgres\.log\.$/);
  });

  it('is refused when it does not say what it is', async () => {
    const dataDir = damaged('nameless', (data) => rmSync(join(data, 'PG_VERSION')));
    assert.match(await refusalOf(dataDir), /^The database in .* does not start \(it has no version file\)/);
  });

  it('is not silently begun anew when the database is gone from it', async () => {
    const dataDir = damaged('gone', (data) => rmSync(data, { recursive: true }));
    assert.match(await refusalOf(dataDir), /^The database of this data folder is gone from .*: put it back, or remove .*postgres\.json to begin with an empty one\.$/);
  });

  it('works again when only the note with its password was lost', async () => {
    const dataDir = damaged('forgetful', (_data, folder) => rmSync(join(folder, 'postgres.json')));
    const running = start(dataDir, await freePort(), WITHOUT_DEMO);
    const { url } = await running.ready();
    assert.equal((await fetch(`${url}/api/health/ready`)).status, 200);
    assert.equal((await running.end()).code, 0);
  });

  it('is refused when this user may not write in it', async () => {
    const folder = join(shelf, 'not-mine');
    mkdirSync(folder, { mode: 0o555 });
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const running = start(folder, await freePort(), WITHOUT_DEMO, user);
    assert.match(await running.refusal(), /^The data folder .* cannot be used: this user may not read or write it\.$/);
  });
});

describe('a start beside another', () => {
  it('of two at the same moment lets one run and the other say so', async () => {
    const both = [start(sound, await freePort(), WITHOUT_DEMO), start(sound, await freePort(), WITHOUT_DEMO)];
    const refused = await Promise.race(both.map((running) => running.ended.then(() => running)));
    assert.match(await refused.refusal(), /^Stepwell (already runs|is already being started) at http:\S+ \(process \d+\)\.$/);
    const other = both.find((running) => running !== refused);
    await other.ready();
    assert.equal((await other.end()).code, 0);
  });
});

describe("a database of one's own", () => {
  it('that does not answer is said, and no other is started in its place', async () => {
    const dataDir = join(shelf, 'own-server');
    const running = start(dataDir, await freePort(), { ...WITHOUT_DEMO, DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
    assert.match(await running.refusal(), /^The database named by DATABASE_URL, or Redis named by REDIS_URL, cannot be used: /);
    assert.equal(homeOf(dataDir), undefined);
  });
});

describe('a full disk', () => {
  it('is recognised by what PostgreSQL says while it makes the database', async () => {
    const home = join(shelf, 'fake-home');
    const programs = join(shelf, 'fake-programs', 'bin');
    for (const folder of [home, programs]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(programs, 'initdb'), '#!/bin/sh\necho "initdb: error: could not write file: No space left on device" >&2\nexit 1\n', { mode: 0o755 });
    const account = chooseAccount();
    if (account.uid !== undefined) chownSync(home, account.uid, account.gid);
    const cluster = new Cluster({ home, account, binaries: { folder: join(programs, '..'), version: '18.0', major: '18' } });
    await assert.rejects(cluster.create('secret'), (error) => error instanceof PlainProblem && /^The disk that holds .* is full/.test(error.message));
    assert.equal(cluster.exists, false);
  });

  const small = mountSmallDisk();
  if (small === undefined) {
    console.log('No disk may be mounted here: a really full one is not tried, only what PostgreSQL says about one.');
    return;
  }
  after(() => {
    spawnSync('umount', ['-l', small]);
    rmSync(small, { recursive: true, force: true });
  });

  it('is said when the database does not fit on it', async () => {
    const filler = join(small, 'filler');
    writeFileSync(filler, Buffer.alloc(280 * 1024 * 1024));
    const dataDir = join(small, 'first');
    try {
      assert.match(await refusalOf(dataDir), /^The disk that holds .* is full: free some space and start again\.$/);
    } finally {
      rmSync(filler);
      rmSync(dataDir, { recursive: true });
    }
  });

  it('is said when it filled up since, and nothing is lost once there is room again', async () => {
    const dataDir = join(small, 'second');
    const first = start(dataDir, await freePort(), WITHOUT_DEMO);
    await first.ready();
    const postmaster = postmasterOf(dataDir);
    await first.end('SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    const filler = join(small, 'filler');
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k'], { stdio: 'ignore' });
    assert.match(await refusalOf(dataDir), /^The disk that holds .* is full: free some space and start again\.$/);
    rmSync(filler);
    const again = start(dataDir, await freePort(), WITHOUT_DEMO);
    const { url } = await again.ready();
    assert.equal((await fetch(`${url}/api/health/ready`)).status, 200);
    assert.equal((await again.end()).code, 0);
  });
});

/** A copy of the sound data folder with something done to its database. */
function damaged(name, harm) {
  const folder = join(shelf, name);
  cpSync(sound, folder, { recursive: true });
  const note = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8'));
  const home = join(folder, 'postgres');
  writeFileSync(join(folder, 'postgres.json'), JSON.stringify({ ...note, home }));
  const account = chooseAccount();
  if (account.uid !== undefined) spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, home]);
  harm(join(home, 'data'), folder);
  return folder;
}

async function refusalOf(dataDir) {
  return start(dataDir, await freePort(), WITHOUT_DEMO).refusal();
}

/** A disk of 320 MB in memory, or undefined where none may be mounted. */
function mountSmallDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'stepwell-disk-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=0755', 'tmpfs', folder], { stdio: 'ignore' }).status === 0) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Running, freePort, lives, postmasterOf, removeShelf, until } from './running.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const PASSWORD = 'amber kettle orbit';
const ANSWERS = {
  STEPWELL_FIRST_CLINIC: 'North Pier Clinic',
  STEPWELL_FIRST_TIME_ZONE: 'America/Denver',
  STEPWELL_FIRST_NAME: 'Robin Hale',
  STEPWELL_FIRST_EMAIL: 'robin@north-pier.test',
  STEPWELL_FIRST_PASSWORD: PASSWORD,
};

let shelf;
let dataDir;
const started = [];

/** `npm run first-administrator`, without npm in between and without a terminal. */
function firstAdministrator(environment) {
  const { DATABASE_URL: _, REDIS_URL: __, ...own } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, 'apps/server/launcher/command.mjs'), 'first-administrator'], {
    cwd: checkout,
    env: { ...own, STEPWELL_DATA_DIR: dataDir, STEPWELL_DEMO: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

before(() => {
  shelf = mkdtempSync(join(tmpdir(), 'stepwell-first-'));
  chmodSync(shelf, 0o700);
  dataDir = join(shelf, 'data');
});
after(async () => {
  for (const running of started) if (running.child.exitCode === null && running.child.signalCode === null) await running.end('SIGTERM');
  removeShelf(shelf);
});

describe('npm run first-administrator, on a fresh data folder', () => {
  it('says what is missing where there is no terminal to ask at, and makes nothing', () => {
    const { STEPWELL_FIRST_EMAIL: _, STEPWELL_FIRST_PASSWORD: __, ...some } = ANSWERS;
    const { status, output } = firstAdministrator(some);
    assert.equal(status, 1, output);
    assert.match(output, /STEPWELL_FIRST_EMAIL is missing: your e-mail address\./);
    assert.match(output, /STEPWELL_FIRST_PASSWORD is missing/);
    assert.doesNotMatch(output, /\n\s+at |amber/);
  });

  it('names the answer that is wrong', () => {
    const { status, output } = firstAdministrator({ ...ANSWERS, STEPWELL_FIRST_TIME_ZONE: 'Mars/Olympus' });
    assert.equal(status, 1, output);
    assert.match(output, /Time zone of the clinic \(STEPWELL_FIRST_TIME_ZONE\)/);
  });

  it('makes clinic and administrator, leaves no database running, and says the second time that it is done', async () => {
    const { status, output } = firstAdministrator(ANSWERS);
    assert.equal(status, 0, output);
    assert.match(output, /North Pier Clinic is there, and robin@north-pier\.test is its administrator\./);
    assert.ok(!output.includes(PASSWORD));
    await until(() => postmasterOf(dataDir) === undefined || !lives(postmasterOf(dataDir)));
    const again = firstAdministrator({ ...ANSWERS, STEPWELL_FIRST_EMAIL: 'other@north-pier.test' });
    assert.equal(again.status, 1, again.output);
    assert.match(again.output, /This Stepwell has been set up\./);
  });

  it('lets them sign in to the Stepwell that starts on it, with no setup code and no demo', async () => {
    const running = new Running(dataDir, await freePort(), { STEPWELL_DEMO: '0' });
    started.push(running);
    const { url } = await running.ready();
    assert.doesNotMatch(running.output, /code|stepwell-demo/);
    const answer = await fetch(`${url}/api/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: ANSWERS.STEPWELL_FIRST_EMAIL, password: PASSWORD }) });
    assert.equal(answer.status, 200);
    const me = await (await fetch(`${url}/api/auth/me`, { headers: { cookie: answer.headers.get('set-cookie').split(';')[0] } })).json();
    assert.deepEqual(me.memberships.map(({ clinicName, timeZone, roles }) => ({ clinicName, timeZone, roles })), [{ clinicName: 'North Pier Clinic', timeZone: 'America/Denver', roles: ['administrator'] }]);
    // While it runs, the command works on its database too.
    const beside = firstAdministrator(ANSWERS);
    assert.match(beside.output, /This Stepwell has been set up\./);
    assert.equal((await running.end('SIGINT')).code, 0);
  });
});

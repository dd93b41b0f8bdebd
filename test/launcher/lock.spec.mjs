import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { livingHolder, takeLock } from '../../apps/server/launcher/lock.mjs';
import { startOf } from '../../apps/server/launcher/processes.mjs';
import { lives, until } from './running.mjs';

const NAME = 'a.lock';
const lockModule = fileURLToPath(new URL('../../apps/server/launcher/lock.mjs', import.meta.url));

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'stepwell-lock-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock on a data folder', () => {
  it('names its holder to whoever comes second', async () => {
    const { lock } = await takeLock(folder, NAME, { address: 'http://127.0.0.1:3000' });
    const { holder } = await takeLock(folder, NAME, { address: 'elsewhere' });
    assert.equal(holder.address, 'http://127.0.0.1:3000');
    assert.equal(livingHolder(folder, NAME).pid, process.pid);
    lock.release();
    assert.equal(existsSync(join(folder, NAME)), false);
  });

  it('is not held by a process that merely has the number of the one that was killed', async () => {
    writeFileSync(join(folder, NAME), JSON.stringify({ pid: process.pid, start: 'at another time', address: 'old' }));
    assert.equal(livingHolder(folder, NAME), undefined);
    const { lock } = await takeLock(folder, NAME);
    assert.ok(lock);
    lock.release();
  });

  it('is taken over when what is written in it makes no sense', async () => {
    writeFileSync(join(folder, NAME), '{"pid":');
    const { lock } = await takeLock(folder, NAME);
    assert.ok(lock);
    lock.release();
  });

  it('ends the install or build that its killed holder left running', async () => {
    const tool = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
    writeFileSync(join(folder, NAME), JSON.stringify({ pid: 999_999_999, start: 'long ago', tools: [{ pid: tool.pid, start: startOf(tool.pid) }] }));
    const { lock } = await takeLock(folder, NAME);
    await until(() => !lives(tool.pid));
    lock.release();
  });

  it('goes to exactly one of many who find it abandoned at the same moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      writeFileSync(join(folder, NAME), JSON.stringify({ pid: 999_999_999, start: 'long ago' }));
      const answers = await Promise.all(Array.from({ length: 8 }, contender));
      assert.equal(answers.filter((answer) => answer === 'mine').length, 1, answers.join(' '));
      await until(() => livingHolder(folder, NAME) === undefined);
    }
    assert.deepEqual(readdirSync(folder).filter((name) => name !== NAME), []);
  });
});

/** Another process that tries for the lock and keeps it until all have had their try. */
function contender() {
  const script = `const { takeLock } = await import(${JSON.stringify(lockModule)});
    const { lock } = await takeLock(${JSON.stringify(folder)}, ${JSON.stringify(NAME)});
    console.log(lock ? 'mine' : 'theirs');
    setTimeout(() => process.exit(0), lock ? 1_500 : 0);`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', (data) => resolve(data.toString().trim()));
    child.once('exit', () => resolve('nothing'));
  });
}

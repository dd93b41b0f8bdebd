import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chooseAccount } from '../../apps/server/launcher/postgres/account.mjs';
import { findBinaries, reachableBinaries } from '../../apps/server/launcher/postgres/binaries.mjs';
import { Cluster } from '../../apps/server/launcher/postgres/cluster.mjs';
import { freePort } from '../../apps/server/launcher/ports.mjs';
import { signal, startOf } from '../../apps/server/launcher/processes.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const PREFIX = 'stepwell-test-';
const OWNER_FILE = 'owner.json';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Nothing in a test database has to outlive a power cut. */
const QUICK = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '250',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
  autovacuum_naptime: '1h',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/**
 * Starts a PostgreSQL server for tests in a folder of its own below the system's temporary folder.
 * What an earlier run left there because it was killed is stopped and removed first. When this process ends in
 * any way it can notice, the server is stopped.
 * @returns {Promise<{ url: string, logFile: string, stop: () => Promise<void> }>}
 */
export async function startTestPostgres({ settings = {}, binaries = findBinaries(checkout) } = {}) {
  await removeOrphans();
  const account = chooseAccount();
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(home, OWNER_FILE), JSON.stringify({ pid: process.pid, start: startOf(process.pid) }));
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid);
  const cluster = new Cluster({ home, account, binaries: reachableBinaries(binaries, account, home), settings: { ...QUICK, ...settings } });
  const password = randomBytes(12).toString('base64url');
  await cluster.create(password, { initdb: ['--no-sync'] });
  await cluster.start(await freePort());
  const pid = cluster.pid;
  const stopAtOnce = () => pid !== undefined && signal(pid, 'SIGQUIT');
  const stopAndEnd = () => process.exit(1);
  process.once('exit', stopAtOnce);
  for (const name of SIGNALS) process.once(name, stopAndEnd);
  return {
    url: cluster.url(password),
    logFile: cluster.logFile,
    stop: async () => {
      process.removeListener('exit', stopAtOnce);
      for (const name of SIGNALS) process.removeListener(name, stopAndEnd);
      await cluster.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Stops and removes the test servers whose test run is gone. */
async function removeOrphans() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(tmpdir(), name);
    const owner = ownerOf(home);
    if (!owner || startOf(owner.pid) === owner.start) continue;
    if (existsSync(join(home, 'data'))) {
      await new Cluster({ home, account: chooseAccount(join(home, 'data')), binaries: { folder: '', version: '', major: '' } }).clearLeftovers();
    }
    rmSync(home, { recursive: true, force: true });
  }
}

function ownerOf(home) {
  try {
    return JSON.parse(readFileSync(join(home, OWNER_FILE), 'utf8'));
  } catch {
    return undefined;
  }
}

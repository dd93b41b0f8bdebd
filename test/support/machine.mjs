import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const POLICY = '/usr/sbin/policy-rc.d';

/** What the tests need beyond npm's packages, and how to know that it is there. */
const NEEDS = [
  { what: 'Redis (redis-server)', debian: 'redis-server', isThere: () => onPath('redis-server') },
  { what: 'Chromium (chromium)', debian: 'chromium', isThere: () => onPath('chromium') || onPath('chromium-browser') || onPath('google-chrome') },
  { what: 'PostgreSQL 15 or newer (initdb and postgres below /usr/lib/postgresql)', debian: 'postgresql', isThere: () => installedPostgres() !== undefined },
];

/** The newest PostgreSQL of the system's package manager (Debian's layout), or undefined. */
export function installedPostgres(shelf = '/usr/lib/postgresql') {
  if (!existsSync(shelf)) return undefined;
  const major = readdirSync(shelf)
    .filter((name) => existsSync(join(shelf, name, 'bin', 'postgres')))
    .sort((a, b) => Number(b) - Number(a))[0];
  return major && { folder: join(shelf, major), version: major, major };
}

/** Whether a program is on the search path. */
export function onPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/**
 * Installs what the tests need and this machine lacks: with apt on Debian as root. Elsewhere it says what to install.
 * @param {(line: string) => void} say
 * @throws {Error} with the sentence to show, when something is missing and stays so
 */
export function prepareMachine(say) {
  const missing = NEEDS.filter((need) => !need.isThere());
  if (missing.length === 0) return;
  const list = missing.map((need) => need.what).join(', ');
  const debian = missing.map((need) => need.debian).join(' ');
  if (!isDebian()) throw new Error(`The tests need ${list}: install it with this system's package manager and run them again.`);
  if (process.getuid?.() !== 0) throw new Error(`The tests need ${list}: run "sudo apt-get install --no-install-recommends ${debian}" and run them again.`);
  say(`Installing ${debian} with apt ...`);
  const problem = withoutStartingServices(() => apt(['update']) ?? apt(['install', '-y', '--no-install-recommends', ...debian.split(' ')]));
  const still = missing.filter((need) => !need.isThere());
  if (still.length > 0) throw new Error(`apt could not install ${still.map((need) => need.debian).join(' ')}: ${problem ?? 'it gave no reason'}.`);
}

function isDebian() {
  try {
    return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8')) && onPath('apt-get');
  } catch {
    return false;
  }
}

/** @returns {string | undefined} apt's complaint */
function apt(args) {
  const result = spawnSync('apt-get', ['-q', ...args], { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (result.status === 0) return undefined;
  return (result.stderr ?? '').split('\n').filter((line) => /^[EW]:/.test(line)).at(-1) ?? `apt-get ${args[0]} ended with ${result.status}`;
}

/** Debian's packages start their servers when installed unless this file says no; the tests start their own. */
function withoutStartingServices(work) {
  if (existsSync(POLICY)) return work();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

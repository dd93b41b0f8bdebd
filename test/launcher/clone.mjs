import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT = new Set(['.git', '.stepwell', 'node_modules', 'docs', 'coverage']);

/**
 * Copies the checkout as it stands, built files included. Packages come along as hard links, since they are many
 * and nothing writes into them.
 */
export function cloneInto(folder, { packages = true } = {}) {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  cpSync(checkout, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => !LEFT_OUT.has(relative(checkout, path).split(sep)[0]) });
  if (!packages) return folder;
  const from = join(checkout, 'node_modules');
  const linked = spawnSync('cp', ['-al', from, folder], { stdio: 'ignore' });
  if (linked.status !== 0) spawnSync('cp', ['-a', from, folder], { stdio: 'ignore' });
  return folder;
}

/** A Node that every user may run: this one, or a copy of it when it lies in a closed folder. */
export function nodeForEverybody(shelf, user) {
  const open = spawnSync('/bin/sh', ['-c', 'test -x "$0"', process.execPath], { ...user, cwd: '/' });
  if (open.status === 0) return process.execPath;
  const copy = join(shelf, 'node');
  if (!existsSync(copy)) copyFileSync(process.execPath, copy);
  return copy;
}

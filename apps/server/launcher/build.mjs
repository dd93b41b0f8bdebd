import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkout } from './checkout.mjs';
import { PlainProblem, diskFull, saysDiskFull } from './plain-problem.mjs';
import { run } from './processes.mjs';

/**
 * What is compiled, from which sources, by which tool.
 * @typedef {{ name: string, entry: string, sources: string[], result: string, stamp: string, program: string, args: string[] }} Part
 */

/** @type {Part} */
export const serverPart = {
  name: 'server',
  entry: 'apps/server/src/main.ts',
  sources: ['libs', 'apps/server/src', 'migrations', 'test/bench', 'test/support', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
  result: 'dist/apps/server/src/main.js',
  stamp: 'dist/.server.sources',
  program: 'node_modules/typescript/bin/tsc',
  args: ['-p', 'tsconfig.build.json'],
};

/** @type {Part} */
export const adminPart = {
  name: 'admin UI',
  sources: ['apps/admin', 'package-lock.json'],
  entry: 'apps/admin/index.html',
  result: 'dist/admin/index.html',
  stamp: 'dist/.admin.sources',
  program: 'node_modules/vite/bin/vite.js',
  args: ['build', 'apps/admin', '--emptyOutDir', '--logLevel', 'warn'],
};

/** The parts whose result is missing or older than their sources, judged by the sources' content. */
export function staleParts(parts = [serverPart, adminPart]) {
  return parts.filter((part) => existsSync(join(checkout, part.entry)) && !isFresh(part));
}

/** Compiles one part. @param {Part} part @param {(child: import('node:child_process').ChildProcess) => void} [onStart] */
export async function build(part, onStart) {
  const state = stateOf(part.sources);
  mkdirSync(join(checkout, 'dist'), { recursive: true });
  rmSync(join(checkout, part.stamp), { force: true });
  const result = await run(process.execPath, [join(checkout, part.program), ...part.args], { cwd: checkout, detached: true, onStart });
  if (result.code !== 0) {
    if (saysDiskFull(result.output)) throw diskFull(join(checkout, 'dist'));
    throw new PlainProblem(`The ${part.name} could not be built.`, { detail: result.output.trim().split('\n').slice(-30).join('\n') });
  }
  writeFileSync(join(checkout, part.stamp), state);
}

function isFresh(part) {
  if (!existsSync(join(checkout, part.result))) return false;
  try {
    return readFileSync(join(checkout, part.stamp), 'utf8') === stateOf(part.sources);
  } catch {
    return false;
  }
}

/** A hash over the names and the content of all sources; tests do not count. */
function stateOf(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(checkout, source);
    if (existsSync(path)) add(hash, path, source);
  }
  return hash.digest('hex');
}

function add(hash, path, name) {
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort()) if (entry !== 'node_modules') add(hash, join(path, entry), `${name}/${entry}`);
  } else if (!/\.(int-|race-)?spec\.tsx?$/.test(name)) {
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
}

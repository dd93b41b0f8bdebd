import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PlainProblem, diskFull, saysDiskFull, saysUnreachable } from './plain-problem.mjs';
import { run } from './processes.mjs';

/** Whether node_modules holds what package-lock.json asks for, by npm's own record of what it installed. */
export function isInstalled(checkout) {
  const installed = packagesIn(join(checkout, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  return Object.entries(packagesIn(join(checkout, 'package-lock.json')) ?? {}).every(
    ([path, wanted]) => path === '' || (installed[path] ? installed[path].version === wanted.version : wanted.optional === true || wanted.devOptional === true),
  );
}

/**
 * Installs the packages as locked. npm's own output goes to a log file; what went wrong is said in one sentence.
 * @param {string} checkout @param {string} logFile @param {(child: import('node:child_process').ChildProcess) => void} [onStart]
 */
export async function install(checkout, logFile, onStart) {
  if (!existsSync(join(checkout, 'package-lock.json'))) throw new PlainProblem('package-lock.json is missing: this folder is not a whole checkout of Stepwell.');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const [program, first] = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  let result;
  try {
    result = await run(program, [...first, ...args], { cwd: checkout, detached: true, onStart, env: { ...process.env, NODE_ENV: 'development' } });
  } catch (error) {
    if (error.code === 'ENOENT') throw new PlainProblem('npm was not found: install Node.js together with npm.', { cause: error });
    throw error;
  }
  writeLog(logFile, result.output);
  if (result.code === 0) return;
  if (saysDiskFull(result.output)) throw diskFull(join(checkout, 'node_modules'));
  if (saysUnreachable(result.output)) {
    throw new PlainProblem('The packages could not be installed because the npm registry cannot be reached: check the network and start again.');
  }
  if (/\b(EACCES|EPERM|EROFS)\b/.test(result.output)) throw new PlainProblem(`The packages could not be installed: this user may not write in ${checkout}.`);
  throw new PlainProblem(`The packages could not be installed; npm's own words are in ${logFile}.`, { detail: lastLines(result.output) });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function writeLog(file, text) {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch {
    // The log is for a person who looks for the cause; a full disk must not hide the cause itself.
  }
}

function lastLines(text) {
  return text
    .split('\n')
    .filter((line) => line.startsWith('npm error') && !/complete log|_logs/.test(line))
    .slice(0, 8)
    .join('\n');
}

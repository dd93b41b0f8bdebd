import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const MINUTE = 60_000;

/**
 * What a runner found. A runner that ends without a result of its own counts as one failure.
 * @typedef {{ passed: number, failed: number }} Result
 * @typedef {{ name: string, builds: boolean, run: () => Promise<Result> }} Runner
 */

/** Every runner of `npm test`, in order: what answers quickest comes first. @type {Runner[]} */
export const runners = [
  { name: 'types', builds: false, run: () => checks([['typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'], ['typescript/bin/tsc', '--noEmit', '-p', 'apps/admin/tsconfig.json']]) },
  { name: 'lint', builds: false, run: () => checks([['oxlint/bin/oxlint', '--deny-warnings']]) },
  { name: 'unit', builds: false, run: () => jest(['unit'], 10 * MINUTE) },
  { name: 'architecture', builds: false, run: () => jest(['architecture'], 10 * MINUTE) },
  { name: 'integration', builds: false, run: () => jest(['integration', 'race'], 25 * MINUTE) },
  { name: 'launcher', builds: true, run: () => nodeTests('test/launcher', 15 * MINUTE) },
  { name: 'e2e', builds: true, run: () => jest(['e2e'], 35 * MINUTE, ['--maxWorkers=1']) },
];

/** Tools that say yes or no: each counts as one test. */
async function checks(commands) {
  const ends = await Promise.all(commands.map(([program, ...args]) => node([join('node_modules', program), ...args], 5 * MINUTE)));
  const passed = ends.filter((code) => code === 0).length;
  return { passed, failed: commands.length - passed };
}

async function jest(projects, patience, extra = []) {
  return withScratch(async (folder) => {
    const report = join(folder, 'jest.json');
    const code = await node(['node_modules/jest/bin/jest.js', '--selectProjects', ...projects, '--json', `--outputFile=${report}`, ...extra], patience, {
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    });
    if (!existsSync(report)) return { passed: 0, failed: 1 };
    const told = JSON.parse(readFileSync(report, 'utf8'));
    // A file that could not even be loaded holds no test to fail; a test that is left out proves nothing.
    const failed = told.numFailedTests + told.numRuntimeErrorTestSuites + told.numPendingTests + told.numTodoTests;
    return { passed: told.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
  });
}

async function nodeTests(folder, patience) {
  const files = existsSync(join(checkout, folder)) ? readdirSync(join(checkout, folder)).filter((name) => name.endsWith('.spec.mjs')) : [];
  if (files.length === 0) return { passed: 0, failed: 1 };
  return withScratch(async (scratch) => {
    const report = join(scratch, 'report.tap');
    const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${report}`];
    const code = await node(['--test', '--test-concurrency=1', ...reporters, ...files.map((name) => join(folder, name))], patience);
    const text = existsSync(report) ? readFileSync(report, 'utf8') : '';
    const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    const failed = count('fail') + count('cancelled') + count('skipped') + count('todo');
    return { passed: count('pass'), failed: failed === 0 && code !== 0 ? 1 : failed };
  });
}

/** Runs Node in the checkout with its output shown. @returns {Promise<number | null>} its exit code, null when it was ended */
function node(args, patience, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment }, detached: true });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    const onSignal = () => end('SIGTERM');
    const timer = setTimeout(() => {
      console.error(`Ended after ${patience / MINUTE} minutes without a result.`);
      end('SIGTERM');
      setTimeout(() => end('SIGKILL'), 10_000).unref();
    }, patience);
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
    const done = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      resolve(code);
    };
    child.on('error', () => done(null));
    child.on('exit', done);
  });
}

async function withScratch(work) {
  const folder = mkdtempSync(join(tmpdir(), 'stepwell-report-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const onLinux = process.platform === 'linux';

/** Whether a process with this id lives (also when it belongs to somebody else); a zombie does not count. */
export function isAlive(pid) {
  return hasId(pid) && !(onLinux && statOf(pid)?.state === 'Z');
}

/** Whether the system still knows this process id, be it of a zombie. */
export function hasId(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * When a process started, in the system's own words, or undefined when there is none.
 * Together with the id it names a process for good: ids are used again, start times are not.
 */
export function startOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (onLinux) {
    const stat = statOf(pid);
    return stat && stat.state !== 'Z' ? `${bootId()}:${stat.start}` : undefined;
  }
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The command line of a process, or '' when it cannot be read. */
export function commandOf(pid) {
  try {
    if (onLinux) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** Ids of the processes whose working folder is `folder`; every PostgreSQL process works in its data folder. Linux only, else []. */
export function processesIn(folder) {
  if (!onLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolderOf(pid) === folder && isAlive(pid));
}

/** The working folder of a process, or undefined when it cannot be read. Linux only. */
export function workingFolderOf(pid) {
  try {
    return onLinux ? readlinkSync(`/proc/${pid}/cwd`) : undefined;
  } catch {
    return undefined;
  }
}

/** Sends a signal; a process that is gone already is no problem. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Waits until `condition` holds; true when it did within `milliseconds`. */
export async function until(condition, milliseconds, every = 20) {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= deadline) return false;
    await pause(every);
  }
}

/**
 * Runs a program to its end and gathers what it prints. `input` is what it reads; `onStart` is given the child.
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string }>}
 */
export function run(program, args, options = {}) {
  const { onStart, input, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], ...rest });
    onStart?.(child);
    child.stdin?.on('error', () => undefined).end(input);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code, signalName) => resolve({ code, signal: signalName, output }));
  });
}

function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], start: fields[19] };
  } catch {
    return undefined;
  }
}

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

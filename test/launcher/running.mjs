import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the launcher writes down where its database is. */
const NOTE = 'postgres.json';
const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A port nobody listens on just now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether nobody listens on a port. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** One `npm start`, without npm in between so that signals and exit codes are its own. */
export class Running {
  output = '';

  /** @param {{ folder?: string, node?: string, uid?: number, gid?: number }} [place] another checkout, another user */
  constructor(dataDir, port, environment = {}, { folder = checkout, node = process.execPath, ...user } = {}) {
    const { DATABASE_URL: _, REDIS_URL: __, ...own } = process.env;
    this.child = spawn(node, [join(folder, 'apps/server/launcher/start.mjs')], {
      cwd: folder,
      ...user,
      env: { ...own, PORT: String(port), STEPWELL_DATA_DIR: dataDir, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.started = performance.now();
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (data) => (this.output += data));
    this.ended = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
  }

  /** Waits for the address. @returns {Promise<{ url: string, seconds: number }>} */
  async ready(patience = 240_000) {
    const until = performance.now() + patience;
    for (;;) {
      const url = /ready at (http:\S+)/.exec(this.output)?.[1];
      if (url) return { url, seconds: (performance.now() - this.started) / 1000 };
      if (this.child.exitCode !== null || this.child.signalCode !== null || performance.now() > until) throw new Error(`Did not get ready:\n${this.output}`);
      await pause(50);
    }
  }

  /** Waits for an end that nobody asked for, and checks that it was said in one sentence. @returns {Promise<string>} the sentence */
  async refusal() {
    const { code } = await this.ended;
    const lines = this.output.split('\n').filter((line) => line.trim() !== '' && !line.endsWith(' ...'));
    if (code !== 1 || lines.length !== 1) throw new Error(`Expected one sentence and exit code 1, got code ${code} and:\n${this.output}`);
    return lines[0];
  }

  /** Ends it and waits for its end. */
  async end(signal = 'SIGINT') {
    this.child.kill(signal);
    return this.ended;
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The process id PostgreSQL wrote into its data folder, which the launcher's note leads to. */
export function postmasterOf(dataDir) {
  try {
    const { home } = JSON.parse(readFileSync(join(dataDir, NOTE), 'utf8'));
    return Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

/** Where the database of a data folder keeps its files, or undefined. */
export function homeOf(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, NOTE), 'utf8')).home;
  } catch {
    return undefined;
  }
}

/** Removes a shelf of data folders together with the databases that lie elsewhere because their user may not enter it. */
export function removeShelf(shelf) {
  for (const entry of readdirSync(shelf)) {
    const home = homeOf(join(shelf, entry)) ?? homeOf(join(shelf, entry, '.stepwell'));
    if (home && !home.startsWith(shelf)) rmSync(home, { recursive: true, force: true });
  }
  rmSync(shelf, { recursive: true, force: true });
}

/** Whether a process lives. */
export function lives(pid) {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until something holds. */
export async function until(holds, patience = 20_000) {
  const end = performance.now() + patience;
  while (!holds()) {
    if (performance.now() > end) throw new Error('It did not come to that in time.');
    await pause(50);
  }
}

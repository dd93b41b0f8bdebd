import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, readSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PlainProblem, diskFull, saysDiskFull } from '../plain-problem.mjs';
import { commandOf, hasId, isAlive, processesIn, run, signal, until, workingFolderOf } from '../processes.mjs';
import { runAs } from './account.mjs';

/** For a small machine: one clinic's data fits in memory, durability stays on, no compiling of short queries. */
const SETTINGS = {
  shared_buffers: '128MB',
  max_connections: '100',
  fsync: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
};

const LOG_LIMIT = 5 * 1024 * 1024;

/** PostgreSQL did not start; `reason` is its own last word. */
export class ClusterFailed extends Error {
  constructor(reason, logFile) {
    super(`PostgreSQL did not start: ${reason}`);
    this.name = 'ClusterFailed';
    this.reason = reason;
    this.logFile = logFile;
  }
}

/**
 * One PostgreSQL server: its data folder (`<home>/data`), its log (`<home>/postgres.log`) and its process.
 * It listens on 127.0.0.1 only, asks for a password, and runs in a session of its own, so that Ctrl-C in a
 * terminal reaches the launcher alone, which then stops it in order.
 */
export class Cluster {
  #child;

  /**
   * @param {{ home: string, binaries: import('./binaries.mjs').Binaries, account: import('./account.mjs').Account,
   *   user?: string, settings?: Record<string, string> }} options
   */
  constructor({ home, binaries, account, user = 'stepwell', settings = {} }) {
    this.home = realpathSync(home);
    this.binaries = binaries;
    this.account = account;
    this.user = user;
    this.settings = { ...SETTINGS, ...settings };
    this.dataFolder = join(this.home, 'data');
    this.logFile = join(this.home, 'postgres.log');
  }

  get exists() {
    return existsSync(this.dataFolder);
  }

  /** Makes the data folder. It appears whole or not at all, so a kill in between leaves nothing half-made. */
  async create(password, { database, initdb = [] } = {}) {
    const half = `${this.dataFolder}.half`;
    const passwordFile = join(this.home, 'password.once');
    rmSync(half, { recursive: true, force: true });
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (this.account.uid !== undefined) chownSync(passwordFile, this.account.uid, this.account.gid);
    try {
      const result = await run(
        join(this.binaries.folder, 'bin', 'initdb'),
        ['-D', half, '-U', this.user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--no-locale', '--no-instructions', ...this.#localeArguments(), ...initdb],
        { ...runAs(this.account), env: environment() },
      );
      if (result.code !== 0) {
        rmSync(half, { recursive: true, force: true });
        if (saysDiskFull(result.output)) throw diskFull(this.home);
        throw new ClusterFailed(lastComplaint(result.output) ?? `initdb ended with ${result.code ?? result.signal}`, this.logFile);
      }
      if (database) await this.alone(`create database ${database}`, half);
      renameSync(half, this.dataFolder);
    } catch (error) {
      if (error.code === 'ENOENT') throw cannotRun(this.binaries, error);
      throw error;
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  /** Runs one statement without a server, while nobody else can be there. */
  async alone(statement, dataFolder = this.dataFolder) {
    const result = await run(join(this.binaries.folder, 'bin', 'postgres'), ['--single', '-D', dataFolder, 'postgres'], {
      ...runAs(this.account),
      env: environment(),
      input: `${statement}\n`,
    });
    if (saysDiskFull(result.output)) throw diskFull(this.home);
    const complaint = /(?:ERROR|FATAL|PANIC):\s+(.+)/.exec(result.output)?.[1];
    if (result.code !== 0 || complaint) throw new ClusterFailed(complaint ?? `it ended with ${result.code ?? result.signal}`, this.logFile);
  }

  /** Starts the server and waits until it answers. @param {number} port */
  async start(port, { deadline = 60_000 } = {}) {
    const logFrom = this.#trimLog();
    const log = openSync(this.logFile, 'a', 0o600);
    let ended;
    try {
      this.#child = spawn(
        join(this.binaries.folder, 'bin', 'postgres'),
        ['-D', this.dataFolder, '-p', String(port), ...Object.entries(this.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        { ...runAs(this.account), env: environment(), stdio: ['ignore', log, log], detached: true },
      );
      this.#child.on('error', (error) => (ended = { error }));
      this.#child.on('exit', (code, signalName) => (ended ??= { code, signal: signalName }));
    } finally {
      closeSync(log);
    }
    const child = this.#child;
    const ready = await until(() => ended !== undefined || this.#isReady(child.pid), deadline);
    if (ended?.error) throw cannotRun(this.binaries, ended.error);
    if (ended || !ready) {
      if (!ended) await this.stop();
      this.#child = undefined;
      const said = this.#logSince(logFrom);
      if (saysDiskFull(said)) throw diskFull(this.home);
      throw new ClusterFailed(lastComplaint(said) ?? 'it gave no reason', this.logFile);
    }
    child.unref();
    this.port = port;
    return child.pid;
  }

  /** Calls back once when the running server ends by itself. */
  onExit(listener) {
    this.#child?.once('exit', listener);
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Stops the server started here: fast first (open transactions roll back, data is flushed), then harder. */
  async stop() {
    const pid = this.#child?.pid;
    this.#child?.removeAllListeners('exit');
    this.#child = undefined;
    if (pid !== undefined) await stopProcess(pid);
  }

  /**
   * Clears what an earlier run left in this data folder: a living server is stopped, its orphaned workers too,
   * and the note of a server that is gone is removed when PostgreSQL would take its process id for a living server
   * (it belongs to another program meanwhile, or nobody has collected the dead process yet).
   */
  async clearLeftovers() {
    const note = this.#note();
    if (note && isAlive(note.pid) && isServerOf(note.pid, this.dataFolder)) await stopProcess(note.pid);
    // Workers whose server was killed can do nothing more; some notice only when they wake the next time.
    for (const [name, patience] of [['SIGQUIT', 3_000], ['SIGKILL', 5_000]]) {
      for (const pid of processesIn(this.dataFolder)) signal(pid, name);
      if (await until(() => processesIn(this.dataFolder).length === 0, patience)) break;
    }
    const left = this.#note();
    if (left && hasId(left.pid) && !(isAlive(left.pid) && isServerOf(left.pid, this.dataFolder))) rmSync(join(this.dataFolder, 'postmaster.pid'), { force: true });
  }

  /** The major version that made the data folder, or undefined when the folder does not say. */
  get dataVersion() {
    try {
      return readFileSync(join(this.dataFolder, 'PG_VERSION'), 'utf8').trim() || undefined;
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  url(password, database = 'postgres') {
    return `postgres://${this.user}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`;
  }

  #localeArguments() {
    return Number(this.binaries.major) >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
  }

  #isReady(pid) {
    const note = this.#note();
    return note?.pid === pid && note.status === 'ready';
  }

  /** What the server noted about itself in postmaster.pid (PostgreSQL, src/include/utils/pidfile.h). */
  #note() {
    try {
      const lines = readFileSync(join(this.dataFolder, 'postmaster.pid'), 'utf8').split('\n');
      return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
    } catch {
      return undefined;
    }
  }

  #trimLog() {
    if (!existsSync(this.logFile)) return 0;
    const { size } = statSync(this.logFile);
    if (size <= LOG_LIMIT) return size;
    renameSync(this.logFile, `${this.logFile}.1`);
    return 0;
  }

  #logSince(offset) {
    try {
      const file = openSync(this.logFile, 'r');
      try {
        const buffer = Buffer.alloc(Math.min(64 * 1024, Math.max(0, statSync(this.logFile).size - offset)));
        readSync(file, buffer, 0, buffer.length, offset);
        return buffer.toString('utf8');
      } finally {
        closeSync(file);
      }
    } catch {
      return '';
    }
  }
}

function isServerOf(pid, dataFolder) {
  const workingFolder = workingFolderOf(pid);
  if (workingFolder !== undefined) return workingFolder === dataFolder;
  const command = commandOf(pid);
  return command.includes('postgres') && command.includes(dataFolder);
}

async function stopProcess(pid) {
  for (const [name, patience] of [['SIGINT', 30_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]]) {
    signal(pid, name);
    if (await until(() => !isAlive(pid), patience)) return;
  }
}

function environment() {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function lastComplaint(text) {
  const complaints = [...text.matchAll(/(?:FATAL|PANIC|ERROR|initdb: error):\s+(.+)/g)].map((match) => match[1].trim());
  return complaints.at(-1) ?? text.trim().split('\n').at(-1)?.trim() ?? undefined;
}

function cannotRun(binaries, error) {
  return new PlainProblem(`PostgreSQL ${binaries.version} does not run on this system (${error.code}): run one of your own and set DATABASE_URL.`, { cause: error });
}

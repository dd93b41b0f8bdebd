import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { checkout, dataFolderOf } from './checkout.mjs';
import { takeLock } from './lock.mjs';
import { PlainProblem, aboutFolder, diskFull, saysDiskFull } from './plain-problem.mjs';
import { EmbeddedDatabase } from './postgres/embedded-database.mjs';
import { endTools, prepare } from './prepare.mjs';
import { sayProblem } from './say.mjs';
import { secretOf } from './secret.mjs';
import { demoSignIns } from './sign-ins.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How long open requests and jobs may take when Stepwell is asked to end, in milliseconds. */
const CLOSING = 15_000;
export const LOCK = 'launcher.lock';

/** One run of Stepwell: from nothing to a served page, and back to nothing. */
export class Launcher {
  #environment;
  #dataDir;
  #lock;
  #database;
  #server;
  #ending;

  /** @param {NodeJS.ProcessEnv} environment changed in place: the server reads its settings from there */
  constructor(environment) {
    this.#environment = environment;
    this.#dataDir = dataFolderOf(environment);
  }

  async run() {
    for (const name of SIGNALS) process.on(name, () => this.#onSignal());
    process.on('uncaughtException', (error) => this.#fail(error));
    process.on('unhandledRejection', (error) => this.#fail(error));
    try {
      await this.#start();
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #start() {
    const { HOST: host = '127.0.0.1', PORT: port = '3000' } = this.#environment;
    this.#environment.STEPWELL_DATA_DIR = this.#dataDir;
    this.#makeDataFolder();
    await this.#takeLock(addressOf(host, port));
    await refuseTakenPort(host, port);
    this.#environment.STEPWELL_SECRET ||= secretOf(this.#dataDir);
    await prepare({ say, whileBuilding: () => this.#startDatabase() });
    if (this.#ending) return;
    await this.#startServer();
  }

  #makeDataFolder() {
    try {
      // As root PostgreSQL runs as another user, who has to pass through this folder; the files in it are closed.
      mkdirSync(this.#dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    } catch (error) {
      throw aboutFolder(this.#dataDir, error);
    }
  }

  async #takeLock(address) {
    try {
      const { lock, holder } = await takeLock(this.#dataDir, LOCK, { address, ready: false });
      if (holder) throw new PlainProblem(`Stepwell ${holder.ready ? 'already runs' : 'is already being started'} at ${holder.address} (process ${holder.pid}).`);
      this.#lock = lock;
    } catch (error) {
      throw aboutFolder(this.#dataDir, error);
    }
  }

  async #startDatabase() {
    if (this.#environment.DATABASE_URL) return;
    if (process.platform === 'win32') throw new PlainProblem('The database that Stepwell brings along runs on Linux and macOS: on Windows use WSL, or set DATABASE_URL.');
    this.#database = new EmbeddedDatabase({ checkout, dataDir: this.#dataDir, say });
    this.#environment.DATABASE_URL = await this.#database.start();
    this.#environment.STEPWELL_DEMO ||= '1';
    if (this.#ending) await this.#database.stop();
    else this.#database.supervise((problem) => this.#fail(problem));
  }

  async #startServer() {
    say('Starting Stepwell ...');
    const { startServer } = await import(pathToFileURL(join(checkout, 'dist/apps/server/src/main.js')).href);
    this.#server = await startServer();
    if (this.#ending) return;
    this.#lock.note({ address: this.#server.url, ready: true });
    say(`\nStepwell is ready at ${this.#server.url}`);
    if (this.#environment.STEPWELL_DEMO === '1') say(`\n${demoSignIns}`);
    say('\nCtrl-C ends it.');
  }

  #onSignal() {
    if (this.#ending) return;
    say('\nEnding Stepwell ...');
    void this.#end(0);
  }

  async #fail(error) {
    if (this.#ending) return;
    sayProblem(this.#asPerson(error));
    this.#keepTrace(error);
    await this.#end(1);
  }

  /** Ends everything this run started, in the order it depends on each other, and then the process. */
  async #end(code) {
    this.#ending = true;
    endTools();
    await within(CLOSING, this.#server?.close());
    await this.#database?.stop().catch(sayProblem);
    this.#lock?.release();
    process.exit(code);
  }

  #asPerson(error) {
    if (error?.name === 'ConfigError') return new PlainProblem(error.message, { cause: error });
    if (error?.code === 'EADDRINUSE') return portTaken(this.#environment.HOST || '127.0.0.1', error.port ?? this.#environment.PORT ?? '3000');
    if (saysDiskFull(error)) return diskFull(this.#dataDir, error);
    if (this.#environment.DATABASE_URL && !this.#database && ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', '28P01', '28000', '3D000'].includes(error?.code)) {
      return new PlainProblem(`The database named by DATABASE_URL cannot be used: ${error.message || error.code}.`, { cause: error });
    }
    return error;
  }

  /** The trace of something unexpected is for whoever mends it: it goes to a file, not to the screen. */
  #keepTrace(error) {
    if (error instanceof PlainProblem) return;
    const file = join(this.#dataDir, 'last-problem.txt');
    try {
      writeFileSync(file, `${new Date().toISOString()}\n${error?.stack ?? error}\n`, { mode: 0o600 });
      console.error(`More about it is in ${file}.`);
    } catch {
      // Nothing more can be done; the sentence has been said.
    }
  }
}

function say(line) {
  console.log(line);
}

function addressOf(host, port) {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function refuseTakenPort(host, port) {
  if (!/^\d{1,5}$/.test(port) || port === '0') return;
  await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (error.code === 'EADDRINUSE' || error.code === 'EACCES' ? reject(portTaken(host, port, error.code)) : resolve()));
    probe.once('listening', () => probe.close(resolve));
    probe.listen({ host, port: Number(port) });
  });
}

function portTaken(host, port, code = 'EADDRINUSE') {
  const why = code === 'EACCES' ? 'may not be used by this user' : 'is taken by another program';
  return new PlainProblem(`Port ${port} on ${host} ${why}: end that program, or choose another port, as in PORT=${Number(port) + 1} npm start.`);
}

async function within(milliseconds, work) {
  if (!work) return;
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([Promise.resolve(work).catch(sayProblem), patience]);
  clearTimeout(timer);
}

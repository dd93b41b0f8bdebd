import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { checkout } from './checkout.mjs';
import { Ground } from './ground.mjs';
import { PlainProblem, diskFull, saysDiskFull } from './plain-problem.mjs';
import { addressOf, portProblem, refuseTakenPort } from './ports.mjs';
import { endTools, prepare } from './prepare.mjs';
import { sayProblem } from './say.mjs';
import { demoSignIns } from './sign-ins.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How long open requests and jobs may take when Stepwell is asked to end, in milliseconds. */
const CLOSING = 15_000;
const DATABASE_REFUSALS = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', '28P01', '28000', '3D000'];

/** One run of Stepwell: from nothing to a served page, and back to nothing. */
export class Launcher {
  #environment;
  #ground;
  #server;
  #ending = false;

  /** @param {NodeJS.ProcessEnv} environment changed in place: the server reads its settings from there */
  constructor(environment) {
    this.#environment = environment;
    this.#ground = new Ground(environment, say);
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
    const { host, port } = this.#place();
    await this.#ground.take({ address: addressOf(host, port), ready: false });
    await refuseTakenPort(host, port);
    let server;
    await prepare({
      say,
      whileBuilding: () => this.#ground.startDatabase((problem) => this.#fail(problem)),
      // Loading the server takes longer than the database takes to start; neither needs the other.
      onceBuilt: async () => {
        say('Starting Stepwell ...');
        server = await import(pathToFileURL(join(checkout, 'dist/apps/server/src/main.js')).href);
      },
    });
    if (this.#ending) return;
    this.#server = await server.startServer();
    if (this.#ending) return;
    this.#ground.note({ address: this.#server.url, ready: true });
    say(`\nStepwell is ready at ${this.#server.url}`);
    if (this.#server.setupCode) say(`\nNobody has an account here yet. Set it up there with this code, good once:\n  ${this.#server.setupCode}`);
    if (this.#environment.STEPWELL_DEMO === '1') say(`\n${demoSignIns}`);
    say('\nCtrl-C ends it.');
  }

  #place() {
    return { host: this.#environment.HOST || '127.0.0.1', port: this.#environment.PORT || '3000' };
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
    await this.#ground.leave().catch(sayProblem);
    process.exit(code);
  }

  #asPerson(error) {
    const { host, port } = this.#place();
    if (error?.name === 'ConfigError') return new PlainProblem(error.message, { cause: error });
    if (error?.code === 'EADDRINUSE' || (error?.code === 'EACCES' && error.syscall === 'listen')) return portProblem(host, port, error.code);
    if (saysDiskFull(error)) return diskFull(this.#ground.dataDir, error);
    if (!this.#ground.ownsDatabase && DATABASE_REFUSALS.includes(error?.code)) {
      return new PlainProblem(`The database named by DATABASE_URL, or Redis named by REDIS_URL, cannot be used: ${error.message || error.code}.`, { cause: error });
    }
    return error;
  }

  /** The trace of something unexpected is for whoever mends it: it goes to a file, not to the screen. */
  #keepTrace(error) {
    if (error instanceof PlainProblem || this.#asPerson(error) instanceof PlainProblem) return;
    const file = join(this.#ground.dataDir, 'last-problem.txt');
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

async function within(milliseconds, work) {
  if (!work) return;
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([Promise.resolve(work).catch(sayProblem), patience]);
  clearTimeout(timer);
}

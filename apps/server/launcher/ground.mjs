import { mkdirSync } from 'node:fs';

import { checkout, dataFolderOf } from './checkout.mjs';
import { livingHolder, takeLock } from './lock.mjs';
import { PlainProblem, aboutFolder } from './plain-problem.mjs';
import { EmbeddedDatabase, lastAddress } from './postgres/embedded-database.mjs';
import { secretOf } from './secret.mjs';

const LOCK = 'launcher.lock';

/** What a server stands on: its data folder, held by one process at a time, and a database that runs. */
export class Ground {
  #lock;
  #database;
  #left = false;

  /**
   * @param {NodeJS.ProcessEnv} environment changed in place: the server reads its settings from there
   * @param {(line: string) => void} say
   */
  constructor(environment, say) {
    this.environment = environment;
    this.say = say;
    this.dataDir = dataFolderOf(environment);
  }

  /** Holds the data folder, or says in one sentence who does. @param {{ address: string, ready?: boolean }} facts */
  async take(facts) {
    try {
      // As root PostgreSQL runs as another user, who has to pass through this folder; the files in it are closed.
      mkdirSync(this.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
      const { lock, holder } = await takeLock(this.dataDir, LOCK, facts);
      if (holder) throw new PlainProblem(`Stepwell ${holder.ready ? 'already runs' : 'is already being started'} at ${holder.address} (process ${holder.pid}).`);
      this.#lock = lock;
      this.environment.STEPWELL_DATA_DIR = this.dataDir;
      this.environment.STEPWELL_SECRET ||= secretOf(this.dataDir);
    } catch (error) {
      throw aboutFolder(this.dataDir, error);
    }
  }

  /** Lets others know the address. */
  note(facts) {
    this.#lock.note(facts);
  }

  /** Whether the database is Stepwell's own rather than one named by DATABASE_URL. */
  get ownsDatabase() {
    return this.#database !== undefined;
  }

  /** Starts the embedded database and keeps it up, unless DATABASE_URL names another. @param {(problem: Error) => void} giveUp */
  async startDatabase(giveUp) {
    if (this.environment.DATABASE_URL) return;
    if (process.platform === 'win32') throw new PlainProblem('The database that Stepwell brings along runs on Linux and macOS: on Windows use WSL, or set DATABASE_URL.');
    this.#database = new EmbeddedDatabase({ checkout, dataDir: this.dataDir, say: this.say });
    const address = await this.#database.start();
    if (this.#left) return this.#database.stop();
    this.environment.DATABASE_URL = address;
    this.environment.STEPWELL_DEMO ||= '1';
    this.#database.supervise(giveUp);
  }

  /** Stops the database and frees the data folder. */
  async leave() {
    this.#left = true;
    await this.#database?.stop();
    this.#lock?.release();
  }

  /** Uses the database of the Stepwell that runs on this data folder now. @returns whether there is one */
  joinRunning() {
    const address = livingHolder(this.dataDir, LOCK)?.ready ? lastAddress(this.dataDir) : undefined;
    if (address === undefined) return false;
    this.environment.DATABASE_URL ||= address;
    this.environment.STEPWELL_DATA_DIR = this.dataDir;
    this.environment.STEPWELL_SECRET ||= secretOf(this.dataDir);
    this.environment.STEPWELL_DEMO ||= '1';
    return true;
  }
}

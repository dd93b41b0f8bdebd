import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PlainProblem, aboutFolder } from '../plain-problem.mjs';
import { freePort } from '../ports.mjs';
import { canWriteIn, chooseAccount } from './account.mjs';
import { findBinaries, reachableBinaries } from './binaries.mjs';
import { Cluster, ClusterFailed } from './cluster.mjs';

const DATABASE = 'stepwell';
const NOTE = 'postgres.json';
const OWNER_NOTE = 'owner.json';
/** Where root keeps a database whose user cannot enter the checkout; the first that can be written to. */
const SHELVES = ['/var/lib', '/var/local', '/srv', '/opt'];
const RESTARTS = 3;
const RESTART_WINDOW = 60_000;

/**
 * The PostgreSQL server that Stepwell brings along, for one data folder. `postgres.json` there says where its files
 * are, its password and its last port: `{ home, password, port, created }`.
 */
export class EmbeddedDatabase {
  #dataDir;
  #note;
  #cluster;
  #restarts = [];

  /** @param {{ checkout: string, dataDir: string, say: (line: string) => void }} options */
  constructor({ checkout, dataDir, say }) {
    this.checkout = checkout;
    this.say = say;
    this.#dataDir = dataDir;
  }

  /**
   * Makes the database on first use, clears what an earlier run left, starts the server.
   * @returns {Promise<string>} the address of the database
   */
  async start() {
    try {
      const binaries = findBinaries(this.checkout);
      this.#note = readNote(this.#dataDir);
      const { home, account } = this.#home();
      this.#cluster = new Cluster({ home, account, binaries: reachableBinaries(binaries, account, home) });
      await this.#ensureCreated(binaries);
      await this.#cluster.clearLeftovers();
      await this.#startSomewhere(this.#note.port);
      return this.url;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  get url() {
    return this.#cluster.url(this.#note.password, DATABASE);
  }

  /**
   * Keeps the server up: when it ends by itself it is started again on the same port. After several times within a
   * minute that is given up.
   * @param {(problem: Error) => void} giveUp
   */
  supervise(giveUp) {
    this.#cluster.onExit(async () => {
      const now = performance.now();
      this.#restarts = [...this.#restarts.filter((moment) => now - moment < RESTART_WINDOW), now];
      if (this.#restarts.length > RESTARTS) return giveUp(new PlainProblem(`The database keeps ending by itself; its own words are in ${this.#cluster.logFile}.`));
      this.say('The database ended by itself and is being started again ...');
      try {
        await this.#cluster.clearLeftovers();
        await this.#cluster.start(this.#note.port);
        this.say('The database is up again.');
        this.supervise(giveUp);
      } catch (error) {
        giveUp(this.#explain(error));
      }
    });
  }

  async stop() {
    await this.#cluster?.stop();
  }

  /** Where this data folder's server keeps its files, and as whom it runs. */
  #home() {
    const inside = join(this.#dataDir, 'postgres');
    const home = this.#note?.home ?? inside;
    const account = chooseAccount(join(home, 'data'));
    if (existsSync(join(home, 'data'))) return this.#knownHome(home, account);
    if (this.#note?.created) {
      throw new PlainProblem(`The database of this data folder is gone from ${home}: put it back, or remove ${join(this.#dataDir, NOTE)} to begin with an empty one.`);
    }
    makeHome(inside, account);
    if (canWriteIn(account, inside)) return { home: inside, account };
    rmdirSync(inside);
    return { home: this.#homeElsewhere(account), account };
  }

  #knownHome(home, account) {
    if (!canWriteIn(account, home)) {
      throw new PlainProblem(
        account.uid === undefined
          ? `The data folder ${home} cannot be used: it belongs to another user; start Stepwell as that user.`
          : `The data folder ${home} cannot be used: the user ${account.name}, to whom it belongs, may not enter it.`,
      );
    }
    const owner = readJson(join(home, OWNER_NOTE));
    if (owner && owner.dataDir !== this.#dataDir) {
      if (readNote(owner.dataDir)?.home === home) {
        throw new PlainProblem(`This data folder is a copy of ${owner.dataDir}, where its database stays: remove ${join(this.#dataDir, NOTE)} to begin with an empty one.`);
      }
      writeJson(join(home, OWNER_NOTE), { dataDir: this.#dataDir });
    }
    return { home, account };
  }

  /** A folder outside, for a data folder below one that only root may enter. */
  #homeElsewhere(account) {
    const name = `stepwell-${createHash('sha256').update(this.#dataDir).digest('hex').slice(0, 12)}`;
    for (const shelf of SHELVES) {
      const home = join(shelf, name);
      try {
        this.#setAside(home);
        makeHome(home, account);
      } catch (error) {
        if (['EACCES', 'EROFS', 'ENOENT', 'EPERM'].includes(error.code)) continue;
        throw error;
      }
      if (!canWriteIn(account, home)) continue;
      writeJson(join(home, OWNER_NOTE), { dataDir: this.#dataDir });
      return home;
    }
    throw new PlainProblem(`PostgreSQL refuses to run as root and ${account.name} may not enter ${this.#dataDir}: open the folders above it, or set STEPWELL_DATA_DIR or DATABASE_URL.`);
  }

  /** A database left there by an earlier data folder at this very place, since removed: kept, but not used. */
  #setAside(home) {
    if (!existsSync(join(home, 'data'))) return;
    const aside = `${home}.earlier-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}`;
    renameSync(home, aside);
    rmSync(join(aside, 'programs'), { recursive: true, force: true });
    this.say(`The database of an earlier ${this.#dataDir} was set aside in ${aside}; remove it when you do not need it.`);
  }

  async #ensureCreated(binaries) {
    const { home } = this.#cluster;
    const known = this.#note;
    this.#note = { home, password: known?.password ?? randomBytes(24).toString('base64url'), port: known?.port ?? 0, created: known?.created ?? false };
    if (!this.#cluster.exists) {
      this.say('Making the database ...');
      this.#write();
      await this.#cluster.create(this.#note.password, { database: DATABASE });
    } else {
      const made = this.#cluster.dataVersion;
      if (made === undefined) throw new ClusterFailed('it has no version file', this.#cluster.logFile);
      if (made !== binaries.major) {
        throw new PlainProblem(
          `The data folder ${this.#cluster.dataFolder} was made by PostgreSQL ${made} and this Stepwell brings PostgreSQL ${binaries.major}: dump it with the version that made it, or move it away to begin with an empty one.`,
        );
      }
      if (!known) {
        await this.#cluster.clearLeftovers();
        await this.#cluster.alone(`alter role ${this.#cluster.user} password '${this.#note.password}'`);
      }
    }
    this.#note.created = true;
    this.#write();
  }

  async #startSomewhere(preferred) {
    for (let attempt = 1; ; attempt += 1) {
      this.#note.port = await freePort(attempt === 1 ? preferred : 0);
      try {
        await this.#cluster.start(this.#note.port);
        this.#write();
        return;
      } catch (error) {
        const portWasTaken = error instanceof ClusterFailed && /bind|TCP\/IP socket|address already in use/i.test(error.reason);
        if (!portWasTaken || attempt === 3) throw error;
      }
    }
  }

  #write() {
    writeJson(join(this.#dataDir, NOTE), this.#note);
  }

  #explain(error) {
    if (error instanceof ClusterFailed) {
      return new PlainProblem(`The database in ${this.#cluster.dataFolder} does not start (${error.reason}); its own words are in ${error.logFile}.`, { cause: error });
    }
    return aboutFolder(this.#dataDir, error);
  }
}

/** The address of the embedded database as last started, or undefined when this data folder has none. */
export function lastAddress(dataDir) {
  const note = readNote(dataDir);
  return note?.created ? `postgres://stepwell:${note.password}@127.0.0.1:${note.port}/${DATABASE}` : undefined;
}

function makeHome(home, account) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  if (account.uid !== undefined) chownSync(home, account.uid, account.gid);
}

function readNote(dataDir) {
  const note = readJson(join(dataDir, NOTE));
  return typeof note?.home === 'string' && typeof note.password === 'string' ? note : undefined;
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function writeJson(file, value) {
  writeFileSync(`${file}.new`, JSON.stringify(value, null, 2), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

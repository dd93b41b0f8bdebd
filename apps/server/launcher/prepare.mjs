import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, staleParts } from './build.mjs';
import { checkout } from './checkout.mjs';
import { install, isInstalled } from './install.mjs';
import { takeLock } from './lock.mjs';
import { PlainProblem, diskFull, saysDiskFull } from './plain-problem.mjs';
import { signal, startOf, until } from './processes.mjs';
import { sayAndExit } from './say.mjs';

const PATIENCE = 15 * 60_000;

/**
 * Installs what is missing and builds what is stale, one launcher at a time; others wait for it.
 * @param {{ say: (line: string) => void, whileBuilding?: () => Promise<void>, onceBuilt?: () => Promise<void>, parts?: import('./build.mjs').Part[] }} options
 *   `whileBuilding` runs beside the builds, once the packages are there; `onceBuilt` as soon as all is built, beside what is left of it
 * @returns {Promise<void>}
 */
export async function prepare({ say, whileBuilding = async () => {}, onceBuilt = async () => {}, parts }) {
  let beside;
  const begin = () => (beside ??= whileBuilding());
  if (isInstalled(checkout)) {
    // Begun before the sources are looked through: nearly always nothing is stale, and it is not waited for twice.
    begin().catch(() => undefined);
    if (staleParts(parts).length === 0) return allOrFirstProblem([begin(), onceBuilt()]);
  }
  const lock = await whenFree(say);
  const tools = new ToolsOf(lock);
  try {
    if (!isInstalled(checkout)) {
      say('Installing packages (a minute or two, the first time only) ...');
      await install(checkout, join(checkout, 'dist', 'install.log'), tools.add);
    }
    const stale = staleParts(parts);
    if (stale.length > 0) say(`Building the ${stale.map((part) => part.name).join(' and the ')} ...`);
    const built = allOrFirstProblem(stale.map((part) => build(part, tools.add)));
    await allOrFirstProblem([built.then(onceBuilt), begin()]);
  } finally {
    tools.endAll();
    lock.release();
  }
}

/** The children that work on the checkout now; a lock names them so that a successor can end them. */
class ToolsOf {
  static #all = new Set();
  #lock;
  #children = new Set();

  constructor(lock) {
    this.#lock = lock;
    ToolsOf.#all.add(this);
  }

  static endEverywhere() {
    for (const tools of ToolsOf.#all) tools.endAll();
  }

  add = (child) => {
    if (child.pid === undefined) return;
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    this.#lock.note({ tools: [...this.#children].map(({ pid }) => ({ pid, start: startOf(pid) })) });
  };

  endAll() {
    for (const { pid } of this.#children) signal(-pid, 'SIGKILL');
    this.#children.clear();
    ToolsOf.#all.delete(this);
  }
}

/** Ends installs and builds of this process at once, for when it has to stop. */
export const endTools = () => ToolsOf.endEverywhere();

async function whenFree(say) {
  try {
    mkdirSync(join(checkout, 'dist'), { recursive: true });
    let told = false;
    let taken;
    await until(async () => {
      taken = await takeLock(join(checkout, 'dist'), '.prepare.lock');
      if (taken.holder && !told) say(`Waiting for process ${taken.holder.pid}, which is installing or building here ...`);
      told ||= Boolean(taken.holder);
      return Boolean(taken.lock);
    }, PATIENCE, 200);
    if (!taken.lock) throw new PlainProblem(`Process ${taken.holder.pid} has been installing or building here for too long: end it and start again.`);
    return taken.lock;
  } catch (error) {
    if (saysDiskFull(error)) throw diskFull(checkout, error);
    if (error.code === 'EACCES' || error.code === 'EROFS') throw new PlainProblem(`Stepwell cannot be built because this user may not write in ${checkout}.`, { cause: error });
    throw error;
  }
}

/** Waits for all, so that nothing goes on unseen; then throws the first problem, if any. */
async function allOrFirstProblem(works) {
  const results = await Promise.allSettled(works);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepare({ say: (line) => console.log(line) }).catch(sayAndExit);
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isAlive, signal, startOf, until } from './processes.mjs';

/**
 * One launcher per data folder. The lock file names its holder by process id and start time, so a lock left by a
 * killed launcher is recognised even when its id meanwhile belongs to another program.
 * @typedef {{ pid: number, start: string, address?: string, ready?: boolean, tools?: { pid: number, start: string }[] }} Holder
 */
export class Lock {
  #file;
  #holder;

  /** @param {string} file @param {Holder} holder */
  constructor(file, holder) {
    this.#file = file;
    this.#holder = holder;
  }

  /** Adds to what the lock file says about its holder. */
  note(facts) {
    this.#holder = { ...this.#holder, ...facts };
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.#holder), { mode: 0o600 });
    renameSync(draft, this.#file);
  }

  release() {
    if (holderOf(this.#file)?.pid === process.pid) rmSync(this.#file, { force: true });
  }
}

/**
 * Takes the lock, or says who holds it. A dead holder's lock is taken over, and the tools it was running (an install,
 * a build) are ended first, so two of them never write into the same folders.
 * @returns {Promise<{ lock: Lock } | { holder: Holder }>}
 */
export async function takeLock(folder, name, facts = {}) {
  const file = join(folder, name);
  const mine = { pid: process.pid, start: startOf(process.pid), ...facts };
  const draft = `${file}.${process.pid}`;
  for (;;) {
    writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
    try {
      linkSync(draft, file);
      return { lock: new Lock(file, mine) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const found = textOf(file);
    if (found === undefined) continue;
    const holder = parse(found);
    if (holder && startOf(holder.pid) === holder.start) return { holder };
    await takeAway(file, found);
    for (const tool of holder?.tools ?? []) await endTool(tool);
  }
}

/** The living holder of a lock, or undefined. */
export function livingHolder(folder, name) {
  const holder = holderOf(join(folder, name));
  return holder && startOf(holder.pid) === holder.start ? holder : undefined;
}

/** Moves a dead lock aside. Should a quicker launcher have put its own there meanwhile, it is put back. */
async function takeAway(file, expected) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (textOf(aside) !== expected) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

async function endTool({ pid, start }) {
  if (startOf(pid) !== start) return;
  signal(-pid, 'SIGKILL');
  await until(() => !isAlive(pid), 5_000);
}

function holderOf(file) {
  const text = textOf(file);
  return text === undefined ? undefined : parse(text);
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text) {
  try {
    const holder = JSON.parse(text);
    return Number.isInteger(holder?.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

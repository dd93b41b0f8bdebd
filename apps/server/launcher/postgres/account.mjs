import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';

import { PlainProblem } from '../plain-problem.mjs';

/**
 * Who runs PostgreSQL. Without `uid` it is the user who runs the launcher.
 * @typedef {{ uid?: number, gid?: number, name: string }} Account
 */

/**
 * PostgreSQL refuses to run as root. As root: whoever owns the data folder already, else `stepwell`, else `postgres`,
 * else a new system user `stepwell`, else `nobody`. PostgreSQL also wants the user to have a name (initdb looks it up),
 * so a bare number will not do.
 * @param {string} [dataFolder] an existing PostgreSQL data folder
 * @returns {Account}
 */
export function chooseAccount(dataFolder) {
  if (process.getuid?.() !== 0) return ordinaryUser();
  const users = listUsers();
  const owner = dataFolder && ownerOf(dataFolder);
  if (owner && owner.uid !== 0) return { ...owner, name: users.find((user) => user.uid === owner.uid)?.name ?? `user ${owner.uid}` };
  const found = named(users, 'stepwell') ?? named(users, 'postgres') ?? (createUser() ? named(listUsers(), 'stepwell') : undefined) ?? named(users, 'nobody');
  if (!found) {
    throw new PlainProblem('PostgreSQL refuses to run as root and no other user exists here: add one (useradd --system stepwell) or set DATABASE_URL.');
  }
  return found;
}

/** Whether the account may enter this folder and write in it. */
export function canWriteIn(account, folder) {
  return asAccount(account, 'cd "$0" && test -w .', folder);
}

/** Whether the account may run this program. */
export function canRun(account, program) {
  return asAccount(account, 'test -x "$0"', program);
}

/** The spawn options that make a child run as the account, in a folder everybody may enter. */
export function runAs(account) {
  return account.uid === undefined ? { cwd: '/' } : { cwd: '/', uid: account.uid, gid: account.gid };
}

function ordinaryUser() {
  try {
    return { name: userInfo().username };
  } catch {
    throw new PlainProblem(
      `PostgreSQL wants its user to have a name and user ${process.getuid?.()} has none: add it to /etc/passwd, or set DATABASE_URL.`,
    );
  }
}

function listUsers() {
  let text = '';
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function named(users, name) {
  return users.find((user) => user.name === name && user.uid > 0);
}

function ownerOf(folder) {
  try {
    const { uid, gid } = statSync(folder);
    return { uid, gid };
  } catch {
    return undefined;
  }
}

/** `useradd` on most systems, BusyBox's `adduser` on small ones; neither in some containers. */
function createUser() {
  const ways = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', 'stepwell']],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', 'stepwell']],
  ];
  return ways.some(([program, args]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0);
}

function asAccount(account, test, path) {
  const result = spawnSync('/bin/sh', ['-c', test, path], { ...runAs(account), stdio: 'ignore' });
  if (result.error?.code === 'EINVAL' || result.error?.code === 'EPERM') {
    throw new PlainProblem(`PostgreSQL refuses to run as root and this system does not let it run as ${account.name}: set DATABASE_URL.`, { cause: result.error });
  }
  return result.status === 0;
}

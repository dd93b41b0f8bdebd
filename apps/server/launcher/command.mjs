/** `npm run generate`, `demo:reset`, `first-administrator` and `audit:verify`: builds the server when it is stale and runs one of its commands. */
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { serverPart } from './build.mjs';
import { checkout } from './checkout.mjs';
import { Ground } from './ground.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { prepare } from './prepare.mjs';
import { sayAndExit } from './say.mjs';

const COMMANDS = {
  generate: { needsDatabase: false },
  'demo-reset': { needsDatabase: true },
  'first-administrator': { needsDatabase: true },
  'audit-verify': { needsDatabase: true },
};

async function runCommand(name, args) {
  const command = COMMANDS[name];
  if (!command) throw new PlainProblem(`There is no command ${name}: choose one of ${Object.keys(COMMANDS).join(', ')}.`);
  await prepare({ say, parts: [serverPart] });
  const file = join(checkout, 'dist/apps/server/src/cli', `${name}.js`);
  if (!existsSync(file)) throw new PlainProblem(`This Stepwell has no command ${name}.`);
  const execute = () => spawnSync(process.execPath, [file, ...args], { stdio: 'inherit', env: process.env }).status ?? 1;
  return command.needsDatabase ? onDatabase(execute) : execute();
}

/** On the database of the Stepwell that runs here; when none does, the database is started for the command alone. */
async function onDatabase(execute) {
  const ground = new Ground(process.env, say);
  if (ground.joinRunning()) return execute();
  await ground.take({ address: 'the database, for a command', ready: false });
  try {
    await ground.startDatabase(sayAndExit);
    return execute();
  } finally {
    await ground.leave();
  }
}

function say(line) {
  console.log(line);
}

const [name, ...args] = process.argv.slice(2);
try {
  process.exitCode = await runCommand(name, args);
} catch (error) {
  sayAndExit(error);
}

/** `npm run dev`: the server compiled and started again at every change, the UI served by Vite with the API behind it. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { adminPart, serverPart } from './build.mjs';
import { checkout } from './checkout.mjs';
import { Ground } from './ground.mjs';
import { addressOf, refuseTakenPort } from './ports.mjs';
import { prepare } from './prepare.mjs';
import { isAlive, signal, until } from './processes.mjs';
import { sayAndExit, sayProblem } from './say.mjs';
import { demoSignIns } from './sign-ins.mjs';

const say = (line) => console.log(line);
const ground = new Ground(process.env, say);
const children = [];
let ending = false;

async function start() {
  const host = process.env.HOST || '127.0.0.1';
  const port = process.env.PORT || '3000';
  await ground.take({ address: addressOf(host, port), ready: false });
  await refuseTakenPort(host, port);
  await prepare({ say, parts: [serverPart], whileBuilding: () => ground.startDatabase(fail) });
  // From here on dist follows every change: only the next start's own build may call it fresh.
  rmSync(join(checkout, serverPart.stamp), { force: true });
  watch(serverPart.program, ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput']);
  watch('--watch', ['--watch-preserve-output', join(checkout, serverPart.result)]);
  if (existsSync(join(checkout, adminPart.entry))) watch(adminPart.program, ['apps/admin']);
  ground.note({ ready: true });
  if (process.env.STEPWELL_DEMO === '1') say(demoSignIns);
}

/** Runs Node on a tool, or Node's own watcher; when one of them ends, all do. */
function watch(program, args) {
  const first = program.startsWith('--') ? program : join(checkout, program);
  const child = spawn(process.execPath, [first, ...args], { cwd: checkout, stdio: ['ignore', 'inherit', 'inherit'] });
  children.push(child);
  child.on('exit', () => end(1));
}

async function fail(problem) {
  sayProblem(problem);
  await end(1);
}

async function end(code) {
  if (ending) return;
  ending = true;
  for (const { pid } of children) signal(pid, 'SIGTERM');
  await until(() => children.every(({ pid }) => !isAlive(pid)), 15_000);
  for (const { pid } of children) if (isAlive(pid)) signal(pid, 'SIGKILL');
  await ground.leave();
  process.exit(code);
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => end(0));
await start().catch(async (error) => {
  await ground.leave();
  sayAndExit(error);
});

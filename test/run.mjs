/**
 * `npm test`: installs what the tests need, runs every runner, and ends with the sum of all their tests on one line.
 * Names behind it choose runners: `npm test -- unit launcher`.
 */
import { adminPart, serverPart } from '../apps/server/launcher/build.mjs';
import { prepare } from '../apps/server/launcher/prepare.mjs';
import { sayProblem } from '../apps/server/launcher/say.mjs';
import { PlainProblem } from '../apps/server/launcher/plain-problem.mjs';
import { prepareMachine } from './support/machine.mjs';
import { runners } from './support/runners.mjs';

const LOCAL_ONLY = new Set(['types', 'lint', 'unit', 'architecture']);

let interrupted = false;
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => (interrupted = true));

const chosen = chooseRunners(process.argv.slice(2));
const results = [];
try {
  if (chosen.some((runner) => !LOCAL_ONLY.has(runner.name))) readyMachine();
  await prepare({ say: (line) => console.log(line), parts: chosen.some((runner) => runner.builds) ? [serverPart, adminPart] : [] });
  for (const runner of chosen) {
    if (interrupted) break;
    console.log(`\n── ${runner.name} ──`);
    const started = performance.now();
    const result = await runner.run().catch((error) => (console.error(error), { passed: 0, failed: 1 }));
    results.push({ ...result, name: runner.name, seconds: (performance.now() - started) / 1000 });
  }
} catch (error) {
  sayProblem(error);
  results.push({ name: 'preparation', passed: 0, failed: 1, seconds: 0 });
}

console.log('');
for (const { name, passed, failed, seconds } of results) {
  console.log(`${name.padEnd(14)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(0).padStart(6)} s`);
}
const passed = sum('passed');
const failed = sum('failed') + (interrupted ? 1 : 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function sum(field) {
  return results.reduce((total, result) => total + result[field], 0);
}

function chooseRunners(names) {
  const unknown = names.filter((name) => !runners.some((runner) => runner.name === name));
  if (unknown.length > 0) {
    console.error(`There is no runner ${unknown.join(', ')}: choose among ${runners.map((runner) => runner.name).join(', ')}.`);
    process.exit(1);
  }
  return names.length === 0 ? runners : runners.filter((runner) => names.includes(runner.name));
}

function readyMachine() {
  try {
    prepareMachine((line) => console.log(line));
  } catch (error) {
    throw new PlainProblem(error.message, { cause: error });
  }
}

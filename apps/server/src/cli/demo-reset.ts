import 'reflect-metadata';
import { Clock, ConfigError, migrate, readConfig } from '#platform';
import { migrations } from '#migrations';
import { resetDemo } from '../demo/build-demo.js';

/** `npm run demo:reset`: the demo clinics as on the first day, relative to today. */
async function run(): Promise<void> {
  const config = readConfig(process.env);
  await migrate(config.databaseUrl, migrations);
  await resetDemo(config, new Clock().now(), (done, total) => process.stdout.write(`\rDemo clinics: step ${done} of ${total}`));
  process.stdout.write('\nThe demo clinics are new.\n');
}

run().catch((thrown: unknown) => {
  const lines = thrown instanceof ConfigError ? thrown.problems : [thrown instanceof Error ? thrown.message : 'The demo clinics could not be made.'];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
});

import 'reflect-metadata';
import { ConfigError, VerifyTrail, migrate, readConfig, runAsSystem } from '#platform';
import { migrations } from '#migrations';
import { createApp } from '../app.js';

/** `npm run audit:verify`: walks the whole audit chain now, whatever the checkpoints say. Ends with 1 when it is broken. */
async function run(): Promise<void> {
  const config = { ...readConfig(process.env), role: 'api' as const };
  await migrate(config.databaseUrl, migrations);
  const app = await createApp(config, { admin: false });
  await app.init();
  try {
    const { entries, head, brokenAt } = await runAsSystem('audit-verify', () => app.get(VerifyTrail).run('all'));
    if (brokenAt === null) process.stdout.write(head === null ? 'The audit trail is empty.\n' : `All ${entries} entries of the audit trail stand as they were written. Newest hash: ${head}\n`);
    else {
      process.stdout.write(`The audit trail is broken at entry ${brokenAt.position}: ${brokenAt.why}. The ${entries} before it stand.\n`);
      process.exitCode = 1;
    }
  } finally {
    await app.close();
  }
}

run().catch((thrown: unknown) => {
  const lines = thrown instanceof ConfigError ? thrown.problems : [thrown instanceof Error ? thrown.message : 'The audit trail could not be walked.'];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
});

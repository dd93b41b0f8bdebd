// Starts a PostgreSQL with durability on, runs the compiled bench on it, and takes the server away again.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { startTestPostgres } from '../support/postgres-server.mjs';

const compiled = fileURLToPath(new URL('../../dist/test/bench/measure.js', import.meta.url));
if (!existsSync(compiled)) {
  console.error('Build first: npm run build.');
  process.exit(1);
}

// As `npm start` runs it, not as tests do: everything that is said to be stored is on the disk.
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', max_connections: '100', shared_buffers: '128MB', autovacuum_naptime: '1min', wal_level: 'replica' };

const postgres = await startTestPostgres({ settings: DURABLE });
try {
  process.exitCode = await new Promise((resolve) => {
    const child = spawn(process.execPath, [compiled, '--database', postgres.url, '--log', postgres.logFile, ...process.argv.slice(2)], { stdio: 'inherit' });
    process.once('SIGINT', () => child.kill('SIGINT'));
    child.once('exit', (code) => resolve(code ?? 1));
  });
} finally {
  await postgres.stop();
}

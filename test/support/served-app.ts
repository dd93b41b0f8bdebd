import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, readConfig } from '#platform';
import { createApp } from '../../apps/server/src/app.js';
import { testDatabase } from './database.js';

/** `STEPWELL_BUILT` names the folder of another build than this checkout's. */
const MAIN = join(process.env['STEPWELL_BUILT'] ?? fileURLToPath(new URL('../..', import.meta.url)), 'dist/apps/server/src/main.js');

/** The built application in a process of its own, with the built UI, for browsers; and a second one in the test, to prepare what they find. */
export interface ServedApp {
  /** Address of the UI and the API. */
  url: string;
  databaseUrl: string;
  /** Reads and writes the same database from the test. */
  database: Database;
  /** Asks the test's own application for a provider. */
  get: NestFastifyApplication['get'];
  close(): Promise<void>;
}

/**
 * Starts what the last `npm run build` left in `dist`, as an API process on a database of its own and a free port, with
 * the machine's clock. Close it in `afterAll`.
 */
export async function servedApp(options: { role?: 'api' | 'all' } = {}): Promise<ServedApp> {
  if (!existsSync(MAIN)) throw new Error('There is no built server. Run: npm run build');
  const own = await testDatabase();
  const env = { DATABASE_URL: own.url, PORT: '0', STEPWELL_ROLE: options.role ?? 'api', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' };
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  // Both take a moment to start, and the database they share is migrated already.
  const [url, app] = await Promise.all([addressSaid(child), createApp(readConfig(env), { admin: false }).then((built) => built.init())]);
  return {
    url,
    databaseUrl: own.url,
    database: app.get(Database),
    get: app.get.bind(app) as NestFastifyApplication['get'],
    close: async () => {
      await app.close();
      await stopped(child);
      await own.drop();
    },
  };
}

/** The address the process prints once it listens. */
function addressSaid(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /runs at (http:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened: ${said}`)));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

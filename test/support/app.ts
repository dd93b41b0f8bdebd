import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { Database, FixedClock, readConfig } from '#platform';
import { createApp } from '../../apps/server/src/app.js';
import { testDatabase, type TestDatabase } from './database.js';

/** Monday, 2 March 2026, 09:00 in New York: a week before its clocks go forward. */
export const MONDAY_MORNING = new Date('2026-03-02T14:00:00Z');

/** The whole application on a database of its own, with a clock that stands still. */
export interface TestApp {
  app: NestFastifyApplication;
  database: Database;
  clock: FixedClock;
  url: string;
  /** Asks the application for a provider: a use case, a query, a reader. */
  get: NestFastifyApplication['get'];
  close(): Promise<void>;
}

/** Hashing as cheap as it gets, so that a test's hundred sign-ins take no minute. */
const CHEAP_HASHING = { argonMemoryKib: 256, argonPasses: 1 };

/**
 * Starts the application as an API process (no workers), without listening. Close it in `afterAll`.
 * @param options.database another process's database: two applications on one. It is then theirs to drop.
 * @param options.identity numbers of sign-in other than the standard ones.
 * @param options.role `all`: with the worker that does the background work.
 */
export async function testApp(options: { now?: Date; clock?: FixedClock; database?: TestDatabase; identity?: Record<string, number>; role?: 'api' | 'all' } = {}): Promise<TestApp> {
  const own = options.database ?? (await testDatabase());
  await set(own.url, 'identity', { ...CHEAP_HASHING, ...options.identity });
  const clock = options.clock ?? new FixedClock(options.now ?? MONDAY_MORNING);
  const config = readConfig({ DATABASE_URL: own.url, STEPWELL_ROLE: options.role ?? 'api', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' });
  const app = await createApp(config, { clock, admin: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    database: app.get(Database),
    clock,
    url: own.url,
    get: app.get.bind(app) as NestFastifyApplication['get'],
    close: async () => {
      await app.close();
      if (!options.database) await own.drop();
    },
  };
}

async function set(url: string, name: string, value: unknown): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('insert into platform.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value', [name, JSON.stringify(value)]);
  await client.end();
}

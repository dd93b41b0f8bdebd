import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, FixedClock, readConfig } from '#platform';
import { createApp } from '../../apps/server/src/app.js';
import { testDatabase } from './database.js';

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

/** Starts the application as an API process (no workers), without listening. Close it in `afterAll`. */
export async function testApp(options: { now?: Date } = {}): Promise<TestApp> {
  const own = await testDatabase();
  const clock = new FixedClock(options.now ?? MONDAY_MORNING);
  const config = readConfig({ DATABASE_URL: own.url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' });
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
      await own.drop();
    },
  };
}

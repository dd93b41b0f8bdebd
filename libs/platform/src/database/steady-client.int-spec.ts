import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDataSource, createReadPool, Jobs, Logger, readConfig } from '#platform';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';

let own: TestDatabase;
beforeAll(async () => {
  own = await testDatabase();
});
afterAll(() => own.drop());

/** The pools Stepwell makes, each with what ends it. */
const POOLS: [string, () => Promise<{ pool: pg.Pool; end: () => Promise<void> }>][] = [
  ['reading', async () => {
    const pool = createReadPool(own.url, { max: 1 });
    return { pool, end: () => pool.end() };
  }],
  ['writing', async () => {
    const source = await createDataSource(own.url, { poolSize: 1 }).initialize();
    return { pool: (source.driver as unknown as { master: pg.Pool }).master, end: () => source.destroy() };
  }],
  ['the queue', async () => {
    const jobs = new Jobs(readConfig({ DATABASE_URL: own.url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: 'only-for-tests-only-for-tests-only-for-tests' }), new Logger());
    await jobs.onApplicationBootstrap();
    expect(await jobs.ping()).toBe(true);
    const { pool } = (jobs as unknown as { queue: { backend: { connection: { pool: pg.Pool } } } }).queue.backend.connection;
    return { pool, end: () => jobs.beforeApplicationShutdown() };
  }],
];

describe.each(POOLS)('a connection for %s that is ended from outside', (_, make) => {
  it('while it is lent out and at rest fails at its next query, and ends nothing else', async () => {
    const { pool, end } = await make();
    const other = new pg.Client({ connectionString: own.url });
    await other.connect();
    try {
      const lent = await pool.connect();
      try {
        const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid');
        const ended = new Promise((resolve) => lent.once('end', resolve));
        // Without anybody else who listens, this event would throw.
        const told = new Promise<Error>((resolve) => lent.prependListener('error', resolve));
        expect(lent.listenerCount('error')).toBeGreaterThan(1);
        await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        expect(await told).toMatchObject({ code: '57P01' });
        await ended;
        await expect(lent.query('select 1')).rejects.toThrow();
      } finally {
        lent.release(true);
      }
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await other.end();
      await end();
    }
  });
});

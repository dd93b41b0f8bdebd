import pg from 'pg';
import { migrations } from '#migrations';
import { migrate, newId } from '#platform';

const TEMPLATE = 'stepwell_template';
const BUILDING = 'stepwell_template_building';
/** Any number nobody else uses as an advisory lock on the test server. */
const TEMPLATE_LOCK = 5_283_901;

/** A database of a test's own, migrated and empty. */
export interface TestDatabase {
  /** Connection address with the right to do everything in this database. */
  url: string;
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes a database with every migration run, as a copy of a template (about 50 ms). The first caller of a test run
 * builds the template; others wait for it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  return onServer(async (client) => {
    await buildTemplate(client);
    return copyOf(TEMPLATE, client);
  });
}

/** Makes a database without any schema, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return onServer((client) => copyOf('template0', client));
}

async function copyOf(template: string, client: pg.Client): Promise<TestDatabase> {
  const name = `test_${newId().replaceAll('-', '')}`;
  await client.query(`create database ${name} template ${template} strategy file_copy`);
  return {
    url: addressOf(name),
    drop: async () => {
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function buildTemplate(client: pg.Client): Promise<void> {
  if (await templateExists(client)) return;
  await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  if (!(await templateExists(client))) await migrateTemplate(client);
  await client.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
}

async function templateExists(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [TEMPLATE]);
  return rowCount === 1;
}

async function migrateTemplate(client: pg.Client): Promise<void> {
  await client.query(`drop database if exists ${BUILDING} with (force)`);
  await client.query(`create database ${BUILDING} template template0`);
  await migrate(addressOf(BUILDING), migrations);
  await client.query(`alter database ${BUILDING} rename to ${TEMPLATE}`);
}

/** Runs work on a connection of its own; when the work fails, closing it releases the lock it may hold. */
async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: addressOf('postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function addressOf(database: string): string {
  const server = process.env.STEPWELL_TEST_POSTGRES;
  if (!server) throw new Error('No test server: run this file through `npx jest --selectProjects integration`.');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

import { startTestPostgres } from './postgres-server.mjs';

/** Jest's global setup: one PostgreSQL server for the whole run. Its address reaches the tests through the environment. */
export default async function setUp() {
  const server = await startTestPostgres();
  process.env.STEPWELL_TEST_POSTGRES = server.url;
  globalThis.stepwellTestPostgres = server;
}

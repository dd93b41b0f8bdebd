import { installedPostgres } from './machine.mjs';
import { startTestPostgres, type TestPostgres } from './postgres-server.mjs';

/** Starts the PostgreSQL that the system's package manager installed, as a clinic with a server of its own would have it. */
export async function startAptPostgres(): Promise<TestPostgres> {
  const binaries = installedPostgres();
  if (!binaries) throw new Error('No PostgreSQL below /usr/lib/postgresql: run `npm test` once, or `apt-get install postgresql`.');
  return startTestPostgres({ binaries });
}

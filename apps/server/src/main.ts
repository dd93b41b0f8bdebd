import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { FirstRun } from '#identity';
import { Clock, ConfigError, Readiness, letHeapGrowBy, migrate, readConfig } from '#platform';
import { migrations } from '#migrations';
import { createApp, describeApi } from './app.js';
import { serveApiDescription } from './serve-api-description.js';

/** A server that runs. */
export interface RunningServer {
  url: string;
  /** Opens the set-up of an empty Stepwell, for whoever sees the server start; null once somebody has an account. */
  setupCode: string | null;
  close(): Promise<void>;
}

/** How long open requests may take to finish when the server stops, ms. */
const GRACE_MS = 10_000;

/**
 * How far the heap may grow past what is in use before it is collected, percent. V8 lets it grow up to fourfold, which suits a machine
 * that has nothing else to do; Stepwell shares a clinic's small machine with its database. No fixed limit: what is needed is had.
 */
const HEAP_GROWTH_PERCENT = 50;

/**
 * Migrates the database, then starts the part this process plays (STEPWELL_ROLE).
 * @throws ConfigError for an environment that does not fit; the listening error when the port is taken.
 */
export async function startServer(env: NodeJS.ProcessEnv = process.env): Promise<RunningServer> {
  letHeapGrowBy(HEAP_GROWTH_PERCENT);
  const config = readConfig(env);
  await migrate(config.databaseUrl, migrations);
  if (config.demo) {
    // Loaded only where it is wanted: a clinic of one's own never needs it.
    const { ensureDemo } = await import('./demo/build-demo.js');
    await ensureDemo(config, new Clock().now(), (done, total) => {
      process.stdout.write(`Making the demo clinics, once: step ${done} of ${total}.\n`);
    });
  }
  const app = await createApp(config);
  serveApiDescription(app, () => describeApi(app));
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    app.get(Readiness).close();
    const patience = setTimeout(() => app.getHttpAdapter().getInstance().server.closeAllConnections(), GRACE_MS);
    patience.unref();
    await app.close();
    clearTimeout(patience);
  };
  try {
    await app.listen(config.port, config.host);
  } catch (thrown) {
    await app.close().catch(() => undefined);
    throw thrown;
  }
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const setupCode = config.role === 'worker' ? null : await app.get(FirstRun).code();
  return { url: `http://${host}:${port}`, setupCode, close: () => (closed ??= close()) };
}

async function runAlone(): Promise<void> {
  try {
    const server = await startServer();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void server.close().then(() => process.exit(0));
      });
    }
    process.stdout.write(`Stepwell runs at ${server.url}\n`);
    if (server.setupCode !== null) process.stdout.write(`Nobody has an account here yet. Set it up in a browser with this code, good once: ${server.setupCode}\n`);
  } catch (thrown) {
    const reasons = thrown instanceof ConfigError ? thrown.problems : [plainReason(thrown)];
    for (const reason of reasons) process.stderr.write(`${reason}\n`);
    process.exit(1);
  }
}

/** Why a start failed, in one plain sentence. */
export function plainReason(thrown: unknown): string {
  const code = (thrown as { code?: string }).code;
  if (code === 'EADDRINUSE') return 'The port is taken by another program. Stop it, or set PORT to another number.';
  if (code === 'EACCES') return 'The port may not be opened by this user. Set PORT to a number above 1023.';
  if (code === 'ECONNREFUSED') return 'The database or Redis does not answer at the address given.';
  if (code === '28P01') return 'The database refuses the user name or password of DATABASE_URL.';
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist.';
  if (code === '53100' || code === 'ENOSPC') return 'The disk is full.';
  return `Stepwell could not start (${(thrown as Error).name}${code === undefined ? '' : ` ${code}`}): ${(thrown as Error).message}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) void runAlone();

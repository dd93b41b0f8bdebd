import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How long Redis may take to answer, ms. */
const PATIENCE_MS = 10_000;

/** A Redis server for tests. */
export interface TestRedis {
  url: string;
  /** Throws away everything in it, as a lost Redis would. */
  empty(): Promise<void>;
  /** Ends it and everything in it; nothing was ever written to disk. */
  stop(): Promise<void>;
}

/** Starts the system's redis-server on a free port of this machine, in memory only, with the eviction policy BullMQ asks for. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'stepwell-redis-'));
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--dir', folder], { stdio: 'ignore' });
  const ended = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.once('exit', (code, signal) => resolve(`it ended with ${code ?? signal}`));
  });
  const endWithUs = (): void => void server.kill('SIGKILL');
  process.once('exit', endWithUs);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', endWithUs);
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const early = await Promise.race([ended, untilAnswers(port)]);
  if (early !== undefined) {
    await stop();
    throw new Error(`redis-server did not start: ${early}.`);
  }
  const empty = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('FLUSHALL\r\n'));
      socket.once('data', () => resolve(void socket.end()));
      socket.once('error', reject);
    });
  return { url: `redis://127.0.0.1:${port}`, empty, stop };
}

/** A port of this machine that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The probe listens on no port.');
  return address.port;
}

/** Asks until the server answers; says what went wrong when it does not. */
async function untilAnswers(port: number): Promise<string | undefined> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    if (await answers(port)) return undefined;
    await pause(20);
  }
  return 'it did not answer in time';
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

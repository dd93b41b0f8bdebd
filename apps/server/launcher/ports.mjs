import { createServer } from 'node:net';

import { PlainProblem } from './plain-problem.mjs';

/** A port of 127.0.0.1 that is free now; `preferred` when that one is. */
export async function freePort(preferred = 0) {
  try {
    return await tryPort({ host: '127.0.0.1', port: preferred });
  } catch {
    return tryPort({ host: '127.0.0.1', port: 0 });
  }
}

/** Says early that the port cannot be had, before anything is installed or started. */
export async function refuseTakenPort(host, port) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return;
  try {
    await tryPort({ host, port: Number(port) });
  } catch (error) {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') throw portProblem(host, port, error.code);
  }
}

/** The sentence for a port that cannot be listened on. */
export function portProblem(host, port, code = 'EADDRINUSE') {
  const why = code === 'EACCES' ? 'may not be used by this user' : 'is taken by another program';
  return new PlainProblem(`Port ${port} on ${host} ${why}: end that program, or choose another port, as in PORT=${Number(port) < 1024 ? 3000 : Number(port) + 1} npm start.`);
}

/** The address a browser needs for what listens there. */
export function addressOf(host, port) {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function tryPort(place) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(place, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

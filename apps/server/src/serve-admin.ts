import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError, problemBody } from '#platform';

/** Finds dist/admin beside the running code: from dist/apps/server/src, or from the sources. Only what was built has a manifest. */
function adminFolder(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 6; up++) {
    for (const candidate of [join(folder, 'admin'), join(folder, 'dist', 'admin')]) {
      if (existsSync(join(candidate, 'manifest.json'))) return candidate;
    }
    folder = dirname(folder);
  }
  return undefined;
}

/**
 * Serves the built admin UI. Every path outside /api that is no file is the UI's own: its router decides.
 */
export async function serveAdmin(app: NestFastifyApplication): Promise<void> {
  const folder = adminFolder();
  const fastify = app.getHttpAdapter().getInstance();
  const page = folder === undefined ? undefined : readFileSync(join(folder, 'index.html'));
  if (folder !== undefined) {
    const { default: fastifyStatic } = await import('@fastify/static');
    await app.register(fastifyStatic as never, {
      root: folder,
      index: false,
      wildcard: false,
      preCompressed: true,
      setHeaders: (reply: FastifyReply, path: string) => {
        void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  // A catch-all rather than a not-found handler, which Nest keeps for itself; named routes and files win over it.
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? '';
    if (page === undefined || /^\/api(\/|$)/.test(path) || /\.[a-z0-9]{2,5}$/i.test(path)) {
      return reply
        .status(404)
        .header('content-type', 'application/problem+json; charset=utf-8')
        .send(JSON.stringify(problemBody(new DomainError({ code: 'not-found', status: 404, title: 'There is nothing here.' }))));
    }
    return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}

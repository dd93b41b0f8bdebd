import pg from 'pg';
import { DataSource, type EntityTarget, type MixedList, type MigrationInterface, type ObjectLiteral } from 'typeorm';

// A clinic day stays text: as a Date it would take on the server's zone. Counts fit a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text));
pg.types.setTypeParser(pg.types.builtins.TIME, (text) => text.slice(0, 5));

const entityClasses = new Set<EntityTarget<ObjectLiteral>>();

/** Makes a module's entities known to TypeORM. Called beside the entity classes' module. */
export function registerEntities(...entities: (new () => ObjectLiteral)[]): void {
  for (const entity of entities) entityClasses.add(entity);
}

/** Every entity class registered so far. */
export function registeredEntities(): (new () => ObjectLiteral)[] {
  return [...entityClasses] as (new () => ObjectLiteral)[];
}

/** A data source on one database. Never synchronises: the migrations own the schema. */
export function createDataSource(
  url: string,
  options: { migrations?: MixedList<new () => MigrationInterface>; poolSize?: number; applicationName?: string } = {},
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: registeredEntities(),
    migrations: (options.migrations ?? []) as (new () => MigrationInterface)[],
    migrationsTableName: 'stepwell_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'stepwell',
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    parseInt8: true,
    installExtensions: false,
  });
}

/** A pool whose sessions refuse writes. */
export function createReadPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'stepwell-read',
    options: '-c default_transaction_read_only=on',
  });
  pool.on('error', () => undefined); // a broken idle connection is replaced at its next use; readiness reports the database itself
  return pool;
}

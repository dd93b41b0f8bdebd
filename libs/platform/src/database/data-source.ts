import { availableParallelism } from 'node:os';
import pg from 'pg';
import { DataSource, type EntityTarget, type MixedList, type MigrationInterface, type ObjectLiteral } from 'typeorm';

// A clinic day stays text: as a Date it would take on the server's zone. Counts fit a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text));
pg.types.setTypeParser(pg.types.builtins.TIME, (text) => text.slice(0, 5));

/** Compiling a plan (JIT) pays for reports over millions of rows; nothing here is one. */
const UNCOMPILED = '-c jit=off';
/**
 * A use case looks things up by id, clinic or day, so one plan serves all its parameters. PostgreSQL would by itself plan a
 * statement anew the first times each connection runs it, which costs several times what running it does.
 */
const PLANNED_ONCE = `-c plan_cache_mode=force_generic_plan ${UNCOMPILED}`;

/**
 * A connection that ends while it is lent out and no query of it runs says so by an event, and an `error` nobody listens to ends the
 * process: PostgreSQL killed in that moment would take Stepwell with it. Its next query fails, which is what matters.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

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
    // A statement need not wait for the answer of the one before it: `begin` and `commit` travel with their neighbours.
    extra: { Client: SteadyClient, pipeline: true, options: PLANNED_ONCE },
  });
}

/** Reading waits for nobody, so more readers at once than processors can serve only slow each other down. */
const READERS = Math.min(10, Math.max(5, 2 * availableParallelism()));

/**
 * A pool whose sessions refuse writes.
 * @param options.planned plans each statement once, for statements whose parameters do not decide how they are best run.
 */
export function createReadPool(url: string, { max = READERS, planned = false }: { max?: number; planned?: boolean } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    Client: SteadyClient,
    max,
    application_name: 'stepwell-read',
    options: `-c default_transaction_read_only=on ${planned ? PLANNED_ONCE : UNCOMPILED}`,
  });
  pool.on('error', () => undefined); // a broken idle connection is replaced at its next use; readiness reports the database itself
  return pool;
}

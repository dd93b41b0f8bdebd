import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { currentContext } from '../http/request-context.js';
import { asDomainError, isRetryable } from './constraint-errors.js';

/** What one purpose (audit trail, outbox) has gathered, and the insert that writes it from its JSON parameter. */
interface Gathered {
  items: unknown[];
  insert: (parameter: string) => string;
}

interface Ambient {
  /** Absent in a use case of one statement. */
  transaction: { runner: QueryRunner; client: pg.PoolClient } | undefined;
  afterCommit: (() => void)[];
  /** By purpose, what is remembered in memory until the commit. */
  remembered: Map<string, unknown>;
  /** By purpose, written together in the last statement. */
  gathered: Map<string, Gathered>;
  /** Whether the key of a repeatable request is written already. */
  keyed: boolean;
}

const ATTEMPTS = 5;

/** Prepared statements are named by the hash of their text, so each connection plans a statement once. */
const statementNames = new Map<string, string>();
function statementName(sql: string): string {
  let name = statementNames.get(sql);
  if (name === undefined) {
    name = createHash('sha1').update(sql).digest('base64url');
    if (statementNames.size < 2000) statementNames.set(sql, name);
  }
  return name;
}

/**
 * The way to PostgreSQL. A transaction is ambient: whatever runs inside `transaction` shares it, and nothing writes
 * outside one, because reads outside a transaction go to connections that are read only.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly ambient = new AsyncLocalStorage<Ambient>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly readPool: pg.Pool,
    private readonly plannedPool: pg.Pool,
    private readonly writePool: pg.Pool,
  ) {}

  /**
   * Runs a use case in one transaction. Inside another it joins that one. A serialization failure (40001) or a
   * deadlock (40P01) runs the whole of it again, up to five times, so the work must change nothing but the database.
   * @throws DomainError where a named constraint refused.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const around = this.ambient.getStore();
    if (around) {
      if (!around.transaction) throw new Error('A use case of one statement cannot begin a transaction.');
      return work();
    }
    return this.repeated(() => this.attempt(work));
  }

  /**
   * Runs a use case that writes in one statement: the parts of a `with` that `work` returns are run together with the
   * audit entries and events it gathered, so that one round trip is the whole transaction. `work` itself only reads.
   * Inside a transaction the statement joins that one. Runs again as `transaction` does.
   * @returns what `work` made besides, once the statement is committed.
   */
  async single<T>(work: () => Promise<{ parts: string; params: readonly unknown[]; result: T }>): Promise<T> {
    if (this.inTransaction) {
      const { parts, params, result } = await work();
      await this.rows(`with ${parts} select 1`, params);
      return result;
    }
    return this.repeated(() => {
      const ambient: Ambient = { transaction: undefined, afterCommit: [], remembered: new Map(), gathered: new Map(), keyed: false };
      return this.ambient.run(ambient, async () => {
        const { parts, params, result } = await work();
        const closing = this.closing(params.length);
        const text = `with ${[parts, ...closing.parts].join(', ')} select 1`;
        await this.writePool.query({ name: statementName(text), text, values: [...params, ...closing.params] });
        for (const tell of ambient.afterCommit) tell();
        return result;
      });
    });
  }

  /** Runs a use case again after a serialization failure or a deadlock. */
  private async repeated<T>(once: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once();
      } catch (thrown) {
        if (!isRetryable(thrown) || attempt >= ATTEMPTS) throw asDomainError(thrown);
        await new Promise((resolve) => setTimeout(resolve, attempt * 5 + Math.random() * 20));
      }
    }
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      const ambient: Ambient = { transaction: { runner, client }, afterCommit: [], remembered: new Map(), gathered: new Map(), keyed: false };
      // Not waited for: it is on the wire with the first statement, and where it fails the connection is lost to that one too.
      client.query('begin').catch(() => undefined);
      inTransaction(runner, true);
      const result = await this.ambient.run(ambient, async () => {
        const value = await work();
        await this.commit(client);
        return value;
      });
      inTransaction(runner, false);
      for (const tell of ambient.afterCommit) tell();
      return result;
    } catch (thrown) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw thrown;
    } finally {
      await runner.release();
    }
  }

  /** The last statement and the commit in one round trip: after a statement that failed, the commit rolls back. */
  private async commit(client: pg.PoolClient): Promise<void> {
    const { parts, params } = this.closing(0);
    const text = `with ${parts.join(', ')} select 1`;
    const sent = [...(parts.length > 0 ? [client.query({ name: statementName(text), text, values: params })] : []), client.query('commit')];
    const outcomes = await Promise.allSettled(sent);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    const last = outcomes.at(-1) as PromiseFulfilledResult<pg.QueryResult>;
    if (last.value.command !== 'COMMIT') throw new Error('A statement of this transaction had failed; nothing was written.');
  }

  /** Everything gathered, as the last parts of one statement, each reading its own JSON parameter. */
  private closing(paramsBefore: number): { parts: string[]; params: string[] } {
    const idempotency = this.idempotencyKey();
    const { gathered } = this.open();
    const all = [...gathered.values(), ...(idempotency ? [idempotency] : [])];
    gathered.clear();
    return {
      parts: all.map(({ insert }, index) => `closing_${index} as (${insert(`$${paramsBefore + index + 1}`)})`),
      params: all.map(({ items }) => JSON.stringify(items)),
    };
  }

  /** The key of a request that may be retried stands or falls with the change it asked for. */
  private idempotencyKey(): Gathered | undefined {
    const context = currentContext();
    const ambient = this.open();
    if (ambient.keyed || !context?.idempotency || context.actor.userId === null || context.idempotency.kept) return undefined;
    ambient.keyed = true;
    const { key, fingerprint } = context.idempotency;
    this.afterCommit(() => {
      if (context.idempotency) context.idempotency.kept = true;
    });
    return {
      items: [{ actor_id: context.actor.userId, key, fingerprint }],
      insert: (parameter) => `insert into platform.idempotency_key (actor_id, key, fingerprint, created_at)
        select actor_id, key, fingerprint, now() from jsonb_to_recordset(${parameter}::jsonb) as k(actor_id uuid, key text, fingerprint text)`,
    };
  }

  /** Whether a transaction is open in this call. */
  get inTransaction(): boolean {
    return this.ambient.getStore()?.transaction !== undefined;
  }

  /** The entity manager of the open transaction. @throws outside one. */
  get manager(): EntityManager {
    return this.transactional().runner.manager;
  }

  /**
   * Rows of one statement, prepared once per connection. In a transaction it runs there; outside it runs on a read-only
   * connection, where PostgreSQL refuses a write (25006).
   */
  async rows<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.read(this.readPool, sql, params);
  }

  /**
   * Like `rows`, for a large statement that is run all day: planned once a connection, whatever its parameters. Its text must
   * hold no condition that a parameter switches off (`$1 is null or …`), for the plan would have to fit both.
   */
  async planned<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return this.read(this.plannedPool, sql, params);
  }

  private async read<R>(pool: pg.Pool, sql: string, params: readonly unknown[]): Promise<R[]> {
    const transaction = this.ambient.getStore()?.transaction;
    const query = { name: statementName(sql), text: sql, values: params as unknown[] };
    if (transaction) return (await transaction.client.query(query)).rows as R[];
    try {
      return (await pool.query(query)).rows as R[];
    } catch (thrown) {
      throw asDomainError(thrown);
    }
  }

  /** The only row. @throws when there is none or more than one. */
  async one<R>(sql: string, params: readonly unknown[] = []): Promise<R> {
    const rows = await this.rows<R>(sql, params);
    if (rows.length !== 1) throw new Error(`Expected one row, found ${rows.length}.`);
    return rows[0] as R;
  }

  /** The first row, or undefined. */
  async maybe<R>(sql: string, params: readonly unknown[] = []): Promise<R | undefined> {
    return (await this.rows<R>(sql, params))[0];
  }

  /** Like `rows`, unprepared: for statements whose text is built per call. */
  async unprepared<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const transaction = this.ambient.getStore()?.transaction;
    if (transaction) return (await transaction.client.query(sql, params as unknown[])).rows as R[];
    try {
      return (await this.readPool.query(sql, params as unknown[])).rows as R[];
    } catch (thrown) {
      throw asDomainError(thrown);
    }
  }

  /**
   * A transaction of exactly one statement, for a note that stands by itself (a read's entry in the audit trail): one round
   * trip, committed when it returns.
   */
  async writeOnce<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const query = { name: statementName(sql), text: sql, values: params as unknown[] };
    const transaction = this.ambient.getStore()?.transaction;
    try {
      return (await (transaction?.client ?? this.writePool).query(query)).rows as R[];
    } catch (thrown) {
      throw transaction ? thrown : asDomainError(thrown);
    }
  }

  /**
   * Adds to what a purpose has gathered in this use case. All purposes are written together, in the last statement before
   * the commit.
   * @param insert the insert of that purpose from the JSON array in its parameter; the same for each call of a purpose.
   */
  gather<T>(purpose: string, item: T, insert: (parameter: string) => string): void {
    const { gathered } = this.open();
    const known = gathered.get(purpose);
    if (known) known.items.push(item);
    else gathered.set(purpose, { items: [item], insert });
  }

  /** Writes what was gathered so far, so that a very large transaction does not hold all of it in memory until its end. */
  async writeGathered(): Promise<void> {
    const { parts, params } = this.closing(0);
    if (parts.length > 0) await this.rows(`with ${parts.join(', ')} select 1`, params);
  }

  /** Runs something in memory once this transaction is committed; it must not fail and must not write. */
  afterCommit(tell: () => void): void {
    this.open().afterCommit.push(tell);
  }

  /**
   * What a purpose remembers in memory while this transaction is open: the same thing at every call, made at the first and
   * told once after the commit. Keep it small whatever the transaction does.
   */
  untilCommit<T>(purpose: string, begin: () => T, tell: (remembered: T) => void): T {
    const { remembered } = this.open();
    if (remembered.has(purpose)) return remembered.get(purpose) as T;
    const first = begin();
    remembered.set(purpose, first);
    this.afterCommit(() => tell(first));
    return first;
  }

  /** Numbers for health and for the memory budget: connections in use. */
  get connections(): { read: number; write: number } {
    return { read: this.readPool.totalCount + this.plannedPool.totalCount, write: this.writePool.totalCount };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.readPool.end(), this.plannedPool.end()]);
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private open(): Ambient {
    const ambient = this.ambient.getStore();
    if (!ambient) throw new Error(NEEDS_TRANSACTION);
    return ambient;
  }

  private transactional(): { runner: QueryRunner; client: pg.PoolClient } {
    const { transaction } = this.open();
    if (!transaction) throw new Error(NEEDS_TRANSACTION);
    return transaction;
  }
}

const NEEDS_TRANSACTION = 'A write needs a transaction: wrap the use case in database.transaction().';

/** Tells TypeORM whether its connection is in a transaction, which is begun and committed here. */
function inTransaction(runner: QueryRunner, active: boolean): void {
  Object.assign(runner, { isTransactionActive: active, transactionDepth: active ? 1 : 0 });
}

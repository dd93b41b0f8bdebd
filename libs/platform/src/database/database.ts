import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { currentContext } from '../http/request-context.js';
import { asDomainError, isRetryable } from './constraint-errors.js';

/** Something that wants to write once more before the transaction commits (audit trail, outbox). */
export type BeforeCommit = () => Promise<void>;

interface AmbientTransaction {
  runner: QueryRunner;
  client: pg.PoolClient;
  /** One per purpose; run in order of first use, once, before commit. */
  beforeCommit: Map<string, BeforeCommit>;
  afterCommit: (() => void)[];
  /** Scratch space by purpose: what the audit trail and the events have gathered so far. */
  gathered: Map<string, unknown[]>;
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
  private readonly ambient = new AsyncLocalStorage<AmbientTransaction>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly readPool: pg.Pool,
    private readonly writePool: pg.Pool,
  ) {}

  /**
   * Runs a use case in one transaction. Inside another it joins that one. A serialization failure (40001) or a
   * deadlock (40P01) runs the whole of it again, up to five times, so the work must change nothing but the database.
   * @throws DomainError where a named constraint refused.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.ambient.getStore()) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work);
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
      await runner.startTransaction();
      const transaction: AmbientTransaction = {
        runner,
        client,
        beforeCommit: new Map(),
        afterCommit: [],
        gathered: new Map(),
      };
      const result = await this.ambient.run(transaction, async () => {
        const value = await work();
        for (const last of transaction.beforeCommit.values()) await last();
        await this.keepIdempotencyKey();
        return value;
      });
      await runner.commitTransaction();
      for (const tell of transaction.afterCommit) tell();
      return result;
    } catch (thrown) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw thrown;
    } finally {
      await runner.release();
    }
  }

  /** The key of a request that may be retried stands or falls with the change it asked for. */
  private async keepIdempotencyKey(): Promise<void> {
    const context = currentContext();
    if (!context?.idempotency || context.actor.userId === null) return;
    const { key, fingerprint, kept } = context.idempotency;
    if (kept) return;
    await this.rows('insert into platform.idempotency_key (actor_id, key, fingerprint, created_at) values ($1, $2, $3, now())', [context.actor.userId, key, fingerprint]);
    this.afterCommit(() => {
      if (context.idempotency) context.idempotency.kept = true;
    });
  }

  /** Whether a transaction is open in this call. */
  get inTransaction(): boolean {
    return this.ambient.getStore() !== undefined;
  }

  /** The entity manager of the open transaction. @throws outside one. */
  get manager(): EntityManager {
    return this.open().runner.manager;
  }

  /** The driver's client of the open transaction, for COPY and cursors. @throws outside one. */
  get client(): pg.PoolClient {
    return this.open().client;
  }

  /**
   * Rows of one statement, prepared once per connection. In a transaction it runs there; outside it runs on a read-only
   * connection, where PostgreSQL refuses a write (25006).
   */
  async rows<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const transaction = this.ambient.getStore();
    const query = { name: statementName(sql), text: sql, values: params as unknown[] };
    if (transaction) return (await transaction.client.query(query)).rows as R[];
    try {
      return (await this.readPool.query(query)).rows as R[];
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
    const transaction = this.ambient.getStore();
    if (transaction) return (await transaction.client.query(sql, params as unknown[])).rows as R[];
    try {
      return (await this.readPool.query(sql, params as unknown[])).rows as R[];
    } catch (thrown) {
      throw asDomainError(thrown);
    }
  }

  /**
   * A transaction of exactly one statement, for a read that must leave a trace (a chart opened and its audit entry):
   * one round trip, committed when it returns.
   */
  async writeOnce<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const query = { name: statementName(sql), text: sql, values: params as unknown[] };
    const transaction = this.ambient.getStore();
    try {
      return (await (transaction?.client ?? this.writePool).query(query)).rows as R[];
    } catch (thrown) {
      throw transaction ? thrown : asDomainError(thrown);
    }
  }

  /** Adds to what a purpose has gathered in this transaction, and makes sure it is written before the commit. */
  gather<T>(purpose: string, item: T, flush: (items: T[]) => Promise<void>): void {
    const transaction = this.open();
    let items = transaction.gathered.get(purpose) as T[] | undefined;
    if (!items) {
      items = [];
      transaction.gathered.set(purpose, items);
    }
    items.push(item);
    const all = items;
    transaction.beforeCommit.set(purpose, () => flush(all.splice(0)));
  }

  /** Writes what was gathered so far, so that a very large transaction does not hold all of it in memory until its end. */
  async writeGathered(): Promise<void> {
    for (const write of this.open().beforeCommit.values()) await write();
  }

  /** Runs something in memory once this transaction is committed; it must not fail and must not write. */
  afterCommit(tell: () => void): void {
    this.open().afterCommit.push(tell);
  }

  /** Numbers for health and for the memory budget: connections in use. */
  get connections(): { read: number; write: number } {
    return { read: this.readPool.totalCount, write: this.writePool.totalCount };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.readPool.end();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private open(): AmbientTransaction {
    const transaction = this.ambient.getStore();
    if (!transaction) throw new Error('A write needs a transaction: wrap the use case in database.transaction().');
    return transaction;
  }
}

import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import pg from 'pg';
import type { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { Logger } from '../log/logger.js';
import { CONFIG } from '../tokens.js';

const CHANNEL = 'stepwell';
const RETRY_MS = 2000;
/** How long signals that may be late are gathered, so that a burst of changes is one statement. */
const GATHER_MS = 20;
/** Things of one subject a transaction names one by one; beyond them it says that any may have changed. */
const MOST_NAMED = 1000;
const ANY = '*';

/** What somebody who hears a subject wants to know. */
export interface SignalHearer {
  heard: (what: string) => void;
  /** Signals are heard from now on, and what was sent before may have been missed; or so much changed that nothing is named. */
  connected?: () => void;
  /** Signals are no longer heard. */
  lost?: () => void;
}

/**
 * Word from one server process to all of them, this one included, through PostgreSQL's NOTIFY on one listening connection
 * a process. A signal says that something may have changed, in ids; whoever hears it reads the state afresh. Hearers
 * are told of being connected only after a signal sent by this process itself has come back, so that a pooler that
 * swallows them is noticed.
 */
@Injectable()
export class Signals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly hearers = new Map<string, SignalHearer[]>();
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private connected = false;
  private stopped = false;
  private gathered = new Set<string>();
  private gathering: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether signals of other processes reach this one right now. */
  get hearing(): boolean {
    return this.connected;
  }

  /** Hears everything sent about a subject. Call once, when the module starts. */
  on(subject: string, hearer: SignalHearer): void {
    this.hearers.set(subject, [...(this.hearers.get(subject) ?? []), hearer]);
  }

  /** Sends with the commit of this transaction, for certain. @throws outside one. */
  async send(subject: string, what: string): Promise<void> {
    if (!this.database.inTransaction) throw new Error('A signal that must not be lost is sent in a transaction.');
    await this.database.rows('select pg_notify($1, $2)', [CHANNEL, `${subject}:${what}`]);
  }

  /**
   * Sends a moment after the commit, without making the transaction wait or holding PostgreSQL's lock on its commits. A
   * process that is killed in that moment sends nothing: only for what is looked at again anyway. Of a transaction that names
   * very many things one word is sent: that any of them may have changed.
   */
  sendSoon(subject: string, what: string): void {
    const named = this.database.untilCommit('signals', () => new Map<string, Set<string>>(), (all) => this.gather(all));
    const things = named.get(subject) ?? new Set<string>();
    if (things.has(ANY)) return;
    named.set(subject, things.size < MOST_NAMED ? things.add(what) : new Set([ANY]));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    this.forget();
    await this.sendGathered();
    await this.client?.end().catch(() => undefined);
  }

  private gather(named: ReadonlyMap<string, ReadonlySet<string>>): void {
    for (const [subject, things] of named) for (const what of things) this.gathered.add(`${subject}:${what}`);
    this.gathering ??= setTimeout(() => void this.sendGathered(), GATHER_MS);
  }

  private async sendGathered(): Promise<void> {
    if (this.gathering) clearTimeout(this.gathering);
    this.gathering = undefined;
    if (this.gathered.size === 0) return;
    const messages = [...this.gathered];
    this.gathered = new Set();
    try {
      await this.database.writeOnce('select pg_notify($1, message) from unnest($2::text[]) message', [CHANNEL, messages]);
    } catch (thrown) {
      this.logger.failure('signals were not sent', thrown);
    }
  }

  private forget(): void {
    if (!this.connected) return;
    this.connected = false;
    for (const hearer of this.all()) hearer.lost?.();
  }

  private all(): SignalHearer[] {
    return [...this.hearers.values()].flat();
  }

  private hear(message: string, echo: string): void {
    if (message === echo) {
      this.connected = true;
      for (const hearer of this.all()) hearer.connected?.();
      return;
    }
    const at = message.indexOf(':');
    const what = message.slice(at + 1);
    for (const hearer of this.hearers.get(message.slice(0, at)) ?? []) {
      if (what === ANY) hearer.connected?.();
      else hearer.heard(what);
    }
  }

  private async listen(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'stepwell-signals', keepAlive: true });
    this.client = client;
    const echo = `echo:${newId()}`;
    const lost = (thrown?: unknown): void => {
      if (this.client !== client) return;
      this.client = undefined;
      this.forget();
      if (this.stopped) return;
      if (thrown !== undefined) this.logger.failure('signals are not heard', thrown);
      client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.listen(), RETRY_MS);
      this.retry.unref();
    };
    client.on('notification', ({ payload }) => {
      if (payload) this.hear(payload, echo);
    });
    client.on('error', lost);
    client.on('end', () => lost());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      await client.query('select pg_notify($1, $2)', [CHANNEL, echo]);
    } catch (thrown) {
      lost(thrown);
    }
  }
}

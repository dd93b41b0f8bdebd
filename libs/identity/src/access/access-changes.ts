import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, Clock, Database, Logger, newId, type Config } from '#platform';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { AccessCache } from './access-cache.js';

const CHANNEL = 'stepwell_access';
const RETRY_MS = 2000;

/**
 * Tells every server process that somebody's access has changed, through PostgreSQL's NOTIFY, and hears of it through
 * LISTEN. The cache is on only after a notification sent by this process itself has come back, so that a pooler that
 * swallows them, or a lost connection, costs a lookup a request and never a stale right.
 */
@Injectable()
export class AccessChanges implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly cache: AccessCache;
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(IDENTITY_PARAMETERS) parameters: IdentityParameters,
  ) {
    this.cache = new AccessCache(parameters.accessCacheSeconds * 1000, () => clock.now().getTime());
  }

  /** Announces, when this transaction commits, that what a person, session or token may do has changed. */
  async announce(id: string): Promise<void> {
    await this.database.rows('select pg_notify($1, $2)', [CHANNEL, id]);
    this.database.afterCommit(() => this.cache.drop(id));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    this.cache.switchOff();
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ connectionString: this.config.databaseUrl, application_name: 'stepwell-access', keepAlive: true });
    this.client = client;
    const echo = `echo:${newId()}`;
    const lost = (thrown?: unknown): void => {
      if (this.client !== client) return;
      this.client = undefined;
      this.cache.switchOff();
      if (this.stopped) return;
      if (thrown !== undefined) this.logger.failure('access changes are not heard', thrown);
      client.end().catch(() => undefined);
      this.retry = setTimeout(() => void this.listen(), RETRY_MS);
      this.retry.unref();
    };
    client.on('notification', ({ payload }) => {
      if (payload === echo) this.cache.switchOn();
      else if (payload && !payload.startsWith('echo:')) this.cache.drop(payload);
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

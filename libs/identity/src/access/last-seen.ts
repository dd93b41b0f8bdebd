import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Database, Logger } from '#platform';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import type { Access } from './access.js';

const WRITE = `
with seen as (select id, at from unnest($1::uuid[], $2::timestamptz[]) as s(id, at)),
sessions as (
  update identity.session s set last_seen_at = greatest(s.last_seen_at, seen.at) from seen where s.id = seen.id and s.revoked_at is null
)
update identity.api_token t set last_used_at = greatest(t.last_used_at, seen.at) from seen where t.id = seen.id`;

/**
 * When sessions and tokens were last used. Kept in memory and written together every half minute, so that no request
 * waits for it; a process that is killed forgets at most that half minute.
 */
@Injectable()
export class LastSeen implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private unwritten = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /** Notes that somebody is there now. */
  touch(access: Access): void {
    const now = this.clock.now().getTime();
    access.lastSeenAt = now;
    this.unwritten.set(access.id, now);
  }

  /** The later of what the database says and what is not written yet. */
  latest(id: string, written: number): number {
    return Math.max(written, this.unwritten.get(id) ?? 0);
  }

  /** Drops what is unwritten of a session that has been locked or has ended. */
  forget(id: string): void {
    this.unwritten.delete(id);
  }

  /** Writes what has been gathered. */
  async write(): Promise<void> {
    if (this.unwritten.size === 0) return;
    const seen = this.unwritten;
    this.unwritten = new Map();
    try {
      await this.database.writeOnce(WRITE, [[...seen.keys()], [...seen.values()].map((at) => new Date(at))]);
    } catch (thrown) {
      this.logger.failure('last seen was not written', thrown);
      for (const [id, at] of seen) if (!this.unwritten.has(id)) this.unwritten.set(id, at);
    }
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.write(), this.parameters.lastSeenSeconds * 1000);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.write();
  }
}

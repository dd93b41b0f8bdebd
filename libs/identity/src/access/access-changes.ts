import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, Signals } from '#platform';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { AccessCache } from './access-cache.js';

const SUBJECT = 'access';

/** Called with the id of the person, session or token that changed; without one when any may have. */
type Follower = (id?: string) => void;

/**
 * Tells every server process that somebody's access has changed, and hears of it. The cache is on only while signals are
 * heard, so that a pooler that swallows them, or a lost connection, costs a lookup a request and never a stale right.
 */
@Injectable()
export class AccessChanges implements OnModuleInit {
  readonly cache: AccessCache;
  private readonly followers: Follower[] = [];

  constructor(
    private readonly database: Database,
    private readonly signals: Signals,
    clock: Clock,
    @Inject(IDENTITY_PARAMETERS) parameters: IdentityParameters,
  ) {
    this.cache = new AccessCache(parameters.accessCacheSeconds * 1000, () => clock.now().getTime());
  }

  onModuleInit(): void {
    this.signals.on(SUBJECT, {
      heard: (id) => this.changed(id),
      connected: () => {
        this.cache.switchOn();
        for (const follow of this.followers) follow();
      },
      lost: () => this.cache.switchOff(),
    });
  }

  /** Announces, when this transaction commits, that what a person, session or token may do has changed. */
  async announce(id: string): Promise<void> {
    await this.signals.send(SUBJECT, id);
    this.database.afterCommit(() => this.changed(id));
  }

  /** Lets something that outlives its request follow the changes. */
  follow(follower: Follower): void {
    this.followers.push(follower);
  }

  private changed(id: string): void {
    this.cache.drop(id);
    for (const follow of this.followers) follow(id);
  }
}

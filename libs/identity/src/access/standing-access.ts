import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock, DomainError, Logger } from '#platform';
import { tooManyStreams } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import type { Permission } from '../permissions.js';
import { accessOf, type Access } from './access.js';
import { isIdle } from './access.guard.js';
import { AccessChanges } from './access-changes.js';
import { credentialOf, type Credential } from './credentials.js';
import { FindAccess } from './find-access.query.js';

/** Why something that outlives its request must end. */
export type EndOfAccess = 'signed-out' | 'locked' | 'not-allowed' | 'server-stops';

/** Something that stays open after its request was let in: a stream of events. */
interface Standing {
  credential: Credential;
  access: Access;
  clinicId: string;
  permission: Permission;
  end: (why: EndOfAccess) => void;
}

const LOOK_AGAIN_MS = 15_000;

/**
 * Watches what stays open after the guard has let it in: it ends at sign-out, at the lock of an idle session, when the
 * right is lost and when the server stops. A change of access ends it at once, the passing of time within 15 seconds.
 */
@Injectable()
export class StandingAccess implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly standing = new Set<Standing>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly changes: AccessChanges,
    private readonly findAccess: FindAccess,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  onModuleInit(): void {
    this.changes.follow((id) => void this.lookAgain((one) => id === undefined || one.access.id === id || one.access.userId === id));
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.lookAgain(() => true), LOOK_AGAIN_MS);
    this.timer.unref();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    for (const one of this.standing) this.finish(one, 'server-stops');
  }

  /**
   * Watches over what one request opens, in the clinic and with the permission of its route. `open` is called only where
   * there is room for one more.
   * @param open opens it; answers how to end it and how to hear that it has ended by itself.
   * @throws DomainError 429 when this sign-in has too many open; 503 while the server stops.
   */
  hold<T extends { end: (reason: EndOfAccess) => void; whenClosed: (run: () => void) => void }>(request: FastifyRequest, at: { clinicId: string; permission: Permission }, open: () => T): T {
    const access = accessOf(request);
    const credential = credentialOf(request.headers);
    if (this.stopped || !credential) throw new DomainError({ code: 'unavailable', status: 503, title: 'Not ready; try again in a moment.' });
    const mine = [...this.standing].filter((one) => one.access.id === access.id).length;
    if (mine >= this.parameters.streamsPerSignIn) throw tooManyStreams();
    const opened = open();
    const one: Standing = { credential, access, clinicId: at.clinicId.toLowerCase(), permission: at.permission, end: (why) => opened.end(why) };
    this.standing.add(one);
    opened.whenClosed(() => this.standing.delete(one));
    return opened;
  }

  /** How many are open in this process. */
  get open(): number {
    return this.standing.size;
  }

  /** Ends what may no longer stand. */
  async lookAgain(which: (one: Standing) => boolean): Promise<void> {
    await Promise.all(
      [...this.standing].filter(which).map(async (one) => {
        try {
          const why = await this.endOf(one);
          if (why) this.finish(one, why);
        } catch (thrown) {
          // The database does not answer: what stands is looked at again in a moment.
          this.logger.failure('standing access was not looked at', thrown);
        }
      }),
    );
  }

  private async endOf(one: Standing): Promise<EndOfAccess | undefined> {
    const now = this.clock.now().getTime();
    let access = await this.findAccess.run(one.credential);
    // Another process may have seen the person since.
    if (access && isIdle(access, now, this.parameters)) access = await this.findAccess.fresh(one.credential);
    if (!access || access.expiresAt <= now) return 'signed-out';
    if (access.locked || (access.kind === 'user' && isIdle(access, now, this.parameters))) return 'locked';
    return access.clinics.get(one.clinicId)?.permissions.has(one.permission) ? undefined : 'not-allowed';
  }

  private finish(one: Standing, why: EndOfAccess): void {
    this.standing.delete(one);
    one.end(why);
  }
}

import { createHmac } from 'node:crypto';
import { Inject, Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { registerConstraint } from '../database/constraint-errors.js';
import { Database } from '../database/database.js';
import type { Config } from '../config/config.js';
import { Clock } from '../time/clock.js';
import { CONFIG } from '../tokens.js';
import { DomainError, invalidInput } from './domain-error.js';
import { currentContext, type RequestContext } from './request-context.js';

interface Kept {
  fingerprint: string;
  status_code: number | null;
  response: unknown;
}

registerConstraint('idempotency_key_once', () => new DomainError({ code: 'request-in-progress', status: 409, title: 'The same request is being handled right now; ask again in a moment.' }));

const WAIT_MS = 5000;
const SHOWN_ONCE = 'stepwell:shown-once';

/**
 * Names a field of a route's answer that is a secret. It is in the first answer only: what is kept for a repeated
 * request holds null in its place.
 */
export const ShownOnce = (field: string): MethodDecorator => SetMetadata(SHOWN_ONCE, field);

function keepable(answer: unknown, context: ExecutionContext): unknown {
  const secret = Reflect.getMetadata(SHOWN_ONCE, context.getHandler()) as string | undefined;
  return secret === undefined || typeof answer !== 'object' || answer === null ? (answer ?? null) : { ...answer, [secret]: null };
}

/**
 * A POST with an `Idempotency-Key` happens once. The key is written in the transaction of the change itself, so either
 * both are there or neither; asked again, the first answer comes back.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers['idempotency-key'];
    const ambient = currentContext();
    const actorId = ambient?.actor.userId;
    if (request.method !== 'POST' || header === undefined || !ambient || !actorId) return next.handle();
    return this.once(header, ambient, actorId, request, context, next);
  }

  private async once(header: string | string[], ambient: RequestContext, actorId: string, request: FastifyRequest, context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const key = Array.isArray(header) ? (header[0] ?? '') : header;
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw invalidInput([{ pointer: '#Idempotency-Key', detail: 'must be 1 to 200 printable characters' }]);
    // Keyed, because a body may hold a password.
    const fingerprint = createHmac('sha256', this.config.secret).update(`${request.method} ${request.url}\n`).update(JSON.stringify(request.body ?? null)).digest('base64url');

    const kept = await this.find(actorId, key);
    if (kept) return from(this.replay(kept, fingerprint, actorId, key, context));
    ambient.idempotency = { key, fingerprint, kept: false };
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
      const reply = context.switchToHttp().getResponse<FastifyReply>();
      await this.database.writeOnce('update platform.idempotency_key set status_code = $3, response = $4 where actor_id = $1 and key = $2', [
        actorId,
        key,
        reply.statusCode,
        JSON.stringify(keepable(answer, context)),
      ]);
      return from([answer]);
    } catch (thrown) {
      // Lost the race against the same request: answer what the winner answered.
      if (thrown instanceof DomainError && thrown.code === 'request-in-progress') {
        const winner = await this.find(actorId, key);
        if (winner) return from(this.replay(winner, fingerprint, actorId, key, context));
      }
      throw thrown;
    }
  }

  private async find(actorId: string, key: string): Promise<Kept | undefined> {
    return this.database.maybe<Kept>('select fingerprint, status_code, response from platform.idempotency_key where actor_id = $1 and key = $2', [actorId, key]);
  }

  private async replay(first: Kept, fingerprint: string, actorId: string, key: string, context: ExecutionContext): Promise<unknown> {
    if (first.fingerprint !== fingerprint) {
      throw new DomainError({ code: 'idempotency-key-reused', status: 422, title: 'This Idempotency-Key was used for a different request.' });
    }
    let kept: Kept | undefined = first;
    for (const until = this.clock.now().getTime() + WAIT_MS; kept && kept.status_code === null && this.clock.now().getTime() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      kept = await this.find(actorId, key);
    }
    if (!kept || kept.status_code === null) {
      throw new DomainError({ code: 'already-applied', status: 409, title: 'This request was already carried out; reload to see the result.' });
    }
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.status(kept.status_code).header('idempotent-replay', 'true');
    return kept.response;
  }
}

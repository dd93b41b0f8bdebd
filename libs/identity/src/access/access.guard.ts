import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock, currentContext, forbidden, isId, notFound } from '#platform';
import { crossSite, notSignedIn, passwordChangeRequired, personOnly, sessionLocked, tooManyRequests } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { markAccess, type Access } from './access.js';
import { credentialOf } from './credentials.js';
import { FindAccess } from './find-access.query.js';
import { LastSeen } from './last-seen.js';
import { RequestBudget, askerAddress } from './request-budget.js';
import { RouteDeclarations, type RouteRule } from './route-declarations.js';
import { isCrossSite, isSafeMethod } from './same-origin.js';

/**
 * Stands before every route: from another site? too many? who is it? may they here? A clinic one does not work in is
 * not there (404); a thing one's role does not allow is refused (403).
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly signedInBudget: RequestBudget;
  private readonly addressBudget: RequestBudget;

  constructor(
    private readonly routes: RouteDeclarations,
    private readonly findAccess: FindAccess,
    private readonly lastSeen: LastSeen,
    private readonly clock: Clock,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {
    const now = (): number => clock.now().getTime();
    this.signedInBudget = new RequestBudget(parameters.signedInRequests, now);
    this.addressBudget = new RequestBudget(parameters.addressRequests, now);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const rule = this.routes.of(context.getClass(), context.getHandler());
    const credential = credentialOf(request.headers);
    if (credential?.kind !== 'token' && !isSafeMethod(request.method)) refuseCrossSite(request);
    if (rule.for === 'everyone') {
      if (!request.url.startsWith('/api/health/')) this.spend(this.addressBudget, askerAddress(request.ip));
      return true;
    }
    if (!credential || credential.secret === '') return this.refuseStranger(request);
    const found = this.findAccess.run(credential);
    if (!(found instanceof Promise)) return this.admit(request, rule, found);
    return found.then((access) => (access ? this.admit(request, rule, access) : this.refuseStranger(request)));
  }

  private admit(request: FastifyRequest, rule: Exclude<RouteRule, { for: 'everyone' }>, access: Access): true {
    const now = this.clock.now().getTime();
    if (access.expiresAt <= now) return this.refuseStranger(request);
    this.spend(this.signedInBudget, access.id);
    if (access.kind === 'user' && (access.locked || isIdle(access, now, this.parameters))) throw sessionLocked();
    if (access.mustChangePassword && !(rule.for === 'signed-in' && rule.beforePasswordChange)) throw passwordChangeRequired();
    if (rule.for === 'signed-in') {
      if (access.kind === 'token' && !rule.tokens) throw personOnly();
    } else {
      this.checkPermission(request, rule, access);
    }
    this.lastSeen.touch(access);
    markAccess(request, access);
    const ambient = currentContext();
    if (ambient) ambient.actor = { kind: access.kind, userId: access.userId, displayName: access.displayName, sessionId: access.id };
    return true;
  }

  private checkPermission(request: FastifyRequest, rule: Extract<RouteRule, { for: 'permission' }>, access: Access): void {
    const clinicId = (request.params as Record<string, string | undefined> | undefined)?.['clinicId'];
    if (clinicId === undefined) {
      // A route of no clinic yet (making one): whoever may do it in one of theirs.
      for (const clinic of access.clinics.values()) if (clinic.permissions.has(rule.permission)) return;
      throw forbidden(rule.permission);
    }
    const clinic = isId(clinicId) ? access.clinics.get(clinicId.toLowerCase()) : undefined;
    if (!clinic) throw notFound('clinic');
    if (!clinic.permissions.has(rule.permission)) throw forbidden(rule.permission);
  }

  private refuseStranger(request: FastifyRequest): never {
    this.spend(this.addressBudget, askerAddress(request.ip));
    throw notSignedIn();
  }

  private spend(budget: RequestBudget, asker: string): void {
    const wait = budget.take(asker);
    if (wait > 0) throw tooManyRequests(wait);
  }
}

/** Whether nobody has used a session for too long. */
export function isIdle(access: Access, now: number, parameters: IdentityParameters): boolean {
  return now - access.lastSeenAt > parameters.idleMinutes * 60_000;
}

function refuseCrossSite(request: FastifyRequest): void {
  const fetchSite = request.headers['sec-fetch-site'];
  if (isCrossSite({ fetchSite: Array.isArray(fetchSite) ? fetchSite[0] : fetchSite, origin: request.headers.origin, host: request.host })) throw crossSite();
}

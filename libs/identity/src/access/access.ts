import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission, Role } from '../permissions.js';
import { notSignedIn, personOnly } from '../identity.errors.js';

/** What somebody may do in one clinic. */
export interface ClinicAccess {
  roles: readonly Role[];
  permissions: ReadonlySet<Permission>;
}

/** Whoever a request comes from, as the database knew them moments ago. */
export interface Access {
  kind: 'user' | 'token';
  /** The session's or the token's id. */
  id: string;
  /** The person; for a token the person who made it. */
  userId: string;
  /** The person's name; for a token its own. */
  displayName: string;
  email: string;
  demo: boolean;
  mustChangePassword: boolean;
  clinics: ReadonlyMap<string, ClinicAccess>;
  /** Milliseconds since 1970. Moves on with every request. */
  lastSeenAt: number;
  expiresAt: number;
  locked: boolean;
}

const ACCESS = Symbol('access');
type Marked = FastifyRequest & { [ACCESS]?: Access };

/** Notes on the request who it comes from. */
export function markAccess(request: FastifyRequest, access: Access): void {
  (request as Marked)[ACCESS] = access;
}

/** Who the request comes from. @throws DomainError 401 on a route open to everyone. */
export function accessOf(request: FastifyRequest): Access {
  const access = (request as Marked)[ACCESS];
  if (!access) throw notSignedIn();
  return access;
}

/** Who the request comes from: a person or a token. */
export const CurrentAccess = createParamDecorator((_data: unknown, context: ExecutionContext): Access => accessOf(context.switchToHttp().getRequest<FastifyRequest>()));

/** The person the request comes from; a token is refused. */
export const CurrentPerson = createParamDecorator((_data: unknown, context: ExecutionContext): Access => {
  const access = accessOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (access.kind !== 'user') throw personOnly();
  return access;
});

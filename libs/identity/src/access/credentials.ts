import { hash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'stepwell_session';
/** Marks a secret as one of ours, so that scanners of leaked secrets can tell. */
const TOKEN_PREFIX = 'stw_';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What a request shows to say who it is. */
export interface Credential {
  kind: 'session' | 'token';
  secret: string;
}

/** A new secret of 256 random bits. */
export function newSecret(kind: Credential['kind']): string {
  const secret = randomBytes(32).toString('base64url');
  return kind === 'token' ? TOKEN_PREFIX + secret : secret;
}

/** What is kept of a secret. It is random and long, so one pass of SHA-256 is enough. */
export function secretHash(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** The session secret in a Cookie header, if there is one of the right form. */
export function sessionSecretIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === SESSION_COOKIE) {
      const value = part.slice(at + 1).trim();
      return SECRET.test(value) ? value : undefined;
    }
  }
  return undefined;
}

/** The credential of a request: a Bearer token if one is shown, else the session cookie. */
export function credentialOf(headers: { authorization?: string; cookie?: string }): Credential | undefined {
  const authorization = headers.authorization;
  if (authorization !== undefined && /^bearer /i.test(authorization)) {
    const secret = authorization.slice(7).trim();
    // Something that is no token of ours is still a wrong token, never a reason to look at the cookie.
    return { kind: 'token', secret: secret.startsWith(TOKEN_PREFIX) && SECRET.test(secret.slice(TOKEN_PREFIX.length)) ? secret : '' };
  }
  const session = sessionSecretIn(headers.cookie);
  return session === undefined ? undefined : { kind: 'session', secret: session };
}

/** Gives the browser its session. The cookie is not readable by scripts, stays on this site and ends with the session. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string, maxAgeSeconds: number): void {
  void reply.header('set-cookie', cookie(secret, maxAgeSeconds, request.protocol === 'https'));
}

/** Takes the session from the browser. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('set-cookie', cookie('', 0, request.protocol === 'https'));
}

function cookie(value: string, maxAgeSeconds: number, secure: boolean): string {
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${Math.floor(maxAgeSeconds)}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

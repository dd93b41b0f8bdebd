import { describe, expect, it } from '@jest/globals';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { credentialOf, newSecret, secretHash, sessionSecretIn, setSessionCookie } from './credentials.js';

const secret = 'A'.repeat(43);

describe('what a request shows', () => {
  it.each([
    [`stepwell_session=${secret}`, secret],
    [`theme=dark; stepwell_session=${secret}; other=1`, secret],
    [`other_stepwell_session=${secret}`, undefined],
    ['stepwell_session=', undefined],
    ['stepwell_session=short', undefined],
    [`stepwell_session=${secret}%00`, undefined],
    ['', undefined],
  ])('finds the session in the cookie header %j', (header, expected) => {
    expect(sessionSecretIn(header)).toBe(expected);
  });

  it('is the token where there is one, and a wrong token is never overlooked in favour of a cookie', () => {
    const cookie = `stepwell_session=${secret}`;
    const token = newSecret('token');
    expect(credentialOf({ authorization: `Bearer ${token}`, cookie })).toEqual({ kind: 'token', secret: token });
    expect(credentialOf({ authorization: 'bearer something', cookie })).toEqual({ kind: 'token', secret: '' });
    expect(credentialOf({ authorization: 'Basic YTpi', cookie })).toEqual({ kind: 'session', secret });
    expect(credentialOf({})).toBeUndefined();
  });

  it('is a secret nobody guesses, of which the hash alone is kept', () => {
    const secrets = new Set(Array.from({ length: 200 }, () => newSecret('session')));
    expect(secrets.size).toBe(200);
    for (const one of secrets) expect(one).toMatch(/^[\w-]{43}$/);
    expect(secretHash(secret)).toHaveLength(32);
  });

  it.each([
    ['http', /SameSite=Strict$/],
    ['https', /SameSite=Strict; Secure$/],
  ])('comes back over %s only as it went out', (protocol, expected) => {
    const headers = new Map<string, string>();
    setSessionCookie({ protocol } as FastifyRequest, { header: (name: string, value: string) => headers.set(name, value) } as unknown as FastifyReply, secret, 60);
    expect(headers.get('set-cookie')).toMatch(expected);
  });
});

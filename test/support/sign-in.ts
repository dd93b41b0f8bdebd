import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { CreateUser, PasswordHasher, type Role } from '#identity';
import { newId, runAsSystem } from '#platform';
import type { TestApp } from './app.js';

/** The password of everyone a test makes. */
export const TEST_PASSWORD = 'amber kettle orbit';

/** Somebody who asks the API: a browser that is signed in, or a machine. */
export interface Asker {
  userId: string;
  email: string;
  cookie: string;
  /** Sends a request with this person's session; `/api` is put in front. The same browser may ask another process. */
  ask(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object, headers?: Record<string, string>, at?: TestApp): Promise<LightMyRequestResponse>;
}

const hashes = new WeakMap<object, Promise<string>>();

/** Makes an account with roles in clinics, without signing in. */
export async function makeUser(
  house: Pick<TestApp, 'get'>,
  memberships: { clinicId: string; roles: Role[] }[],
  options: { email?: string; displayName?: string; demo?: boolean } = {},
): Promise<{ userId: string; email: string }> {
  const hasher = house.get(PasswordHasher);
  let passwordHash = hashes.get(hasher);
  if (!passwordHash) hashes.set(hasher, (passwordHash = hasher.hash(TEST_PASSWORD)));
  const email = options.email ?? `person-${newId().slice(-12)}@clinic.test`;
  const { userId } = await runAsSystem('test', async () =>
    house.get(CreateUser).seed({ email, displayName: options.displayName ?? 'Robin Hale', memberships, passwordHash: await passwordHash, demo: options.demo ?? false }),
  );
  return { userId, email };
}

/** Signs an account in, as a browser would. */
export async function signIn(house: TestApp, account: { userId: string; email: string }, password = TEST_PASSWORD): Promise<Asker> {
  const answer = await house.app.inject({ method: 'POST', url: '/api/auth/login', payload: { email: account.email, password }, remoteAddress: '10.0.0.9' });
  if (answer.statusCode !== 200) throw new Error(`Sign-in was refused: ${answer.body}`);
  const cookie = cookieOf(answer);
  return { ...account, cookie, ask: (method, path, body, headers, at = house) => at.app.inject(request(method, path, body, { cookie, ...headers })) };
}

/** An account with one role set in one clinic, signed in. */
export async function personWith(house: TestApp, clinicId: string, ...roles: Role[]): Promise<Asker> {
  return signIn(house, await makeUser(house, [{ clinicId, roles }]));
}

/** What a browser would send back of the cookies an answer sets. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const header = answer.headers['set-cookie'];
  const first = Array.isArray(header) ? header[0] : header;
  return first?.split(';')[0] ?? '';
}

/** The short code of a problem: `not-found`. */
export function problemOf(answer: LightMyRequestResponse): string {
  return (answer.json() as { type: string }).type.replace('urn:stepwell:problem:', '');
}

function request(method: InjectOptions['method'], path: string, body: object | undefined, headers: Record<string, string>): InjectOptions {
  return { method, url: `/api${path}`, headers, remoteAddress: '10.0.0.9', ...(body === undefined ? {} : { payload: body }) } as InjectOptions;
}

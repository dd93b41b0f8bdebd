import createClient from 'openapi-fetch';
import { Problem, offlineProblem } from './problem';
import type { components, paths } from './schema.gen';

const IDEMPOTENCY_HEADER = 'Idempotency-Key';
const RETRY_DELAYS_MS = [400, 1500];

/** The typed client of the whole API. Use it inside {@link call}: `call(client.GET('/api/…', {params}))`. */
export const client = createClient<paths>({ baseUrl: '', fetch: retryingFetch });

/** A schema of the API by its name: `Schema<'RoomDto'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * The data of a successful answer; anything else is thrown as a {@link Problem}. An answer 401 also tells the
 * shell that the sign-in has ended, which then asks for the password without losing the place.
 */
export async function call<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (error) {
    if (error instanceof Problem || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    if (error instanceof TypeError) throw offlineProblem();
    throw error;
  }
  if (answer.response.ok) return answer.data as T;
  const problem = new Problem(answer.response.status, answer.error, answer.response.headers.get('retry-after'));
  if (problem.status === 401 && !/\/api\/auth\/(login|unlock)$/.test(answer.response.url)) {
    for (const listener of signedOutListeners) listener(problem);
  }
  throw problem;
}

/**
 * Headers that make a POST safe to send twice: a request that got no answer is sent again under the same key.
 * Give the key of an earlier attempt to repeat that attempt (forms do it by themselves).
 */
export function idempotent(key: string = newKey()): Record<string, string> {
  return { [IDEMPOTENCY_HEADER]: key };
}

/** A fresh idempotency key. Works on plain http too, where `crypto.randomUUID` is missing. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const signedOutListeners = new Set<(problem: Problem) => void>();

/** Calls `listener` whenever the server says that nobody is signed in or that the session is locked; answers the way to stop. */
export function onSignedOut(listener: (problem: Problem) => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Sends a request; one that carries an idempotency key and got no answer is sent again after a pause. */
async function retryingFetch(request: Request): Promise<Response> {
  if (!request.headers.has(IDEMPOTENCY_HEADER)) return fetch(request);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await fetch(request.clone());
    } catch (error) {
      const delay = RETRY_DELAYS_MS[attempt];
      if (delay === undefined || request.signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}

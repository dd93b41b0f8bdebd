import { AsyncLocalStorage } from 'node:async_hooks';

/** Who acts: a person signed in, a machine with a token, or the system itself (jobs, start-up). */
export interface Actor {
  kind: 'user' | 'token' | 'system';
  /** Null for the system. */
  userId: string | null;
  /** How the audit names the actor; never a client. */
  displayName: string;
  /** The sign-in session or token the request came with. */
  sessionId: string | null;
}

/** What follows a request (or a job) through every call without being passed. */
export interface RequestContext {
  requestId: string;
  actor: Actor;
  /** Set by the edge for writes that may be retried. */
  idempotency?: { key: string; fingerprint: string; kept: boolean };
}

export const SYSTEM: Actor = { kind: 'system', userId: null, displayName: 'Stepwell', sessionId: null };

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs work inside a context. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Runs work as the system: jobs, start-up, sweeps. */
export function runAsSystem<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId, actor: SYSTEM }, work);
}

/** The context of this call, if it has one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** Who acts in this call; the system where nobody signed in. */
export function currentActor(): Actor {
  return storage.getStore()?.actor ?? SYSTEM;
}

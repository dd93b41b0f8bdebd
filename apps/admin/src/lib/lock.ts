import { useSyncExternalStore } from 'react';
import { call, client } from './api/http';

/** Why the screen is locked: the person went away, asked for it, or the sign-in has ended. */
export type LockReason = 'idle' | 'asked' | 'ended';

const KEY = 'stepwell.locked';
let reason: LockReason | null = null;
const listeners = new Set<() => void>();

function set(next: LockReason | null, tell: boolean): void {
  reason = next;
  document.body.toggleAttribute('data-locked', next !== null);
  if (tell) {
    try {
      if (next === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // storage may be closed: the other tabs then lock for themselves
    }
  }
  for (const listener of listeners) listener();
}

/**
 * Locks every tab. Unless the server did it by itself (`byServer`), the session is locked there too, so that a reload
 * does not get round it; without a connection that happens as soon as it is back.
 */
export function lock(why: LockReason, options: { byServer?: boolean } = {}): void {
  // A session that has ended since needs a whole sign-in: that reason replaces the others.
  if (reason !== null && why !== 'ended') return;
  if (reason === why) return;
  set(why, true);
  if (!options.byServer) void lockOnServer();
}

/** Opens every tab again, after the password was right. */
export function unlock(): void {
  set(null, true);
}

/** The reason while the screen is locked, else null. */
export function useLock(): LockReason | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reason,
  );
}

async function lockOnServer(): Promise<void> {
  try {
    await call(client.POST('/api/auth/lock'));
  } catch {
    const again = () => {
      if (reason !== null) void lockOnServer();
    };
    window.addEventListener('online', again, { once: true });
  }
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) set(event.newValue === null ? null : (event.newValue as LockReason), false);
  });
}

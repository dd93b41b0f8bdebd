import { useSyncExternalStore } from 'react';
import { call, client } from './api/http';

/** Why the screen is locked: the person went away, asked for it, or the server ended the sign-in. */
export type LockReason = 'idle' | 'asked' | 'expired';

const KEY = 'stepwell.locked';
let reason: LockReason | null = null;
const listeners = new Set<() => void>();

function set(next: LockReason | null, tell: boolean): void {
  if (next !== null && reason !== null) return;
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

/** Locks every tab. The sign-in ends on the server too, so that a reload does not get round it. */
export function lock(why: LockReason): void {
  if (reason !== null) return;
  set(why, true);
  if (why !== 'expired') void endSignIn();
}

/** Opens every tab again, after the password was right. */
export function unlock(): void {
  set(null, true);
}

export function useLock(): LockReason | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reason,
  );
}

async function endSignIn(): Promise<void> {
  try {
    await call(client.POST('/api/auth/logout'));
  } catch {
    window.addEventListener('online', () => { if (reason !== null) void endSignIn(); }, { once: true });
  }
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) set(event.newValue === null ? null : (event.newValue as LockReason), false);
  });
}

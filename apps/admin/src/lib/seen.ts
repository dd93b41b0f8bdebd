import { useSyncExternalStore } from 'react';

const KEY = 'stepwell.seen';
const listeners = new Set<() => void>();
let current = read();

function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function keep(next: readonly string[]): void {
  current = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // storage may be closed: it is then remembered until the page is left
  }
  for (const listener of listeners) listener();
}

/**
 * Whether something that is said once (the tour, the checklist of a new clinic) was put away in this browser, and the way to
 * put it away or bring it back. `what` names the thing and whom it was for, by ids.
 */
export function useSeen(what: string): [seen: boolean, set: (seen: boolean) => void] {
  const seen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current.includes(what),
  );
  return [seen, (wanted) => keep(wanted ? [...current.filter((one) => one !== what), what] : current.filter((one) => one !== what))];
}

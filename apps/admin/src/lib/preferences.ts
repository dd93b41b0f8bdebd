import { useSyncExternalStore } from 'react';

/** What a person sets for this device. Kept in the browser only; nothing here is about a client. */
export interface Preferences {
  density: 'comfortable' | 'compact';
  /** Names are blurred until pointed at or focused. */
  privacyBlur: boolean;
  navCollapsed: boolean;
  /** Single-key shortcuts can be switched off (they get in the way of speech input). */
  singleKeys: boolean;
}

const KEY = 'stepwell.preferences';
const DEFAULTS: Preferences = { density: 'comfortable', privacyBlur: false, navCollapsed: false, singleKeys: true };

let current: Preferences = read();
const listeners = new Set<() => void>();

function read(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return { ...DEFAULTS, ...(typeof stored === 'object' && stored !== null ? stored : {}) };
  } catch {
    return DEFAULTS;
  }
}

function changed(): void {
  document.documentElement.toggleAttribute('data-privacy', current.privacyBlur);
  for (const listener of listeners) listener();
}

export function preferences(): Preferences {
  return current;
}

export function setPreference<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
  current = { ...current, [key]: value };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // storage may be closed: the choice then lasts until the page is left
  }
  changed();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The current preferences; the component follows them, also when another tab changes them. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

if (typeof window !== 'undefined') {
  changed();
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    current = read();
    changed();
  });
}

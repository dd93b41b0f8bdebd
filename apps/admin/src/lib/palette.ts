import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { Permission } from './session';

/** One thing ⌘K can find. `label` may be a `PersonName`; `text` is what typing is matched against. */
export interface PaletteItem {
  id: string;
  label: ReactNode;
  text: string;
  description?: ReactNode;
  icon?: ReactNode;
  /** Shortcut shown at the right. */
  keys?: string;
  run: () => void;
}

/** Where ⌘K looks while a person types: asked with at least two letters, after a short pause. */
export interface PaletteSource {
  id: string;
  label: string;
  permission?: Permission;
  search: (query: string, context: PaletteContext) => Promise<PaletteItem[]>;
}

export interface PaletteContext {
  clinicId: string;
  clinicSlug: string;
  timeZone: string;
  signal: AbortSignal;
  /** Opens an address of the app. */
  open: (href: string) => void;
}

const actions = new Map<symbol, { group: string; items: PaletteItem[] }>();
const listeners = new Set<() => void>();
let snapshot: { group: string; items: PaletteItem[] }[] = [];

/** Offers actions in ⌘K while the component is on screen ("New room", "Mark all present"). */
export function usePaletteActions(group: string, items: PaletteItem[]): void {
  const latest = useRef(items);
  latest.current = items;
  const signature = items.map((item) => `${item.id}|${item.text}`).join('\n');
  useEffect(() => {
    const token = Symbol(group);
    const stable = latest.current.map((item, index) => ({ ...item, run: () => latest.current[index]?.run() }));
    actions.set(token, { group, items: stable });
    snapshot = [...actions.values()];
    for (const listener of listeners) listener();
    return () => {
      actions.delete(token);
      snapshot = [...actions.values()];
      for (const listener of listeners) listener();
    };
  }, [group, signature]);
}

/** The actions of what is on screen now. */
export function usePaletteGroups(): { group: string; items: PaletteItem[] }[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

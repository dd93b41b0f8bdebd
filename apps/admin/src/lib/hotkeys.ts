import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { preferences } from './preferences';

/**
 * Single-key shortcuts. Keys are written `n`, `shift+p`, `1`, `ArrowDown`, or two in a row: `g h`. They sleep while a
 * field has the focus, while a dialog is open (unless the dialog set them), and when the person switched them off.
 */
export interface Hotkey {
  keys: string;
  label: string;
  group: string;
  inDialog: boolean;
  run: () => void;
}

const active = new Map<symbol, Hotkey>();
const listeners = new Set<() => void>();
let snapshot: Hotkey[] = [];

function publish(): void {
  snapshot = [...active.values()];
  for (const listener of listeners) listener();
}

/** Sets a shortcut while the component is on screen; it is listed under `?` in its group. */
export function useHotkey(
  keys: string,
  label: string,
  run: () => void,
  options: { group?: string; enabled?: boolean; inDialog?: boolean } = {},
): void {
  const { group = 'This screen', enabled = true, inDialog = false } = options;
  const latest = useRef(run);
  latest.current = run;
  // With what is shown, not after it: a key pressed the moment a roster appears must not be lost.
  useLayoutEffect(() => {
    if (!enabled) return;
    const token = Symbol(keys);
    active.set(token, { keys, label, group, inDialog, run: () => latest.current() });
    publish();
    return () => {
      active.delete(token);
      publish();
    };
  }, [keys, label, group, enabled, inDialog]);
}

/** Every shortcut that works right now. */
export function useActiveHotkeys(): Hotkey[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

let waiting: { first: string; until: number } | null = null;

/** The key of an event as shortcuts write it: `shift+p`, `?`, `ArrowUp`. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string {
  const single = event.key.length === 1;
  const letter = single && /[a-z]/i.test(event.key);
  const key = letter ? event.key.toLowerCase() : event.key === ' ' ? 'Space' : event.key;
  return event.shiftKey && (letter || !single) ? `shift+${key}` : key;
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.closest('[role="listbox"],[role="menu"]') !== null;
}

/** Starts listening; called once by the shell. Answers the way to stop. */
export function listenForHotkeys(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (!preferences().singleKeys || typing(event.target)) return;
    const dialogOpen = document.querySelector('[role="dialog"],[role="alertdialog"]') !== null;
    const key = keyOf(event);
    const now = Date.now();
    const sequence = waiting && waiting.until > now ? `${waiting.first} ${key}` : null;
    waiting = null;
    const usable = [...active.values()].filter((hotkey) => !dialogOpen || hotkey.inDialog).reverse();
    const hit =
      (sequence ? usable.find((hotkey) => hotkey.keys === sequence) : undefined) ??
      usable.find((hotkey) => hotkey.keys === key);
    if (hit) {
      event.preventDefault();
      hit.run();
    } else if (usable.some((hotkey) => hotkey.keys.startsWith(`${key} `))) {
      waiting = { first: key, until: now + 1200 };
    }
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

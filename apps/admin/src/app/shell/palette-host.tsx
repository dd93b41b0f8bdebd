import { Suspense, lazy, useSyncExternalStore } from 'react';

const Palette = lazy(() => import('./palette').then((module) => ({ default: module.Palette })));

let requests = 0;
const listeners = new Set<() => void>();

/** Opens ⌘K from anywhere. */
export function openPalette(): void {
  requests += 1;
  for (const listener of listeners) listener();
}

/** Holds the place of ⌘K; its code loads when it is first opened. */
export function PaletteHost() {
  const asked = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => requests,
  );
  if (asked === 0) return null;
  return (
    <Suspense fallback={null}>
      <Palette request={asked} />
    </Suspense>
  );
}

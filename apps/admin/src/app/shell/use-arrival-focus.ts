import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** On every new screen the heading takes the focus, so that keyboards and screen readers start there. */
export function useArrivalFocus(): void {
  const router = useRouter();
  useEffect(() => {
    return router.subscribe('onRendered', (event) => {
      if (!event.pathChanged || !event.fromLocation) return;
      // A dialog or a field that took the focus by itself keeps it.
      const holder = document.activeElement;
      if (holder instanceof HTMLElement && holder.closest('[role="dialog"],form')) return;
      const heading = document.getElementById('page-heading') ?? document.getElementById('main');
      heading?.focus({ preventScroll: true });
    });
  }, [router]);
}

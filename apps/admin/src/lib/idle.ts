import { useEffect, useState } from 'react';

const ACTIVITY_KEY = 'stepwell.last-activity';
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** When somebody was last seen at any tab of this browser, as milliseconds. */
export function lastActivity(): number {
  try {
    return Number(localStorage.getItem(ACTIVITY_KEY) ?? 0);
  } catch {
    return 0;
  }
}

/** Notes that the person is there, for every tab of this browser. */
export function noteActivity(now: number = Date.now()): void {
  try {
    localStorage.setItem(ACTIVITY_KEY, String(now));
  } catch {
    // storage may be closed: each tab then counts for itself
  }
}

/**
 * Watches for a person who has left. Answers the seconds left once `warnSeconds` before the end, 0 when time is up,
 * and null while there is activity in any tab.
 */
export function useIdleCountdown(afterSeconds: number, warnSeconds: number, enabled: boolean): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (!enabled) {
      setLeft(null);
      return;
    }
    let here = Date.now();
    noteActivity(here);
    let warned = false;
    const active = () => {
      const now = Date.now();
      // Once the warning is up only a click on it counts: a nudged mouse is not a person.
      if (warned || now - here < 1000) return;
      here = now;
      if (now - lastActivity() > 5000) noteActivity(now);
    };
    const tick = () => {
      const seconds = Math.ceil(afterSeconds - (Date.now() - Math.max(here, lastActivity())) / 1000);
      warned = seconds <= warnSeconds;
      setLeft(warned ? Math.max(0, seconds) : null);
    };
    const timer = setInterval(tick, 1000);
    for (const event of EVENTS) window.addEventListener(event, active, { passive: true });
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      for (const event of EVENTS) window.removeEventListener(event, active);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [afterSeconds, warnSeconds, enabled]);
  return left;
}

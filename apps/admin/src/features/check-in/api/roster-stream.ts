import { attendanceStreamAddress } from './attendance';

/** What a roster is at: the session's own facts as one text, and the version of each place. */
export interface RosterVersions {
  session: string;
  places: Record<string, number>;
}

interface Needs {
  told: (versions: RosterVersions) => void;
  /** Whether the server's word can be relied on now. */
  live: (live: boolean) => void;
}

const TRY_AGAIN_MS = [2000, 5000, 15_000, 30_000];

/**
 * Hears of every change of a roster while the tab is looked at; a hidden tab holds no connection, for a browser has few
 * to one server. Answers the way to stop.
 */
export function hearRoster(clinicId: string, sessionId: string, needs: Needs): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    needs.live(false);
  };
  const open = () => {
    close();
    if (document.hidden) return;
    const opened = new EventSource(attendanceStreamAddress(clinicId, sessionId));
    source = opened;
    opened.addEventListener('open', () => {
      failures = 0;
      needs.live(true);
    });
    opened.addEventListener('roster', (event: MessageEvent<string>) => needs.told(JSON.parse(event.data) as RosterVersions));
    const lost = () => {
      if (source !== opened) return;
      needs.live(false);
      // The browser comes back by itself after a broken connection, not after a refusal.
      if (opened.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, TRY_AGAIN_MS[Math.min(failures, TRY_AGAIN_MS.length - 1)]);
      failures += 1;
    };
    opened.addEventListener('error', lost);
  };
  document.addEventListener('visibilitychange', open);
  open();
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}

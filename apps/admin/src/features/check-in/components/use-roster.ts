import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { newKey } from '@/lib/api/http';
import { asProblem } from '@/lib/api/problem';
import { useClinic } from '@/lib/session';
import { attendanceKeys, readRoster, saveMarks } from '../api/attendance';
import type { Roster, StandingPlace } from '../api/attendance';
import { hearRoster } from '../api/roster-stream';
import type { RosterVersions } from '../api/roster-stream';
import { MarkQueue } from '../model/mark-queue';
import type { Conflict, Refusal } from '../model/mark-queue';
import { isBehind, shownPlaces, withSaved } from '../model/roster';

/** How often the roster is read again while the server tells of no change, so that a second person's marks are seen, ms. */
const LOOK_AGAIN_MS = 4000;
/** And while it does: for what a signal lost on the way would have told. */
const LOOK_AGAIN_LIVE_MS = 60_000;

/** Answers that say nothing about the marks: the request is sent again as it is. */
const NO_ANSWER = new Set(['request-in-progress', 'offline']);

function refusalOf(error: unknown): Refusal {
  const problem = asProblem(error);
  const again = problem.isOffline || problem.status === 429 || problem.status === 401 || problem.status >= 502 || NO_ANSWER.has(problem.code);
  const stale = Array.isArray(problem.facts['stale']) ? (problem.facts['stale'] as ({ participationId: string } & Conflict['theirs'])[]) : [];
  const problems = problem.errors.flatMap(({ pointer, detail }) => {
    const at = /^\/marks\/(\d+)/.exec(pointer)?.[1];
    return at === undefined ? [] : [{ at: Number(at), detail }];
  });
  return { again, stale, problems, title: problem.title };
}

/**
 * Reads the roster again whenever the server tells of something it does not show; while marks are under way only once
 * they are saved, for most of what is told then is their own. Answers whether the server tells at all.
 */
function useLiveRoster(sessionId: string, saving: boolean): boolean {
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  const [told, setTold] = useState<RosterVersions | null>(null);
  const session = useRef<string | null>(null);
  useEffect(() => {
    session.current = null;
    setTold(null);
    return hearRoster(clinicId, sessionId, { live: setLive, told: setTold });
  }, [clinicId, sessionId]);
  useEffect(() => {
    if (!told || saving) return;
    const key = attendanceKeys.roster(clinicId, sessionId);
    const known = queries.getQueryData<Roster>(key);
    const changed = session.current !== null && session.current !== told.session;
    session.current = told.session;
    if (!known || changed || isBehind(known, told.places)) void queries.invalidateQueries({ queryKey: key });
  }, [told, saving, clinicId, sessionId, queries]);
  return live;
}

/** The roster of a session with the marks under way on top, and the queue that carries them to the server. */
export function useRoster(sessionId: string) {
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const key = attendanceKeys.roster(clinicId, sessionId);
  const queue = useMemo(
    () => {
      const roster = attendanceKeys.roster(clinicId, sessionId);
      return new MarkQueue({
        send: async (marks, options) => (await saveMarks(clinicId, sessionId, marks, options)).places,
        refusalOf: (error) => {
          const refusal = refusalOf(error);
          // What the other marked is on the roster at once.
          if (refusal.stale.length > 0) queries.setQueryData<Roster>(roster, (known) => known && withSaved(known, refusal.stale));
          return refusal;
        },
        newKey,
        later: (run, ms) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
        saved: (places: StandingPlace[]) => {
          // A roster read before this save must not put the old state back.
          void queries.cancelQueries({ queryKey: roster });
          queries.setQueryData<Roster>(roster, (known) => known && withSaved(known, places));
          void queries.invalidateQueries({ queryKey: ['hours', clinicId] });
        },
      });
    },
    // One queue for each session: its marks outlive every render.
    [clinicId, sessionId, queries],
  );
  const state = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const live = useLiveRoster(sessionId, state.pending.size > 0);
  const roster = useQuery({ queryKey: key, queryFn: ({ signal }) => readRoster(clinicId, sessionId, signal), refetchInterval: live ? LOOK_AGAIN_LIVE_MS : LOOK_AGAIN_MS, staleTime: 0 });
  useEffect(() => {
    const wake = () => queue.wake();
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.busy) event.preventDefault();
    };
    window.addEventListener('online', wake);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('online', wake);
      window.removeEventListener('beforeunload', warn);
    };
  }, [queue]);
  const places = useMemo(() => (roster.data ? shownPlaces(roster.data, state) : []), [roster.data, state]);
  return { roster, places, queue, state, live };
}

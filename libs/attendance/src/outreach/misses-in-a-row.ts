import type { AttendanceStatus } from '../credited-minutes.js';

/** A recorded place of a stay. */
export interface RecordedPlace {
  participationId: string;
  status: AttendanceStatus;
}

/** How often somebody has stayed away without a word up to now, and where that began. */
export interface Misses {
  count: number;
  /** The first of them; null when there is none. */
  since: string | null;
}

/**
 * Counts the no-shows up to the latest recorded place. Whoever came, and whoever called to be excused, was in contact:
 * that ends the run.
 * @param latestFirst recorded places, the latest first.
 */
export function missesInARow(latestFirst: readonly RecordedPlace[]): Misses {
  const contact = latestFirst.findIndex((place) => place.status !== 'no_show');
  const run = contact < 0 ? latestFirst : latestFirst.slice(0, contact);
  return { count: run.length, since: run.at(-1)?.participationId ?? null };
}

import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which a zone keeps one offset: up to `end` (exclusive), in milliseconds since 1970. */
interface Stretch {
  readonly end: number;
  readonly offset: number;
}

const WINDOW = 2 ** 34; // about 199 days: most windows hold one clock change or none
const MOST_WINDOWS = 4096; // a bound on memory, about two thousand years of one zone; beyond it the zone starts afresh
const windowsByZone = new Map<string, Map<number, readonly Stretch[]>>();

/**
 * How far the zone's wall clock is ahead of UTC at the instant, in milliseconds. Temporal is asked once per zone and
 * half year; every later question about that half year is a look-up, so loops over years of sessions stay cheap.
 */
export function offsetAt(epochMilliseconds: number, zone: string): number {
  let windows = windowsByZone.get(zone);
  if (windows === undefined) {
    windows = new Map();
    windowsByZone.set(zone, windows);
  }
  const index = Math.floor(epochMilliseconds / WINDOW);
  let stretches = windows.get(index);
  if (stretches === undefined) {
    stretches = stretchesOf(index * WINDOW, zone);
    if (windows.size >= MOST_WINDOWS) windows.clear();
    windows.set(index, stretches);
  }
  for (const stretch of stretches) if (epochMilliseconds < stretch.end) return stretch.offset;
  throw new RangeError(`Not an instant: ${epochMilliseconds}`);
}

function stretchesOf(start: number, zone: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    const end = next === null ? Infinity : next.epochMilliseconds;
    stretches.push({ end: Math.min(end, start + WINDOW), offset: at.offsetNanoseconds / 1e6 });
    if (next === null || end >= start + WINDOW) return stretches;
    at = next;
  }
}

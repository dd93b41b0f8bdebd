import type { Arrivals } from '../api/today';

/** The sessions of today by where the clock stands. */
export interface DayParts {
  running: Arrivals[];
  /** To come, in order. */
  next: Arrivals[];
  over: Arrivals[];
}

export function partsOfDay(sessions: readonly Arrivals[], now: number): DayParts {
  const parts: DayParts = { running: [], next: [], over: [] };
  for (const session of sessions) {
    const part = Date.parse(session.endsAt) <= now ? 'over' : Date.parse(session.startsAt) <= now ? 'running' : 'next';
    parts[part].push(session);
  }
  return parts;
}

/** How many people the sessions still expect, and how many came. */
export function peopleOf(sessions: readonly Arrivals[]): { expected: number; present: number } {
  return { expected: sum(sessions.map((one) => one.expected)), present: sum(sessions.map((one) => one.present)) };
}

/** Until it begins or ends, in words: "in 25 min", "until 7:00 PM" is the caller's. */
export function minutesUntil(instant: string, now: number): number {
  return Math.max(0, Math.round((Date.parse(instant) - now) / 60_000));
}

const CLINICAL = ['therapist', 'prescriber'];

/** Whose day a person wants first: those who lead sessions their own, everyone else the clinic's. */
export function ownDayFirst(roles: readonly string[]): boolean {
  return roles.some((role) => CLINICAL.includes(role)) && !roles.some((role) => role === 'director' || role === 'administrator');
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
